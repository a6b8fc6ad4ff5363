"""What people said of a call, as far as another may see it."""

from __future__ import annotations

import pytest

from observe.assessment import Checked, Mark, SelfMarked, TakenBack
from observe.permissions import assessor_of_record, may, may_see_decisions, may_see_entry, news_for
from tests.support.desk import ADA, BEN, KIM, LEE, MIA, QUINN, Desk


@pytest.fixture
def desk():
    return Desk()


def those_who_see(entry, desk):
    return [each.name for each in (ADA, BEN, LEE, QUINN, KIM) if may_see_entry(each, desk.standing, entry)]


def test_a_learner_sees_own_calls_alone_and_decisions_once_signed(desk):
    desk.opened()
    desk.decides(ADA, "listens")
    assert may(LEE, "open_call", desk.standing)
    assert not may(MIA, "open_call", desk.standing)
    assert not may_see_decisions(LEE, desk.standing, ADA.name)
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    assert may_see_decisions(LEE, desk.standing, ADA.name)


def test_a_second_assessor_sees_the_first_ones_decisions_after_deciding_alone(desk):
    desk.signed()
    assert not may_see_decisions(BEN, desk.standing, ADA.name)
    desk.decided(BEN)
    assert may_see_decisions(BEN, desk.standing, ADA.name)


def test_what_hides_a_decision_hides_its_past_and_its_taking_back(desk):
    first = desk.opened().decides(ADA, "acts")
    back = desk.does(ADA, TakenBack(first.id))
    for entry in (first, back):
        assert those_who_see(entry, desk) == ["Ada", "Quinn", "Kim"]


def test_the_learners_view_of_a_point_is_hidden_from_an_assessor_until_they_decide_it(desk):
    mark = desk.opened().does(LEE, SelfMarked(Mark("acts", "met")))
    assert those_who_see(mark, desk) == ["Lee", "Quinn", "Kim"]
    desk.decides(ADA, "acts")
    assert those_who_see(mark, desk) == ["Ada", "Lee", "Quinn", "Kim"]


def test_quality_assurance_is_between_the_staff(desk):
    check = desk.signed().does(QUINN, Checked("returned", "acts", "listen again"))
    assert those_who_see(check, desk) == ["Ada", "Ben", "Quinn", "Kim"]


def test_everybody_sees_who_opened_it(desk):
    assert those_who_see(desk.opened().entries[0], desk) == ["Ada", "Ben", "Lee", "Quinn", "Kim"]


def test_assessors_who_decide_one_point_at_once_are_told_and_nobody_else_is(desk):
    theirs = desk.opened().decides(ADA, "acts")
    desk.decides(BEN, "acts", "not_yet")
    assert news_for(BEN, desk.standing, [theirs]) == (theirs,)
    assert news_for(LEE, desk.standing, [theirs]) == ()
    assert news_for(QUINN, desk.standing, [theirs]) == (theirs,)


def test_a_record_is_taken_by_the_assessor_who_decided_all_of_it_and_holds_their_own_decisions(desk):
    desk.opened().decides(ADA, "acts")
    assert assessor_of_record(ADA, desk.standing) is None
    desk.decided()
    assert assessor_of_record(ADA, desk.standing) == ADA.key
    assert assessor_of_record(BEN, desk.standing) is None
    desk.decided(BEN)
    assert assessor_of_record(BEN, desk.standing) == BEN.key


def test_a_record_is_taken_by_the_learner_once_it_is_signed_and_by_a_team_leader_at_any_time(desk):
    assert assessor_of_record(QUINN, desk.standing) is None
    desk.opened()
    assert assessor_of_record(QUINN, desk.standing) == ADA.key
    desk.decided()
    assert assessor_of_record(LEE, desk.standing) is None
    desk.signs(ADA)
    assert assessor_of_record(LEE, desk.standing) == ADA.key
    assert assessor_of_record(KIM, desk.standing) is None
