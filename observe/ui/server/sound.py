"""The sound of a recording, and its levels: who may hear it is asked before every byte."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from observe.audio.peaks import peaks_of
from observe.audio.playback import playback_copy
from observe.errors import ConsentInvalid
from observe.permissions import may
from observe.store import Store
from observe.ui.words.addresses import from_another_site


class Refused(ConsentInvalid):
    """This reader may not hear this recording."""


def authorise(request: Request, store: Store, sha256: str) -> None:
    """Let the reader hear the recording, or raise.

    The app listens on this machine alone, and does not know here who reaches it: the reader may hear what the
    permissions let somebody hear who has not said who they are. What is refused is another web page that makes
    the reader's own browser ask.

    Raises:
        Refused: another site asks, or nobody may hear it before they say who they are.
        ConsentInvalid: consent was withdrawn or has run out.
        NotFound: no such recording is kept.
    """
    if from_another_site(request.headers):
        raise Refused("another site asked for this recording; it is given to observe's own pages alone")
    if not may(None, "hear_call"):
        raise Refused("a recording is given to those alone who said who they are")
    store.recordings.consent(sha256)


def sound_of(request: Request, store: Store, observation: int) -> Path:
    """The playback copy of an observation's recording, for a reader who may hear it.

    Raises:
        NotFound: there is no such observation or recording.
        ConsentInvalid: as ``authorise``.
        AudioUnreadable: the recording's file is gone or cannot be decoded.
        StoreUnusable: the copy cannot be written.
    """
    sha256 = store.observations.get(observation).sha256
    authorise(request, store, sha256)
    return playback_copy(store.recordings.get(sha256).path, sha256, store.folder)


def levels_of(request: Request, store: Store, observation: int) -> bytes:
    """The levels of that copy, for the same readers: how loud somebody spoke tells something of what was said.

    Raises:
        as ``sound_of``.
    """
    return peaks_of(sound_of(request, store, observation))
