"""What the pages on marking and its quality show, as plain values: tasks, moments, figures. No Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from observe.assessment import Checked, Disputed, Entry, Moment, Person
from observe.clock import clock
from observe.permissions import is_learner_of
from observe.quality.agreement import Table
from observe.quality.cases import Case
from observe.quality.kappa import FEWEST_CALLS, Agreement
from observe.quality.leaning import FEWEST_CALLS as LEAN_CALLS
from observe.quality.leaning import FEWEST_POINTS, Leaning
from observe.quality.shares import Share
from observe.quality.trends import Month, occasions
from observe.schemes import Scheme
from observe.store import StoredObservation
from observe.ui.words.addresses import sound_address
from observe.ui.words.common import as_markdown_text, shown_name

NOTHING = "–"
WHY_NONE = {
    "nothing_shared": "nothing compared yet",
    "one_decision": "not defined: only one decision was ever given",
    "one_habit": "no interval: one of them gave the same decision throughout",
    "few_calls": f"no interval: fewer than {FEWEST_CALLS} calls",
    "never_differed": "no interval: they never differed",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A call that waits for an assessor.

    Attributes:
        rank: what comes first: 0 returned, 1 disputed, 2 begun, 3 not begun, 4 nobody's yet.
        observation: id of the newest analysis, or None where none is kept.
        file: the recording's name, safe to show.
        unit: the unit's title, or empty where none is chosen yet.
        scheme: the unit's id, or empty.
        learner: whose call it is, or empty.
        state: where it stands, in a few words.
        do: what to do next, each a sentence.
        due: the day by which, or None.
        overdue: that day is past.
    """

    rank: int
    observation: int | None
    file: str
    unit: str
    scheme: str
    learner: str
    state: str
    do: tuple[str, ...]
    due: date | None = None
    overdue: bool = False


def tasks(
    person: Person,
    cases: Iterable[Case],
    stored: Iterable[StoredObservation],
    consented: Collection[str],
    today: date,
) -> tuple[Task, ...]:
    """What waits for an assessor, the most pressing first.

    Args:
        person: the assessor.
        cases: every assessment.
        stored: the newest analysis of each recording; those that nobody opened yet are offered last.
        consented: sha256 of the recordings whose consent stands; others cannot be opened.
        today: the day from which a due date is past.
    """
    every, rows = [*cases], [*stored]
    newest = {row.sha256: row for row in rows if row.sha256 in consented}
    tried = (_task(person, case, newest.get(case.call), today) for case in every)
    own = [task for task in tried if task is not None]
    begun = {case.call for case in every}
    new = [
        Task(
            4, row.id, shown_name(row.file), "", "", "", "Nobody has opened it yet", ("Open it for a learner.",)
        )
        for row in rows
        if row.sha256 not in begun
    ]
    return tuple(sorted(own + new, key=lambda task: (task.rank, task.due or date.max)))


def _task(person: Person, case: Case, row: StoredObservation | None, today: date) -> Task | None:
    standing = case.standing
    left = standing.undecided(person.name)
    mine = standing.lead == person.key
    if is_learner_of(person, standing) or not (mine or person.key in _deciders(case)):
        return None
    if mine and standing.stage == "returned":
        do, dues = _returns(case)
        due = min(dues, default=None)
        return _of(0, case, row, "Returned to you", do, due, overdue=due is not None and due < today)
    if mine and standing.stage == "disputed":
        return _of(1, case, row, "Disputed by the learner", _disputes(case))
    if person.key in standing.signatures:
        return None
    done = len(standing.points) - len(left)
    if done == 0:
        return _of(3, case, row, "Not begun", (f"Decide the {len(left)} points, then sign.",))
    state = f"{done} of {len(standing.points)} points decided"
    if left:
        first = next(one for one in case.scheme.criteria if one.id == left[0])
        return _of(2, case, row, state, (f"Go on with point {first.number}: {first.text}",))
    return _of(2, case, row, state, ("Read your decisions once more, then sign.",))


def _of(
    rank: int,
    case: Case,
    row: StoredObservation | None,
    state: str,
    do: tuple[str, ...],
    due: date | None = None,
    *,
    overdue: bool = False,
) -> Task:
    opening = case.standing.opening
    return Task(
        rank,
        row.id if row else None,
        shown_name(row.file if row else case.file),
        case.scheme.title,
        case.scheme.id,
        opening.learner if opening else "",
        state,
        do,
        due,
        overdue,
    )


def _deciders(case: Case) -> set[str]:
    return {key for point in case.standing.points.values() for key in point.decisions}


def _returns(case: Case) -> tuple[tuple[str, ...], list[date]]:
    found: list[tuple[str, Entry]] = []
    for criterion in case.scheme.criteria:
        returned = case.standing.points[criterion.id].returned
        if returned is not None:
            found.append((f"Point {criterion.number}", returned))
    whole = case.standing.check
    if whole is not None and isinstance(whole.event, Checked) and whole.event.verdict == "returned":
        found.append(("The whole", whole))
    words, dues = [], []
    for what, entry in found:
        if isinstance(entry.event, Checked):
            words.append(f"{what}: {entry.event.action.rstrip('.')} (asked by {entry.by.name}).")
            dues += [entry.event.due] if entry.event.due else []
    return (*words, "Decide anew where needed, then sign."), dues


def _disputes(case: Case) -> tuple[str, ...]:
    words = []
    for criterion in case.scheme.criteria:
        dispute = case.standing.points[criterion.id].dispute
        if dispute is not None and isinstance(dispute.event, Disputed):
            words.append(f"Point {criterion.number}: “{dispute.event.reason}”")
    return (*words, "Listen again, decide the point (the same or another way), then sign.")


def listen(case: Case, moment: Moment | None) -> str:
    """A moment as a Markdown link to its seconds of the sound, with the words; empty where there is none."""
    if moment is None or case.latest is None:
        return ""
    address = f"{sound_address(case.latest.observation)}#t={moment.start:.1f},{moment.end:.1f}"
    words = f" “{as_markdown_text(moment.quote)}”" if moment.quote else ""
    return f"[Listen at {clock(moment.start)}]({address}){words}"


def percent(share: float | None) -> str:
    """A share as people read it.

    Example:
        >>> percent(0.625), percent(None)
        ('62 %', '–')
    """
    return NOTHING if share is None else f"{100 * share:.0f} %"


def share_words(share: Share) -> str:
    """A share with the interval it may lie in.

    Example:
        >>> from observe.quality.shares import share_of
        >>> share_words(share_of([(2, 4)])), share_words(share_of([]))
        ('50 %', '–')
    """
    if share.low is None or share.high is None:
        return percent(share.share)
    return f"{percent(share.share)} ({100 * share.low:.0f} to {100 * share.high:.0f})"


def kappa_words(found: Agreement) -> str:
    """Kappa with its interval, or why there is none."""
    if found.kappa is None:
        return WHY_NONE[found.why_none] if found.why_none else NOTHING
    value = f"{found.kappa:.2f}".replace("-", "−")
    if found.low is None or found.high is None:
        return f"{value} ({WHY_NONE[found.why_none]})" if found.why_none else value
    return f"{value} ({found.low:.2f} to {found.high:.2f})".replace("-", "−")


def agreement_row(what: str, found: Agreement) -> dict[str, str]:
    """A line of a table of agreement."""
    return {
        "Compared": what,
        "Decided alike": share_words(found.same),
        "Kappa": kappa_words(found),
        "Points": str(found.n),
        "Calls": str(found.calls),
    }


def agreement_rows(table: Table, schemes: Sequence[Scheme]) -> list[dict[str, str]]:
    """All points together, then each point in the units' order; points never compared are left out."""
    rows = [agreement_row("**All points together**", table.overall)]
    for scheme in schemes:
        for criterion in scheme.criteria:
            if (scheme.id, criterion.id) in table.points:
                words = f"{criterion.number}\\. {as_markdown_text(criterion.text)}"
                rows.append(agreement_row(words, table.points[scheme.id, criterion.id]))
    return rows


def leaning_row(found: Leaning) -> dict[str, str]:
    """A line of the table of who decides met more or less readily."""
    return {
        "Assessor": as_markdown_text(found.assessor),
        "Own points met": percent(found.own),
        "Others on the same": percent(found.others),
        "What it says": leaning_words(found),
        "Points": str(found.points),
        "Calls": str(found.calls),
    }


def leaning_words(found: Leaning) -> str:
    """What a leaning says, in a sentence a colleague can be shown."""
    difference = found.difference
    if difference is None:
        least = f"{FEWEST_POINTS} shared points from {LEAN_CALLS} calls"
        return f"Too little to say anything: {least} are the least."
    if found.low is None or found.high is None:
        return "Always the same as the others." if difference == 0 else "Differs on every shared point."
    span = f"between {_signed(found.low)} and {_signed(found.high)} in a hundred"
    if not found.tells:
        return f"No difference that these points can show ({span})."
    more = "more" if difference > 0 else "less"
    return f"Decides met {more} often: {abs(100 * difference):.0f} in a hundred ({span})."


def occasions_rows(cases: Sequence[Case], scheme: Scheme) -> list[dict[str, str]]:
    """How often each point was shown, of the occasions; points that no call could show are left out."""
    return [
        {
            "Point": f"{criterion.number}\\. {as_markdown_text(criterion.text)}",
            "Shown": f"{found.shown.hits:.0f} of {found.shown.n}" if found.shown.n else NOTHING,
            "Share": share_words(found.shown),
            "Calls without an occasion": str(found.without),
        }
        for criterion in scheme.criteria
        if (found := occasions(cases, scheme.id, criterion.id)).shown.n or found.without
    ]


def trend_row(found: Month) -> dict[str, str]:
    """A line of the table of a point month by month."""
    return {
        "Month": f"{found.month:%B %Y}",
        "Shown, by the machine": share_words(found.shown),
        "of occasions": str(found.shown.n),
        "Met, by assessors": share_words(found.met),
        "of calls decided": str(found.met.n),
    }


def _signed(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")
