"""Whether a call can be shown to be the learner's own and unchanged: each proof by itself, never a mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from observe.assessment import Opened
from observe.quality.cases import Case


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that shows where a call comes from.

    Attributes:
        what: is shown, in a few words.
        there: whether it is.
        fact: what there is, or what is missing.
    """

    what: str
    there: bool
    fact: str


def proofs(case: Case, today: date) -> tuple[Proof, ...]:
    """What shows that a call is authentic, in the order an external quality assurer would ask for it.

    Args:
        case: the call.
        today: the day on which consent has to stand.
    """
    return (_learner(case), _sum(case), _consent(case, today), _settings(case), _edits(case))


def _learner(case: Case) -> Proof:
    opened = case.standing.opened
    if opened is None or not isinstance(opened.event, Opened):
        return Proof("Whose call it is", False, "Nobody has said who the learner on this call is.")
    named = f"{opened.event.learner}, named by {opened.by.name} on {_day(opened.at.date())}."
    return Proof("Whose call it is", True, named)


def _sum(case: Case) -> Proof:
    return Proof("Which recording it is", True, f"The recording's sha256 is {case.call}.")


def _consent(case: Case, today: date) -> Proof:
    what = "Consent"
    if case.latest is None:
        return Proof(what, False, "No analysis is kept, or consent for it no longer stands.")
    consent = case.latest.consent
    until = consent.retain_until
    if until is not None and date.fromisoformat(until[:10]) < today:
        return Proof(what, False, f"It ran out on {_day(date.fromisoformat(until[:10]))}.")
    return Proof(what, True, f"Taken down by {consent.recorded_by} on {_day(case.latest.day)}.")


def _settings(case: Case) -> Proof:
    what = "How it was analysed"
    if case.latest is None:
        return Proof(what, False, "No analysis is kept.")
    used = case.latest.provenance
    models = ", ".join(f"{model.name} {model.revision}" for model in used.models) or "no models"
    return Proof(
        what, True, f"observe {used.observe_version} with {models}; its settings are in the call's document."
    )


def _edits(case: Case) -> Proof:
    what = "What was corrected"
    if case.latest is None:
        return Proof(what, False, "No analysis is kept.")
    count = case.latest.edits
    if not count:
        return Proof(what, True, "Nothing: the transcript stands as it was analysed.")
    made = "1 correction" if count == 1 else f"{count} corrections"
    return Proof(what, True, f"{made} to the transcript, each kept with who made it and the words before.")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
