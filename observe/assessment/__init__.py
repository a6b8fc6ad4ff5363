"""People decide: what learners, assessors and quality assurers say of a call, beside what the machine suggests.

An *assessment* is one recording marked by one unit. All that people do is an event (`events`), kept in the
order it happened and never changed; where an assessment stands (`standing`) is read from its events. Who may
see and do what is for `observe.permissions` to say. Nothing here knows a database, a page or a model.
"""

from __future__ import annotations

from observe.assessment.events import (
    Checked,
    Decided,
    Decision,
    Disputed,
    Entry,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    SelfMarked,
    Signed,
    Subject,
    TakenBack,
)
from observe.assessment.people import Duty, Person
from observe.assessment.standing import PointStanding, Stage, Standing, standing_of

__all__ = [
    "Checked",
    "Decided",
    "Decision",
    "Disputed",
    "Duty",
    "Entry",
    "Event",
    "FeedbackAccepted",
    "FeedbackGiven",
    "Mark",
    "Moment",
    "Opened",
    "Person",
    "PointStanding",
    "SelfMarked",
    "Signed",
    "Stage",
    "Standing",
    "Subject",
    "TakenBack",
    "standing_of",
]
