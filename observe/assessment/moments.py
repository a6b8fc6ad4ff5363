"""The moments of a suggestion: the cues that it rests on, and where an opportunity arose that was missed.

In calls analysed before a problem told calmly was a cue, a missed opportunity may rest on none; the seconds in
which it arose are a moment all the same, to play, to take as evidence or to strike. It stands first, with the
words of the turn it lies in, and once only: where a cue of the evidence has the same seconds, that cue stands
for it.

Conventions: a cue's moment bears the cue's id. An occasion's bears a name made the same way, from no cue's
name, so that nobody takes it for a moment that a person marked by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from observe.annotation import Cue, Interval, Turn, quote
from observe.assessment.events import Moment
from observe.observation import Finding

OCCASION = "occasion"


def moments_of(finding: Finding, cues: Iterable[Cue], turns: Sequence[Turn] = ()) -> tuple[Moment, ...]:
    """The moments to listen to for a suggestion.

    Args:
        finding: the suggestion.
        cues: of the call, in time order.
        turns: of the call; without them the occasion comes without its words.

    Returns:
        The occasion of a missed opportunity where no cue stands for it, then the evidence in time order.
    """
    evidence = [cue for cue in cues if cue.id in finding.evidence]
    occasion = occasion_of(finding, evidence, turns)
    return (*([occasion] if occasion else []), *map(Moment.of, evidence))


def occasion_of(finding: Finding, cues: Iterable[Cue], turns: Sequence[Turn] = ()) -> Moment | None:
    """Where a missed opportunity arose; None for other outcomes, and where a cue of the evidence stands for it.

    Args:
        finding: the suggestion.
        cues: of the call.
        turns: of the call; without them the moment comes without its words.
    """
    when = finding.occasion
    if finding.outcome != "opportunity_missed" or when is None:
        return None
    if any(cue.id in finding.evidence and cue.interval == when for cue in cues):
        return None
    return Moment(when.start, when.end, _words(when, turns), f"{OCCASION}@{when.start:.3f}")


def is_occasion(moment: Moment) -> bool:
    """Whether a moment is a missed opportunity's occasion, and neither a cue's nor marked by hand."""
    return moment.cue is not None and moment.cue.startswith(f"{OCCASION}@")


def _words(when: Interval, turns: Sequence[Turn]) -> str:
    """What is said in that time by the one who says most: the other may put in a word."""
    said = ([word for word in turn.words if (word.start + word.end) / 2 in when] for turn in turns)
    return quote(max(said, key=len, default=[]))
