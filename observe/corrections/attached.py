"""Whether what people decided still stands on the words it stood on, after a call was corrected.

A decision rests on moments: seconds and a quote. A correction does not touch it; it is compared with what is
there now, and where that reads otherwise a person is asked to look again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from observe.annotation import Role, Turn, Word, quote
from observe.assessment.events import Mark, Moment
from observe.corrections.edits import is_within
from observe.corrections.words import plain
from observe.observation import Finding, Outcome

AttachmentState = Literal["attached", "reads_otherwise", "gone"]
_ROLES: dict[Role, str] = {"agent": "the agent", "customer": "the customer", "other": "somebody else"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """What has become of a moment.

    Attributes:
        moment: as the person marked it.
        state: ``attached``: the same words are there; ``reads_otherwise``: other words are; ``gone``: nobody
            speaks there any more, or somebody in another role does.
        before: the words that were there.
        after: the words that are there now; empty where there are none.
        because: one sentence, where it asks for another look; else empty.
    """

    moment: Moment
    state: AttachmentState
    before: str
    after: str
    because: str = ""

    @property
    def look_again(self) -> bool:
        """Whether a person should look again at what rests on it."""
        return self.state != "attached"


@dataclass(frozen=True, slots=True)
class Changed:
    """A suggestion whose outcome is another now.

    Attributes:
        scheme: id of the unit's scheme.
        criterion: id of the point.
        before: the outcome that was suggested; None where there was none.
        after: the one suggested now; None where there is none.
    """

    scheme: str
    criterion: str
    before: Outcome | None
    after: Outcome | None


def attached(moment: Moment, now: Sequence[Turn], then: Sequence[Turn] = ()) -> Attachment:
    """What has become of a moment in the corrected call.

    Args:
        moment: that somebody pointed at.
        now: the turns as corrected.
        then: the turns that the person was looking at, to tell who spoke; none where they are not known.
    """
    before = moment.quote or _words(moment, then)
    speaking = _speaking(moment, now, before)
    if speaking is None:
        if not before:
            return Attachment(moment, "attached", "", "")
        return Attachment(moment, "gone", before, "", "Nobody speaks there any more.")
    role, after = speaking
    was = _speaking(moment, then, before)
    if was is not None and was[0] != role:
        because = f"It was {_ROLES[was[0]]} who said it; now it is {_ROLES[role]}."
        return Attachment(moment, "gone", before, after, because)
    if plain(after) == plain(before) or (not before and not then):
        return Attachment(moment, "attached", before, after)
    return Attachment(moment, "reads_otherwise", before, after, "The words there read otherwise now.")


def look_again(mark: Mark, now: Sequence[Turn], then: Sequence[Turn] = ()) -> tuple[Attachment, ...]:
    """The moments of a decision that are no longer as they were, its evidence first; none where all are.

    Args:
        mark: what somebody decided.
        now: the turns as corrected.
        then: the turns that they were looking at.
    """
    looked = (attached(moment, now, then) for moment in (*mark.evidence, *mark.struck))
    return tuple(one for one in looked if one.look_again)


def changed(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Changed, ...]:
    """The suggestions that have another outcome than before, in the order of the units."""
    was = {(one.scheme, one.criterion): one.outcome for one in before}
    now = {(one.scheme, one.criterion): one.outcome for one in after}
    return tuple(
        Changed(*point, was.get(point), now.get(point))
        for point in dict.fromkeys([*was, *now])
        if was.get(point) != now.get(point)
    )


def _within(moment: Moment, turn: Turn) -> list[Word]:
    return [word for word in turn.words if is_within(word, moment.start, moment.end)]


def _words(moment: Moment, turns: Sequence[Turn]) -> str:
    return quote([word for turn in turns for word in _within(moment, turn)])


def _speaking(moment: Moment, turns: Sequence[Turn], expected: str) -> tuple[Role, str] | None:
    """Who speaks at a moment, and what: the turn that reads as expected, else all that is said there."""
    held = [(turn.role, words) for turn in turns if (words := _within(moment, turn))]
    if not held:
        return None
    same = next((one for one in held if plain(quote(one[1])) == plain(expected)), None)
    if same is not None:
        return same[0], quote(same[1])
    most = max(held, key=lambda one: len(one[1]))
    return most[0], quote([word for _, words in held for word in words])
