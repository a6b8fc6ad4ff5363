"""Calls: which there are, and what was heard in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter

from observe.annotation import Seconds
from observe.assessment import Stage
from observe.io.document import as_dict
from observe.permissions import own_calls, sees_own_calls_alone, visible_call, visible_part
from observe.services.calls import entries, list_calls
from observe.ui.api.reader import Asking
from observe.ui.words.addresses import sound_address

router = APIRouter(tags=["calls"])


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in a list.

    Attributes:
        call: its number, by which everything about it is asked for.
        file: name of the recording.
        sha256: of the recording.
        day: the call's own day where its consent says it, else the day of its analysis.
        duration_s: seconds.
        audio: address of its sound.
        stages: by unit, where its assessments stand.
    """

    call: int
    file: str
    sha256: str
    day: date
    duration_s: Seconds
    audio: str
    stages: dict[str, Stage]


@router.get("/calls")
def every_call(asking: Asking) -> list[CallLine]:
    """Every call that the reader may open, the newest first."""
    someone = asking.person
    calls = list_calls(asking.store)
    if sees_own_calls_alone(someone):
        own = own_calls(someone, entries(asking.store))
        calls = tuple(call for call in calls if call.row.sha256 in own)
    return [
        CallLine(
            call.row.id,
            call.row.file,
            call.row.sha256,
            call.figures.day,
            call.row.duration_s,
            sound_address(call.row.id),
            {case.standing.subject.scheme: case.standing.stage for case in call.cases},
        )
        for call in calls
    ]


@router.get("/calls/{call}")
def one_call(asking: Asking, call: int) -> dict[str, Any]:
    """The observation document of a call, as far as the reader may see it (docs/observation-document.md)."""
    opened = asking.call(call)
    if asking.person is None:
        return as_dict(opened.observation)
    visible = visible_call(asking.person, opened.standings.values())
    return as_dict(visible_part(visible, opened.observation))
