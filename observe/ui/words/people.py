"""Everyone that the store knows by name, and what each did, in plain values. No Streamlit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from observe.assessment import Decided, Duty, Entry, SelfMarked, Signed, Standing, Subject, standing_of
from observe.assessment.people import DUTIES, key_of
from observe.store import ConsentOnRecord
from observe.ui.words.common import as_markdown_text
from observe.ui.words.history import DUTIES as WORDS

#: Stands for a duty where somebody is known by corrections and consent alone.
NOT_SAID = "not_said"


@dataclass(slots=True)
class Known:
    """One name, and what was done under it.

    Attributes:
        name: as it was last written.
        duties: that it was used in; none where it is known from corrections and consent alone.
        marked: assessments in which it decided at least one point.
        decided: points decided, each counted once however often it was decided anew.
        self_marked: own calls in which it marked at least one point.
        signed: assessments it signed.
        corrections: made in transcripts.
        consents: taken down, or withdrawals noted, that are on record now.
        seen: when it last did something, or None where it was only named by others.
    """

    name: str
    duties: set[Duty] = field(default_factory=set)
    marked: int = 0
    decided: int = 0
    self_marked: int = 0
    signed: int = 0
    corrections: int = 0
    consents: int = 0
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """Who marks whom.

    Attributes:
        assessor: as the name was last written.
        learner: the same.
        calls: assessments of that learner that the assessor is to mark, or decided points of.
        signed: those that the assessor signed.
    """

    assessor: str
    learner: str
    calls: int
    signed: int


def standings(entries: Iterable[Entry]) -> tuple[Standing, ...]:
    """Where each assessment stands, apart from its points."""
    own: dict[Subject, list[Entry]] = defaultdict(list)
    for entry in entries:
        own[entry.subject].append(entry)
    return tuple(standing_of(subject, (), done) for subject, done in own.items())


def people(
    assessments: Iterable[Standing],
    corrections: Mapping[str, tuple[int, datetime]],
    recordings: Iterable[ConsentOnRecord],
) -> tuple[Known, ...]:
    """Everyone known, by duty and then by name.

    Args:
        assessments: every one.
        corrections: for each name, how many and when last.
        recordings: every one kept.
    """
    register = _Register()
    for standing in assessments:
        register.add_marking(standing)
    for name, (number, last) in corrections.items():
        register.one(name, last).corrections += number
    for recording in recordings:
        given = recording.consent
        register.one(given.recorded_by, _time(given.recorded_at)).consents += 1
        if recording.withdrawn_by is not None:
            register.one(recording.withdrawn_by, recording.withdrawn_at).consents += 1
    return tuple(sorted(register.known.values(), key=lambda each: (_rank(each), key_of(each.name))))


class _Register:
    """Everyone known so far, by the key of their name."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}

    def one(self, name: str, at: datetime | None = None, duty: Duty | None = None) -> Known:
        """The one of that name, who did something at that time in that duty, or was only named."""
        found = self.known.setdefault(key_of(name), Known(name))
        if at is not None and (found.seen is None or at >= found.seen):
            found.seen, found.name = at, name
        if duty is not None:
            found.duties.add(duty)
        return found

    def add_marking(self, standing: Standing) -> None:
        """What was done to one assessment; what was taken back shows that somebody was there, and no more."""
        for entry in standing.history:
            self.one(entry.by.name, entry.at, entry.by.duty)
        if standing.opening is not None:
            self.one(standing.opening.learner, duty="learner")
            self.one(standing.opening.assessor, duty="assessor")
        counted = standing.counted
        points = {(e.by.key, e.criterion) for e in counted if isinstance(e.event, Decided)}
        for key, number in Counter(key for key, _ in points).items():
            self.known[key].marked += 1
            self.known[key].decided += number
        for key in {e.by.key for e in counted if isinstance(e.event, SelfMarked)}:
            self.known[key].self_marked += 1
        for key in {e.by.key for e in counted if isinstance(e.event, Signed)}:
            self.known[key].signed += 1


def who_marks(assessments: Iterable[Standing]) -> tuple[Marking, ...]:
    """Who marks whom, by the assessor's name and then by the learner's."""
    names: dict[str, str] = {}
    calls: Counter[tuple[str, str]] = Counter()
    signed: Counter[tuple[str, str]] = Counter()
    for standing in assessments:
        opening = standing.opening
        if opening is None:
            continue
        learner, assessor = key_of(opening.learner), key_of(opening.assessor)
        names |= {learner: opening.learner, assessor: opening.assessor}
        names |= {entry.by.key: entry.by.name for entry in standing.history}
        counted = standing.counted
        signers = {entry.by.key for entry in counted if isinstance(entry.event, Signed)}
        for one in {assessor, *(entry.by.key for entry in counted if isinstance(entry.event, Decided))}:
            calls[one, learner] += 1
            signed[one, learner] += one in signers
    return tuple(
        Marking(names[one], names[whom], calls[one, whom], signed[one, whom]) for one, whom in sorted(calls)
    )


def find(everyone: Iterable[Known], sought: str, duty: str) -> tuple[Known, ...]:
    """Those whose name has all words sought, in that duty; ``NOT_SAID`` for those in none, empty for any."""
    words = sought.casefold().split()
    return tuple(
        one
        for one in everyone
        if all(word in one.name.casefold() for word in words) and duty in ("", *duties_of(one))
    )


def duties_of(one: Known) -> tuple[str, ...]:
    """Somebody's duties in the usual order, or ``NOT_SAID`` alone."""
    return tuple(duty for duty in DUTIES if duty in one.duties) or (NOT_SAID,)


def duty_label(duty: str, everyone: Iterable[Known]) -> str:
    """A choice of the filter, with how many it leaves; of everyone where the duty is empty."""
    number = len(find(everyone, "", duty))
    if duty in DUTIES:
        return f"{WORDS[duty]}s ({number})"
    return f"{'Duty not said' if duty else 'Everyone'} ({number})"


def person_row(one: Known) -> dict[str, str]:
    """Somebody's line of the table, in Markdown."""
    words = [WORDS[duty] for duty in DUTIES if duty in one.duties]
    return {
        "Name": as_markdown_text(one.name, longest=60),
        "Duty": ", ".join(words).capitalize() or "Not said",
        "Last seen": _day(one.seen) if one.seen else "Only named by others",
        "Calls marked": _number(one.marked),
        "Points decided": _number(one.decided),
        "Signed": _number(one.signed),
        "Own calls marked": _number(one.self_marked),
        "Corrections": _number(one.corrections),
        "Consents noted": _number(one.consents),
    }


def marking_row(one: Marking) -> dict[str, str]:
    """Who marks whom, as a line of the table, in Markdown."""
    return {
        "Assessor": as_markdown_text(one.assessor, longest=60),
        "Learner": as_markdown_text(one.learner, longest=60),
        "Calls": str(one.calls),
        "Signed": _number(one.signed),
    }


def _day(at: datetime) -> str:
    here = at.astimezone()
    return f"{here.day} {here:%b %Y}".replace(" ", "\N{NO-BREAK SPACE}")  # on a phone the column is narrow


def _number(number: int) -> str:
    return str(number) if number else "–"


def _rank(one: Known) -> int:
    return min((DUTIES.index(duty) for duty in one.duties), default=len(DUTIES))


def _time(recorded_at: str) -> datetime | None:
    """When consent was taken down; None where an older record's time was not checked."""
    try:
        found = datetime.fromisoformat(recorded_at)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
