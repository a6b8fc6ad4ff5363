"""How the talk was shared: from words and times alone. Nothing is read from the sound of a voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from observe.annotation import Interval, Role, Seconds, Turn
from observe.observation import Dynamics, Overlap, Silence

#: Amazon Contact Lens counts silence as non-talk time from three seconds; so do we.
SILENCE_S: Seconds = 3.0
#: Less than this is the blur of word borders, not two people speaking at once.
OVERLAP_S: Seconds = 0.25
#: A pause inside a turn longer than this is not counted as speaking.
BREATH_S: Seconds = 0.5


def measure(turns: Sequence[Turn]) -> Dynamics:
    """Measure a call.

    Args:
        turns: in order of their start.
    """
    roles = sorted({turn.role for turn in turns})
    spoken = {role: _spoken(turn for turn in turns if turn.role == role) for role in roles}
    seconds = {role: sum(stretch.duration for stretch in spoken[role]) for role in roles}
    words = {role: sum(len(turn.words) for turn in turns if turn.role == role) for role in roles}
    total = sum(seconds.values())
    return Dynamics(
        talk_share={role: seconds[role] / total for role in roles if total > 0.0},
        silences=tuple(_silences(turns)),
        overlaps=tuple(_overlaps(turns)),
        speech_rate_wpm={role: 60.0 * words[role] / seconds[role] for role in roles if seconds[role] > 0.0},
        response_time_s=_response_times(turns),
    )


def _spoken(turns: Iterable[Turn]) -> list[Interval]:
    """One role's speech as stretches in time order that do not overlap."""
    words = sorted((word.interval for turn in turns for word in turn.words), key=lambda word: word.start)
    stretches: list[Interval] = []
    for word in words:
        if stretches and word.start - stretches[-1].end <= BREATH_S:
            stretches[-1] = Interval(stretches[-1].start, max(stretches[-1].end, word.end))
        else:
            stretches.append(word)
    return stretches


def _silences(turns: Sequence[Turn]) -> Iterable[Silence]:
    for before, after in pairwise(_spoken(turns)):
        if after.start - before.end > SILENCE_S:
            yield Silence(before.end, after.start)


def _overlaps(turns: Sequence[Turn]) -> list[Overlap]:
    found = []
    for place, first in enumerate(turns):
        for second in turns[place + 1 :]:
            if second.start >= first.end:
                break
            end = min(first.end, second.end)
            if second.speaker != first.speaker and end - second.start >= OVERLAP_S:
                found.append(Overlap(second.start, end, second.role))
    return sorted(found, key=lambda overlap: (overlap.start, overlap.end))


def _response_times(turns: Sequence[Turn]) -> dict[Role, Seconds]:
    replies: dict[Role, list[Seconds]] = {}
    for before, after in pairwise(turns):
        if after.role != before.role:
            replies.setdefault(after.role, []).append(after.start - before.end)
    return {role: median(times) for role, times in sorted(replies.items())}
