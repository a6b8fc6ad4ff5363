"""Which calls are worth a team leader's time, and why in words. No Streamlit.

A reason says where looking is likely to pay, not that anything is wrong; calls are put in order, never people.
Everything is read from what the store keeps beside each call, never from its document, so that thousands of
calls take no longer than a page needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from observe.annotation import Seconds
from observe.assessment import Decided, Moment
from observe.quality import Case
from observe.quality.pairs import AS_DECISION
from observe.quality.reasons import disputed
from observe.schemes import Scheme
from observe.services.calls import Known
from observe.ui.pictures.calls_seen import review_address
from observe.ui.pictures.timeline import kind_of
from observe.ui.words.common import shown_name
from observe.ui.words.cue_style import style_of
from observe.ui.words.history import STAGES

Kind = Literal["disputed", "differs", "unanswered", "interruptions", "silences", "mistake"]
#: How often something that happens in good calls too has to be heard to be a reason.
LEAST: Mapping[str, int] = {"unanswered_distress": 1, "interruption": 2, "long_silence": 2}
_OWN: Mapping[str, tuple[Kind, str]] = {
    "unanswered_distress": ("unanswered", "The customer's upset goes unanswered"),
    "interruption": ("interruptions", "The agent interrupts the customer"),
    "long_silence": ("silences", "Nobody speaks for more than 3 seconds, without notice"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """One reason to look at a call.

    Attributes:
        kind: what sort of reason.
        words: in a sentence.
        often: how often it applies.
        at: seconds at which it is heard first; None where it is of the whole call.
        cues: the kinds of cue it rests on; empty where it rests on decisions.
    """

    kind: Kind
    words: str
    often: int
    at: Seconds | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worth:
    """A call worth a look.

    Attributes:
        call: as the store knows it.
        whys: the reasons.
    """

    call: Known
    whys: tuple[Why, ...]

    @property
    def file(self) -> str:
        """The recording's name, safe to show."""
        return shown_name(self.call.row.file)

    @property
    def learners(self) -> str:
        """Whose work it is, safe to show; empty where nobody opened it."""
        openings = [case.standing.opening for case in self.call.cases]
        return ", ".join(dict.fromkeys(shown_name(one.learner) for one in openings if one is not None))

    @property
    def stands(self) -> str:
        """Where each of its assessments stands, in words."""
        return "; ".join(
            f"{case.scheme.title}: {STAGES[case.standing.stage].lower()}" for case in self.call.cases
        )

    @property
    def _order(self) -> tuple[int, int, int, int]:
        often = sum(why.often for why in self.whys)
        kinds = len({why.kind for why in self.whys})
        return -kinds, -often, -self.call.figures.day.toordinal(), -self.call.row.id

    def address(self, why: Why | None = None) -> str:
        """Of Review of this call, at the moment of a reason where it has one."""
        return review_address(self.call.row.id, at=why.at if why else None)


def worth_looking(calls: Iterable[Known], units: Iterable[Scheme]) -> tuple[Worth, ...]:
    """The calls that give a reason for a look: those with more kinds of reasons first, then with more of each.

    Args:
        calls: those to choose from.
        units: whose common mistakes are listened for, in calls that nobody opened yet.
    """
    every = tuple(units)
    found = (Worth(call, (*_decisions(call), *_heard(call, every))) for call in calls)
    return tuple(sorted((one for one in found if one.whys), key=lambda one: one._order))


def quote_of(why: Why, moments: Iterable[Moment]) -> str:
    """The words in which a reason is heard first; empty where nothing is said."""
    first = next((one for one in moments if one.start == why.at and kind_of(one) in why.cues), None)
    return shown_name(first.quote) if first else ""


def _decisions(call: Known) -> Iterator[Why]:
    spots = [spot for case in call.cases for spot in disputed(case)]
    if spots:
        where = next((spot.moment.start for spot in spots if spot.moment), None)
        yield Why(
            "disputed", " ".join(("The learner disputes:", *(spot.words for spot in spots))), len(spots), where
        )
    for case in call.cases:
        numbers = [str(one.number) for one in case.scheme.criteria if _differs(call, case, one.id)]
        if numbers:
            points = f"point{'' if len(numbers) == 1 else 's'} {', '.join(numbers)}"
            words = f"The assessor's decision differs from the suggestion on {points} of {case.scheme.title}."
            yield Why("differs", words, len(numbers))


def _differs(call: Known, case: Case, criterion: str) -> bool:
    """Whether somebody decided a point unlike the analysis that they were looking at suggests."""
    for entry in case.standing.points[criterion].decisions.values():
        heard = call.heard.get(entry.observation)
        outcome = heard.outcomes.get((case.scheme.id, criterion)) if heard else None
        suggested = AS_DECISION.get(outcome) if outcome else None  # type: ignore[call-overload]
        if isinstance(entry.event, Decided) and suggested not in (None, entry.event.mark.decision):
            return True
    return False


def _heard(call: Known, units: Iterable[Scheme]) -> Iterator[Why]:
    cues = call.figures.cues
    for cue, (kind, words) in _OWN.items():
        if cue in cues and cues[cue].times >= LEAST[cue]:
            yield Why(kind, f"{words}: {_times(cues[cue].times)}.", cues[cue].times, cues[cue].first, (cue,))
    told = {*_OWN}
    own_units = [case.scheme for case in call.cases] or units
    for watch in (watch for unit in own_units for watch in unit.watch):
        # Units word the same mistake each in their own way; what is heard is told once.
        own = tuple(cue for cue in watch.cues if cue in cues and cue not in told)
        if own:
            told.update(own)
            often = sum(cues[cue].times for cue in own)
            names = ", ".join(f"{style_of(cue).label.lower()} {_times(cues[cue].times)}" for cue in own)
            words = f"A common mistake may be heard: {watch.text.rstrip('.')} ({names})."
            yield Why("mistake", words, often, min(cues[cue].first for cue in own), own)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
