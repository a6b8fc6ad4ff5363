"""Who may hear a recording: one question, asked before every byte of sound."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from observe.audio.peaks import peaks_of
from observe.audio.playback import playback_copy
from observe.errors import ConsentInvalid
from observe.store import Store


class Refused(ConsentInvalid):
    """This reader may not hear this recording."""


def authorise(request: Request, store: Store, sha256: str) -> None:
    """Let the reader hear the recording, or raise.

    The app listens on this machine alone, so whoever reaches it may hear what it holds; what is refused is
    another web page that makes the reader's own browser ask. Signing in, when it comes, is asked for here.

    Raises:
        Refused: another site asks.
        ConsentInvalid: consent was withdrawn or has run out.
        NotFound: no such recording is kept.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused("another site asked for this recording; it is given to observe's own pages alone")
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
