"""Where an assessment stands, read from its events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Entry,
    FeedbackAccepted,
    Mark,
    Moment,
    Person,
    Subject,
    TakenBack,
    standing_of,
)
from observe.assessment.seal import seal
from observe.errors import UsageError
from tests.support.desk import ADA, BEN, LEE, POINTS, QUINN, SUBJECT, Desk


@pytest.fixture
def desk():
    return Desk()


def test_stages_follow_one_another_from_opening_to_sign_off(desk):
    assert desk.standing.stage == "not_begun"
    desk.opened()
    desk.decides(ADA, "listens")
    assert desk.standing.stage == "marking"
    assert desk.standing.undecided(ADA.name) == ("acts",)
    desk.decides(ADA, "acts", "not_yet")
    desk.signs(ADA)
    assert desk.standing.stage == "signed"
    desk.does(LEE, Disputed("acts", "I did say when"))
    assert desk.standing.stage == "disputed"
    desk.decides(ADA, "acts")
    assert desk.standing.stage == "marking"
    desk.signs(ADA)
    desk.does(QUINN, Checked("returned", "acts", action="add the moment"))
    assert desk.standing.stage == "returned"
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    desk.does(QUINN, Checked("accepted"))
    assert desk.standing.stage == "signed_off"
    desk.decides(ADA, "acts", "not_yet")
    assert desk.standing.stage == "marking"


def test_a_whole_returned_is_open_until_it_is_signed_again(desk):
    desk.signed().does(QUINN, Checked("returned", action="listen again"))
    assert desk.standing.stage == "returned"
    desk.decides(ADA, "acts")
    assert desk.standing.stage == "returned"
    desk.signs(ADA)
    assert desk.standing.stage == "signed"


def test_two_assessors_decisions_stand_side_by_side(desk):
    desk.opened()
    desk.decides(ADA, "listens")
    desk.decides(BEN, "listens", "not_yet")
    point = desk.standing.points["listens"]
    assert point.differs
    assert (point.mark_of("  ADA ").decision, point.mark_of(BEN.name).decision) == ("met", "not_yet")


def test_the_latest_decision_counts_and_the_earlier_stays_in_the_history(desk):
    desk.opened()
    desk.decides(ADA, "listens")
    desk.decides(ADA, "listens", "not_yet")
    point = desk.standing.points["listens"]
    assert point.mark_of(ADA.name).decision == "not_yet"
    assert len(point.history) == 2


def test_taking_back_restores_what_was_before_and_can_itself_be_taken_back(desk):
    desk.opened()
    desk.decides(ADA, "listens")
    second = desk.decides(ADA, "listens", "not_yet")
    undone = desk.does(ADA, TakenBack(second.id))
    assert desk.standing.marks_of(ADA.name)["listens"].decision == "met"
    desk.does(ADA, TakenBack(undone.id))
    assert desk.standing.marks_of(ADA.name)["listens"].decision == "not_yet"


def test_an_event_about_another_recording_changes_nothing(desk):
    desk.opened()
    other = Entry(9, Subject("b" * 64, "unit", "1.0"), 1, ADA, datetime.now(UTC), Decided(Mark("acts", "met")))
    assert standing_of(SUBJECT, POINTS, [*desk.entries, other]) == desk.standing


def test_acceptance_counts_only_after_the_last_signature(desk):
    desk.signed().does(LEE, FeedbackAccepted())
    assert desk.standing.acceptance is not None
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    assert desk.standing.acceptance is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 200, "Ada\0", "Ada\x1b[2J"])
def test_a_person_has_a_name(name):
    with pytest.raises(UsageError, match="name"):
        Person(name, "learner")


def test_a_seal_tells_every_change_of_the_decisions_and_nothing_else():
    one = Mark("acts", "met", "heard", (Moment(1, 2, "sorry"),))
    two = Mark("listens", "not_yet")
    sealed = seal(SUBJECT, {"acts": one, "listens": two})
    assert sealed == seal(SUBJECT, {"listens": two, "acts": one})
    assert sealed != seal(SUBJECT, {"acts": one})
    assert sealed != seal(
        SUBJECT, {"acts": Mark("acts", "met", "heard", (Moment(1, 3, "sorry"),)), "listens": two}
    )
