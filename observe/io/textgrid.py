"""Praat TextGrid: a tier a speaker with the turns, and a tier a kind of cue.

Written with praatio, because the format's tiers must be filled without gaps.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from observe.annotation import Seconds
from observe.observation import Observation


def dumps(observation: Observation) -> str:
    """The call as a long TextGrid, from 0 s to its end."""
    from praatio.textgrid import Textgrid  # type: ignore[import-untyped]

    end = max([observation.recording.duration_s, *(turn.end for turn in observation.turns)])
    grid = Textgrid(0.0, end)
    for speaker in dict.fromkeys(turn.speaker for turn in observation.turns):
        own = [turn for turn in observation.turns if turn.speaker == speaker]
        grid.addTier(_tier(f"{own[0].role} {speaker}", [(t.start, t.end, t.text) for t in own], end))
    for name in dict.fromkeys(cue.cue for cue in observation.cues):
        found = [(cue.start, cue.end, cue.quote) for cue in observation.cues if cue.cue == name]
        grid.addTier(_tier(name, found, end))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.TextGrid"
        grid.save(str(path), format="long_textgrid", includeBlankSpaces=True)
        return path.read_text(encoding="utf-8")


def _tier(name: str, intervals: Iterable[tuple[Seconds, Seconds, str]], end: Seconds) -> object:
    """A tier; intervals that would overlap, which the format cannot hold, begin where the one before ends."""
    from praatio.data_classes.interval_tier import IntervalTier  # type: ignore[import-untyped]
    from praatio.utilities.constants import Interval  # type: ignore[import-untyped]

    entries: list[tuple[Seconds, Seconds, str]] = []
    for start, stop, text in sorted(intervals):
        label, begin, last = " ".join(text.split()), start, min(stop, end)
        if entries:
            begin = max(start, entries[-1][1])
        if last > begin:
            entries.append((begin, last, label))
        elif entries:
            # Nothing of its own is left of it: its words join those of the interval that covers it.
            entries[-1] = (*entries[-1][:2], f"{entries[-1][2]} | {label}")
    return IntervalTier(name, [Interval(*entry) for entry in entries], 0.0, end)
