"""One call as somebody opens it: an analysis, the units it is marked by, and where each assessment stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from observe.assessment import Standing, Subject, standing_of
from observe.io import document
from observe.observation import Observation
from observe.schemes import Scheme
from observe.store import StoredObservation
from observe.store.schemes_used import in_force, schemes_of

if TYPE_CHECKING:
    from observe.store import Store

#: Calls that are kept read: those that people have open at once.
KEPT = 16


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """A call, whole; who may see how much of it is for `observe.permissions` to say.

    Attributes:
        row: what the store knows of the analysis.
        observation: the analysis.
        schemes: the units that it is marked by, each in the version in force.
        standings: of the assessment by each of them, by the unit's id.
    """

    row: StoredObservation
    observation: Observation
    schemes: tuple[Scheme, ...]
    standings: Mapping[str, Standing]


def opened_call(store: Store, row: StoredObservation) -> OpenedCall:
    """A call as it stands now.

    Raises:
        NotFound: the analysis is not in the store any more.
        SchemeInvalid: this version of observe cannot read a unit's text.
    """
    observation, analysed_by = analysis(store, row.id)
    entries = store.assessments.of_recording(row.sha256)
    schemes = tuple(in_force(store, scheme, entries) for scheme in analysed_by)
    standings = {
        scheme.id: standing_of(subject_of(observation, scheme), scheme.criterion_ids, entries)
        for scheme in schemes
    }
    return OpenedCall(row, observation, schemes, standings)


@lru_cache(maxsize=KEPT)
def analysis(store: Store, observation: int) -> tuple[Observation, tuple[Scheme, ...]]:
    """A call as one analysis of it left it, and the units that it was marked by; kept, as neither ever changes.

    Raises:
        NotFound: no observation has that id.
        SchemeInvalid: this version of observe cannot read a unit's text.
    """
    seen = document.loads(store.observations.document(observation))
    return seen, schemes_of(store, seen)


def subject_of(observation: Observation, scheme: Scheme) -> Subject:
    """What is marked when this call is marked by this unit."""
    return Subject(observation.recording.sha256, scheme.id, scheme.version)
