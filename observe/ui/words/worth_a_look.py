"""A call worth a look, in words: what it is, where it stands, and where to listen. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable

from observe.assessment import Moment
from observe.quality.reasons import Reason, Spot
from observe.services.calls import StoredCall
from observe.ui.words.common import shown_name
from observe.ui.words.history import STAGES

#: Places of one reason that are told; the rest are counted.
MOST_SPOTS = 4


def learners_of(call: StoredCall) -> str:
    """Whose work it is, safe to show; empty where nobody opened it."""
    openings = [case.standing.opening for case in call.cases]
    return ", ".join(dict.fromkeys(shown_name(one.learner) for one in openings if one is not None))


def stages_of(call: StoredCall) -> str:
    """Where each of its assessments stands, in words."""
    return "; ".join(f"{case.scheme.title}: {STAGES[case.standing.stage].lower()}" for case in call.cases)


def title_of(reason: Reason, call: StoredCall) -> str:
    """A reason's words, with the unit where the call is marked by several and the reason is about one."""
    about = next((case for case in call.cases if case.standing.subject == reason.subject), None)
    return (
        f"{reason.words} ({about.scheme.title})" if about is not None and len(call.cases) > 1 else reason.words
    )


def moment_of(spot: Spot, moments: Iterable[Moment]) -> Moment | None:
    """Where to listen, with the words heard there as far as they are known.

    Args:
        spot: the place.
        moments: of the cues in the call.
    """
    if spot.moment is None or spot.moment.cue is None:
        return spot.moment
    return next((one for one in moments if one.cue == spot.moment.cue), spot.moment)
