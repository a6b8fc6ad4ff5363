"""The points of a unit over a learner's calls, as one person may know them: rows, table, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from observe.observation import Outcome
from observe.schemes import Criterion, Scheme
from observe.ui.pictures.calls_seen import SeenCall, SeenPoint
from observe.ui.pictures.charts.look import DECIDED, SUGGESTED, PointState, named
from observe.ui.pictures.charts.picture import OPEN, Picture
from observe.ui.pictures.charts.points import Cell, points
from observe.ui.words.common import BADGES, shown_name

AS_STATE: Mapping[Outcome, PointState] = {
    "shown": "met",
    "opportunity_missed": "not_yet",
    "no_opportunity": "not_applicable",
    "not_on_recording": "undecided",
}


def points_picture(calls: Sequence[SeenCall], unit: Scheme, *, suggested: bool) -> Picture:
    """The picture of the points.

    Args:
        calls: the rows, from the top down; those that the unit does not mark are left out.
        unit: whose points are the columns.
        suggested: whether marks say what the machine suggests; else they say what was decided.
    """
    own = [call for call in calls if unit.id in call.points]
    found = [
        (call, criterion, call.points[unit.id][criterion.id])
        for call in own
        for criterion in unit.criteria
        if criterion.id in call.points[unit.id]
    ]
    return Picture(
        name="points",
        title="Points, as the machine suggests" if suggested else "Points, as decided",
        words=_words(own, unit, [point for _, _, point in found], suggested=suggested),
        chart=points(
            [_cell(call, criterion, point, unit, suggested=suggested) for call, criterion, point in found],
            [call.label for call in own],
            SUGGESTED if suggested else DECIDED,
        ),
        table=[
            {
                "Call": call.label,
                "Point": f"{criterion.number}. {shown_name(criterion.text)}",
                "Decided": DECIDED[point.decided].words,
                "Suggested": suggested_words(point),
                OPEN: call.address(unit.id),
            }
            for call, criterion, point in found
        ],
    )


def suggested_words(point: SeenPoint) -> str:
    """What is suggested for a point, in words; says so where it is hidden."""
    if point.hidden:
        return DECIDED["hidden"].words
    return BADGES[point.suggested].words if point.suggested else "Nothing"


def _state(point: SeenPoint, *, suggested: bool) -> PointState:
    if not suggested:
        return point.decided
    if point.hidden or point.suggested is None:
        return "hidden" if point.hidden else "undecided"
    return AS_STATE[point.suggested]


def _cell(call: SeenCall, criterion: Criterion, point: SeenPoint, unit: Scheme, *, suggested: bool) -> Cell:
    look = (SUGGESTED if suggested else DECIDED)[_state(point, suggested=suggested)]
    return Cell(
        call=call.label,
        number=criterion.number,
        point=f"{criterion.number}. {shown_name(criterion.text)}",
        what=named(look),
        sign=look.sign,
        differs="≠" if point.differs else "",
        decided=DECIDED[point.decided].words,
        suggested=suggested_words(point),
        address=call.address(unit.id),
    )


def _words(calls: Sequence[SeenCall], unit: Scheme, found: Sequence[SeenPoint], *, suggested: bool) -> str:
    looks = SUGGESTED if suggested else DECIDED
    counts = Counter(_state(point, suggested=suggested) for point in found)
    told = ", ".join(f"{looks[state].words.lower()} {counts[state]}" for state in looks if counts[state])
    every = "1 call" if len(calls) == 1 else f"{len(calls)} calls"
    differ = sum(point.differs for point in found)
    words = f"{len(unit.criteria)} points on {every}: {told or 'nothing yet'}."
    if differ:
        words += f" On {differ} the decision is not what the machine suggests (≠)."
    return words
