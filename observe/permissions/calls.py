"""Which calls a person may open."""

from __future__ import annotations

from collections.abc import Iterable

from observe.assessment import Entry, Opened, Person, Standing, Subject
from observe.assessment.people import key_of
from observe.permissions.answers import may


def may_open_call(person: Person | None, standings: Iterable[Standing]) -> bool:
    """Whether a person may see a call at all.

    Args:
        person: who asks; until they say who they are, every call is shown.
        standings: every assessment of the call.
    """
    return person is None or any(may(person, "open_call", standing) for standing in standings)


def own_calls(learner: Person, entries: Iterable[Entry]) -> frozenset[str]:
    """sha256 of the recordings opened as this learner's work, as the latest opening of each unit says."""
    latest: dict[Subject, str] = {}
    for entry in entries:
        if isinstance(entry.event, Opened):
            latest[entry.subject] = key_of(entry.event.learner)
    return frozenset(subject.sha256 for subject, key in latest.items() if key == learner.key)
