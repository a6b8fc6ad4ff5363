"""Words and speakers to turns, word by word.

A recogniser's word times are off by a tenth of a second or two, and a diariser's borders too, so a word near a
change of speaker cannot be placed by overlap alone. `assign` weighs overlap against plausibility: people rarely
change in mid-sentence, and mostly at a pause. The best path through all words is found exactly (Viterbi 1967).

Every word given is in exactly one turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from observe.annotation import Interval, Role, Seconds, SpeakerSegment, Turn, Word

#: Word times are trusted to about this; a segment counts as covering a little more than it says.
SLACK_S: Seconds = 0.15
#: What a change of speaker costs, in words that overlap nothing of the speaker they are given to.
CHANGE_MID_SENTENCE, CHANGE_AT_PAUSE, CHANGE_AT_SENTENCE_END = 0.9, 0.35, 0.1
PAUSE_S: Seconds = 0.3
SENTENCE_ENDS = (".", "?", "!", "…")
#: A speaker who pauses for longer than this begins a new turn.
TURN_PAUSE_S: Seconds = 1.5
#: Another's speech inside a shorter pause also ends the turn, if the pause is at least this long.
YIELD_PAUSE_S: Seconds = 0.2


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word with who spoke it.

    Attributes:
        word: as recognised.
        speaker: diarisation label.
        channel: 0 or 1 where each party has a channel, else None.
    """

    word: Word
    speaker: str
    channel: int | None = None


def assign(words: Sequence[Word], segments: Sequence[SpeakerSegment]) -> tuple[SpokenWord, ...]:
    """Give each word of one track to a speaker.

    Args:
        words: in time order.
        segments: who speaks when; may overlap and need not cover every word.

    Returns:
        Every word, in the order given. Without segments all words go to ``SPEAKER_00``.
    """
    speakers = sorted({segment.speaker for segment in segments})
    if len(speakers) < 2:
        only = speakers[0] if speakers else "SPEAKER_00"
        return tuple(SpokenWord(word, only) for word in words)
    own = [
        sorted((s for s in segments if s.speaker == speaker), key=attrgetter("start")) for speaker in speakers
    ]
    costs = [[_cost(word, of_speaker) for of_speaker in own] for word in words]
    path = _cheapest_path(costs, [_change_cost(before, after) for before, after in pairwise(words)])
    return tuple(SpokenWord(word, speakers[state]) for word, state in zip(words, path, strict=True))


def turns(spoken: Iterable[SpokenWord], roles: Mapping[str, Role] | None = None) -> tuple[Turn, ...]:
    """Group words into turns, in order of their start.

    A speaker's turn goes on until a pause of more than 1.5 s, or until somebody else speaks in a shorter one.
    What another says meanwhile (a backchannel, an interruption) is a turn of its own that overlaps.

    Args:
        spoken: words of all speakers, in any order.
        roles: by speaker; ``other`` where a speaker is not named.
    """
    given: Mapping[str, Role] = roles or {}
    ordered = sorted(spoken, key=lambda item: (item.word.start, item.word.end))
    groups: list[list[SpokenWord]] = []
    for speaker in sorted({item.speaker for item in ordered}):
        own = [item for item in ordered if item.speaker == speaker]
        others = [item.word.interval for item in ordered if item.speaker != speaker]
        groups += _split(own, others)
    groups.sort(key=lambda group: (group[0].word.start, group[-1].word.end, group[0].speaker))
    return tuple(
        Turn(
            index=index,
            speaker=group[0].speaker,
            role=given.get(group[0].speaker, "other"),
            words=tuple(item.word for item in group),
            channel=group[0].channel,
        )
        for index, group in enumerate(groups)
    )


def stretches(spoken: Iterable[SpokenWord]) -> tuple[SpeakerSegment, ...]:
    """Who speaks when, from the words alone: a speaker's words, joined where less than 0.3 s lies between."""
    made: list[SpeakerSegment] = []
    latest: dict[str, int] = {}
    for item in sorted(spoken, key=lambda item: (item.word.start, item.word.end)):
        at = latest.get(item.speaker)
        if at is not None and item.word.start - made[at].end < PAUSE_S:
            made[at] = replace(made[at], end=max(made[at].end, item.word.end))
        else:
            latest[item.speaker] = len(made)
            made.append(SpeakerSegment(item.word.start, item.word.end, item.speaker))
    return tuple(made)


def sentences(words: Iterable[Word], pause: Seconds = PAUSE_S) -> Iterator[tuple[Word, ...]]:
    """One speaker's words, parted at stops and at pauses, in time order.

    Args:
        words: of one speaker.
        pause: from how long on one parts them: recognisers do not always write a stop.
    """
    sentence: list[Word] = []
    for word in sorted(words, key=lambda each: (each.start, each.end)):
        before = sentence[-1] if sentence else None
        if before is not None and (before.text.endswith(SENTENCE_ENDS) or word.start - before.end >= pause):
            yield tuple(sentence)
            sentence = []
        sentence.append(word)
    if sentence:
        yield tuple(sentence)


def _split(own: Sequence[SpokenWord], others: Sequence[Interval]) -> list[list[SpokenWord]]:
    groups: list[list[SpokenWord]] = []
    end = 0.0
    first_other = 0
    for item in own:
        while first_other < len(others) and others[first_other].start < end - TURN_PAUSE_S:
            first_other += 1
        if groups and not _turn_ends(end, item.word.start, others[first_other:]):
            groups[-1].append(item)
            end = max(end, item.word.end)
        else:
            groups.append([item])
            end = item.word.end
    return groups


def _turn_ends(end: Seconds, start: Seconds, others: Sequence[Interval]) -> bool:
    pause = start - end
    if pause < YIELD_PAUSE_S:
        return False
    return pause > TURN_PAUSE_S or _mostly_within(others, Interval(end, start))


def _mostly_within(others: Sequence[Interval], pause: Interval) -> bool:
    """Whether some other word lies for its larger part in the pause."""
    for other in others:
        if other.start >= pause.end:
            return False
        if other.overlap(pause) > other.duration / 2:
            return True
    return False


def _cost(word: Word, segments: Sequence[SpeakerSegment]) -> float:
    """What it costs to give the word to the speaker of these segments, which are in time order.

    0 where they cover the word, 1 where they cover none of it, a little more the further away they are.
    """
    after = bisect_right(segments, word.end, key=lambda segment: segment.start)
    near = segments[max(0, after - 2) : after + 1]
    covered = sum(segment.interval.overlap(word.interval) for segment in near)
    if covered > 0.0:
        return 1.0 - min(1.0, covered / max(word.end - word.start, 0.02))
    gap = min(segment.interval.gap(word.interval) for segment in near)
    return 1.0 + min(1.0, max(0.0, gap - SLACK_S) / 10.0)


def _change_cost(before: Word, after: Word) -> float:
    if before.text.endswith(SENTENCE_ENDS):
        return CHANGE_AT_SENTENCE_END
    return CHANGE_AT_PAUSE if after.start - before.end >= PAUSE_S else CHANGE_MID_SENTENCE


def _cheapest_path(costs: Sequence[Sequence[float]], changes: Sequence[float]) -> list[int]:
    """The state of each step that makes the sum of its costs and of the changes between steps smallest."""
    if not costs:
        return []
    states = range(len(costs[0]))
    best = list(costs[0])
    came_from: list[list[int]] = []
    for cost, change in zip(costs[1:], changes, strict=True):
        cheapest = min(states, key=lambda state: best[state])
        previous = [state if best[state] <= best[cheapest] + change else cheapest for state in states]
        best = [
            best[origin] + (0.0 if origin == state else change) + cost[state]
            for state, origin in zip(states, previous, strict=True)
        ]
        came_from.append(previous)
    path = [min(states, key=lambda state: best[state])]
    for previous in reversed(came_from):
        path.append(previous[path[-1]])
    return path[::-1]
