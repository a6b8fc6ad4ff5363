"""Who may see and do what: the one room that decides it, from one table.

`table` says for each duty what may be done to which calls, as data, and `answers` reads it. `calls`,
`suggestions`, `decisions` and `assessments` put its answers together for what pages, routes and the store ask.
A ``Person`` goes in and an answer comes out: signing in, when it comes, only has to say who the person is.
"""

from __future__ import annotations

from observe.permissions.answers import (
    holders,
    is_learner_of,
    marks_as_learner,
    marks_first,
    may,
    sees_own_calls_alone,
)
from observe.permissions.assessments import may_dispute, require_may_add
from observe.permissions.calls import may_open_call, own_calls
from observe.permissions.decisions import assessor_of_record, may_see_decisions, may_see_entry, news_for
from observe.permissions.suggestions import (
    VisibleCall,
    may_see_suggestion,
    units_to_find_by,
    visible_call,
    visible_part,
    waits_for_opening,
)
from observe.permissions.table import Action

__all__ = [
    "Action",
    "VisibleCall",
    "assessor_of_record",
    "holders",
    "is_learner_of",
    "marks_as_learner",
    "marks_first",
    "may",
    "may_dispute",
    "may_open_call",
    "may_see_decisions",
    "may_see_entry",
    "may_see_suggestion",
    "news_for",
    "own_calls",
    "require_may_add",
    "sees_own_calls_alone",
    "units_to_find_by",
    "visible_call",
    "visible_part",
    "waits_for_opening",
]
