"""The files of an observation that a page offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from observe.io import document, rttm, vtt
from observe.observation import Observation
from observe.ui.words.common import shown_name


@dataclass(frozen=True, slots=True)
class Download:
    """A file to offer.

    Attributes:
        label: for the button.
        name: of the file.
        media_type: of its content.
        make: gives its content, once somebody wants it: of an hour's call that takes a while.
    """

    label: str
    name: str
    media_type: str
    make: Callable[[], str]


def downloads(observation: Observation) -> tuple[Download, ...]:
    """The document, the speakers' times and the captions; those that need words only where there are any."""
    stem = Path(shown_name(observation.recording.file)).stem or "call"
    whole = Download(
        "Everything (JSON)",
        f"{stem}.observation.json",
        "application/json",
        partial(document.dumps, observation),
    )
    if not observation.turns:
        return (whole,)
    speakers = partial(rttm.dumps, observation.segments, stem)
    captions = partial(vtt.dumps, observation.turns, observation.names)
    return (
        whole,
        Download("Who spoke when (RTTM)", f"{stem}.rttm", "text/plain", speakers),
        Download("Captions (VTT)", f"{stem}.vtt", "text/vtt", captions),
    )
