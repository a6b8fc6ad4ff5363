"""The list of calls as it is searched and filtered, in plain values. No Streamlit.

What a person is not to see of a call yet is left out here, in Python, so that no filter, number or search can
tell it: such a call has no cues and no outcomes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from observe.assessment import Entry, Person, Stage, Standing
from observe.assessment.sight import is_learner_of
from observe.schemes import Scheme
from observe.services.calls import StoredCall
from observe.store import CuesAndOutcomes, JobState
from observe.ui.words.assessment import calls_of, sight_of
from observe.ui.words.common import BADGES, BASES, CallRow, call_rows
from observe.ui.words.history import STAGES
from observe.ui.words.quotes import LONGEST, words_of

AGES: Mapping[str, str] = {"7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days"}
#: What a learner is told of where quality assurance stands: nothing, as on the review page.
TO_LEARNER: Mapping[Stage, Stage] = {"returned": "marking", "signed_off": "signed"}
#: Filters that tell what the machine suggests.
SUGGESTING = ("cue", "mistake", "outcome")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the list; empty text where nothing is.

    Attributes:
        sought: words, and phrases in quotation marks.
        cue: a kind of cue.
        unit: id of a unit; with ``point`` and ``outcome``, one filter.
        point: id of one of its points.
        outcome: suggested for that point.
        mistake: a common mistake, as ``mistakes_of`` names it.
        marking: a stage of an assessment.
        consent: a basis.
        age: in days, at most.
    """

    sought: str = ""
    cue: str = ""
    unit: str = ""
    point: str = ""
    outcome: str = ""
    mistake: str = ""
    marking: str = ""
    consent: str = ""
    age: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        """What an address asks."""
        return cls(**{each.name: query[each.name][:LONGEST] for each in fields(cls) if each.name in query})

    @property
    def query(self) -> dict[str, str]:
        """What goes into the address."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    @property
    def active(self) -> dict[str, str]:
        """Those that leave calls out, each with what a call must have."""
        asked = {name: value for name, value in self.query.items() if name not in ("unit", "point", "outcome")}
        if self.unit and self.point and self.outcome:
            asked["outcome"] = self.outcome
        return asked

    def for_eyes_of(self, person: Person | None) -> Filters:
        """Without those that this person is not offered."""
        if offers_suggestions(person):
            return self
        return replace(self, cue="", unit="", point="", outcome="", mistake="")


@dataclass(frozen=True, slots=True)
class Listed:
    """A call with all that it can be found by, as far as one person may know it.

    Attributes:
        row: its line of the list.
        cues: kinds heard; none where they are hidden.
        outcomes: suggested, by unit and point; none where they are hidden.
        marking: the stages of its assessments; ``not_begun`` where there is none.
        hidden: whether something is kept from this person for now.
    """

    row: CallRow
    cues: frozenset[str]
    outcomes: Mapping[tuple[str, str], str]
    marking: frozenset[str]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search and its filters leave.

    Attributes:
        calls: in the order of the list.
        counts: for each filter, how many calls each of its options would leave, the other filters standing.
        without: for each filter that is set, how many calls there would be without it.
    """

    calls: tuple[Listed, ...]
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)


def offers_suggestions(person: Person | None) -> bool:
    """Whether a person is offered filters that tell suggestions: learners mark first."""
    return person is None or person.duty != "learner"


def list_for(
    person: Person | None,
    calls: Iterable[StoredCall],
    entries: Iterable[Entry],
    states: Mapping[str, JobState],
) -> tuple[Listed, ...]:
    """The calls that a person may open, in the order given, as far as they may know them.

    Args:
        person: who looks.
        calls: every one.
        entries: everything that anyone did.
        states: of each recording's newest job.
    """
    learner = person if person is not None and person.duty == "learner" else None
    if learner is not None:
        own = calls_of(learner, entries)
        calls = [call for call in calls if call.row.sha256 in own]
    every = tuple(calls)
    found = []
    for call, row in zip(every, call_rows((call.row for call in every), states), strict=True):
        standings = tuple(case.standing for case in call.cases)
        if learner is not None:
            # A call may be another learner's work by another unit: that is not for this one to find it by.
            standings = tuple(each for each in standings if is_learner_of(learner, each))
        found.append(listed(person, row, call.heard.get(call.row.id), standings, whole=call.whole))
    return tuple(found)


def listed(
    person: Person | None,
    row: CallRow,
    heard: CuesAndOutcomes | None,
    standings: Sequence[Standing],
    *,
    whole: bool,
) -> Listed:
    """A call as one person may know it.

    Args:
        person: who looks.
        row: its line.
        heard: in its newest analysis.
        standings: of its assessments.
        whole: whether every assessment of it could be read.
    """
    stages: set[Stage] = {standing.stage for standing in standings} or {"not_begun"}
    if person is not None and person.duty == "learner":
        stages = {TO_LEARNER.get(stage, stage) for stage in stages}
    units = _open_units(person, standings, whole=whole)
    marking = frozenset(str(stage) for stage in stages)
    if heard is None or units == frozenset():
        return Listed(row, frozenset(), {}, marking, hidden=units == frozenset())
    outcomes = heard.outcomes
    if units is not None:
        outcomes = {point: outcome for point, outcome in outcomes.items() if point[0] in units}
    return Listed(row, heard.cues, outcomes, marking, hidden=False)


def _open_units(person: Person | None, standings: Sequence[Standing], *, whole: bool) -> frozenset[str] | None:
    """Ids of the units whose suggestions a person may see, as on the review page; None for all of them."""
    if person is None or person.duty in ("team_leader", "administrator"):
        return None
    sight = sight_of(person, standings)
    if person.duty == "learner" or not whole or not sight.cues:
        return frozenset()
    return frozenset(standing.subject.scheme for standing in sight.known)


def mistakes_of(schemes: Iterable[Scheme]) -> dict[str, tuple[str, frozenset[str]]]:
    """The common mistakes that cues may stand for: by a short name, the sentence and those cues."""
    return {
        f"{scheme.id}.{place}": (watch.text, frozenset(watch.cues))
        for scheme in schemes
        for place, watch in enumerate(scheme.watch, start=1)
        if watch.cues
    }


def find(
    calls: Iterable[Listed],
    filters: Filters,
    said: Mapping[str, frozenset[int]],
    mistakes: Mapping[str, tuple[str, frozenset[str]]],
    now: datetime,
) -> Found:
    """The calls that pass, and how many each choice would leave.

    Args:
        calls: as one person may know them.
        filters: what is asked.
        said: ids of the observations in which each of ``words_of(filters.sought)`` is said.
        mistakes: as ``mistakes_of`` gives them.
        now: from which a call's age counts.
    """
    active = filters.active
    words = words_of(filters.sought)
    passed: list[Listed] = []
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("cue", "mistake", "outcome", "marking", "consent", "age")
    }
    without: Counter[str] = Counter(dict.fromkeys(active, 0))
    by_cue: dict[str, list[str]] = {}
    for name, (_, cues) in mistakes.items():
        for cue in cues:
            by_cue.setdefault(cue, []).append(name)
    since = {age: now - timedelta(days=int(age)) for age in AGES}
    for call in calls:
        has: dict[str, Iterable[str]] = {
            "cue": call.cues,
            "mistake": {name for cue in call.cues for name in by_cue.get(cue, ())},
            "outcome": (call.outcomes.get((filters.unit, filters.point), ""),),
            "marking": call.marking,
            "consent": (call.row.basis,),
            "age": [age for age, first in since.items() if call.row.when >= first],
        }
        failed = [name for name, value in active.items() if name != "sought" and value not in has[name]]
        if words and not _says(call.row, words, said):
            failed.append("sought")
        if not failed:
            passed.append(call)
            without.update(active.keys())
            for name, values in has.items():
                counts[name].update(values)
        elif len(failed) == 1:
            without[failed[0]] += 1
            if failed[0] in counts:
                counts[failed[0]].update(has[failed[0]])
    return Found(tuple(passed), counts, without)


def _says(row: CallRow, words: Iterable[str], said: Mapping[str, frozenset[int]]) -> bool:
    facts = f"{row.file} {row.basis} {row.state}".casefold()
    return all(word in facts or row.observation in said.get(word, ()) for word in words)


def labels(schemes: Iterable[Scheme], cue_labels: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The words for each option of each filter, in the order to offer them."""
    return {
        "cue": dict(cue_labels),
        "mistake": {name: text for name, (text, _) in mistakes_of(schemes).items()},
        "outcome": {name: f"{badge.symbol} {badge.words}" for name, badge in BADGES.items()},
        "marking": {str(stage): words for stage, words in STAGES.items()},
        "consent": {words: words for words, _ in BASES.values()},
        "age": dict(AGES),
    }
