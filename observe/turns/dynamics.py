"""How the talk was shared: from words and times alone. Nothing is read from the sound of a voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, get_args

from observe.annotation import Interval, Role, Seconds, Turn
from observe.observation import Dynamics, Overlap, Silence

#: What the time of a call is made of: one speaks, two at once, or nobody: for a moment, or in a silence.
Portion = Literal["agent", "customer", "other", "both", "pause", "silence"]
PORTIONS: tuple[Portion, ...] = get_args(Portion)
#: Those in which somebody speaks.
TALK: tuple[Portion, ...] = ("agent", "customer", "other", "both")
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


def portions(
    words: Iterable[tuple[Role, Interval]], silences: Iterable[Silence], length: Seconds
) -> dict[Portion, Seconds]:
    """What the time of a call is made of, in seconds; together they are the call's length.

    Args:
        words: the place in time of each, and the role of who said it, in any order.
        silences: of the call, as ``measure`` finds them; the rest of the time in which nobody speaks is pause,
            that before the first word and after the last with it.
        length: of the call.

    Example:
        >>> said = [("agent", Interval(0.0, 4.0)), ("customer", Interval(3.0, 5.0))]
        >>> found = portions(said, [], 6.0)
        >>> found["agent"], found["customer"], found["both"], found["pause"]
        (3.0, 1.0, 1.0, 1.0)
    """
    by_role: dict[Role, list[Interval]] = defaultdict(list)
    for role, interval in words:
        by_role[role].append(interval)
    edges = sorted(
        (at, step, role)
        for role, own in by_role.items()
        for stretch in _stretches(own)
        for at, step in ((stretch.start, 1), (stretch.end, -1))
    )
    found = dict.fromkeys(PORTIONS, 0.0)
    speaking: Counter[Role] = Counter()
    before = 0.0
    for at, step, role in edges:
        found[_portion([one for one, voices in speaking.items() if voices])] += at - before
        speaking[role] += step
        before = at
    nobody = found["pause"] + max(0.0, length - before)
    found["silence"] = min(nobody, sum(gap.end - gap.start for gap in silences))
    found["pause"] = nobody - found["silence"]
    return found


def _portion(speaking: Sequence[Role]) -> Portion:
    if len(speaking) > 1:
        return "both"
    return speaking[0] if speaking else "pause"


def _spoken(turns: Iterable[Turn]) -> list[Interval]:
    """One role's speech as stretches in time order that do not overlap."""
    return _stretches(word.interval for turn in turns for word in turn.words)


def _stretches(words: Iterable[Interval]) -> list[Interval]:
    stretches: list[Interval] = []
    for word in sorted(words, key=lambda word: word.start):
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
