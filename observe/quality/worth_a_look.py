"""Which calls are worth a look, and why: the one catalogue that Spot-check and Quality are both made from.

Spot-check shows the signed assessments that can be accepted or returned, Quality all calls; where both show
one, they give the same reasons in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import get_args

from observe.quality.assessor_reasons import TrackRecord, of_assessors
from observe.quality.decision_reasons import of_decisions
from observe.quality.heard_reasons import of_cues
from observe.quality.reasons import Bounds, CallAtHand, Reason, ReasonKind
from observe.schemes import Scheme

ORDER = get_args(ReasonKind)


def reasons_of(
    call: CallAtHand, record: TrackRecord, today: date, bounds: Bounds, units: Iterable[Scheme] = ()
) -> tuple[Reason, ...]:
    """Every reason to look at a call.

    Args:
        call: with its assessments and what was heard in it.
        record: what all assessments together tell.
        today: the day from which time since the last check is counted.
        bounds: from where on something is worth a look.
        units: whose common mistakes are listened for in a call that nobody opened yet.
    """
    found = [*of_decisions(call, bounds.confidence), *of_cues(call, units, bounds)]
    for case in call.cases:
        found += of_assessors(case, record, today, bounds)
    return tuple(sorted(found, key=lambda reason: ORDER.index(reason.kind)))


def weight(reasons: Iterable[Reason]) -> tuple[int, int]:
    """How much calls for a look: how many kinds of reasons there are, then how often they apply."""
    every = tuple(reasons)
    return len({reason.kind for reason in every}), sum(reason.times for reason in every)
