"""What of the machine's hearing a person may see: each marks first, where they are to mark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observe.annotation import Interval
from observe.assessment import Decided, Mark, SelfMarked, Subject
from observe.permissions import (
    may,
    may_see_suggestion,
    units_to_find_by,
    visible_call,
    visible_part,
    waits_for_opening,
)
from tests.support.apology import CALL, MISSED, OTHER, UNIT
from tests.support.desk import ADA, BEN, EVERYONE, KIM, LEE, MIA, QUINN, Desk

POINTS = UNIT.criterion_ids


def desk_of(unit=UNIT):
    return Desk(Subject(CALL.recording.sha256, unit.id, unit.version), unit.criterion_ids)


@pytest.fixture
def desk():
    return desk_of()


def seen_by(person, *desks, call=CALL):
    return visible_part(visible_call(person, [each.standing for each in desks]), call)


def counted(observation):
    return len(observation.cues), len(observation.findings)


def test_blind_marking_hides_the_suggestion_of_each_point_until_it_is_decided():
    desk = Desk().opened(blind=True)
    assert not may_see_suggestion(ADA, desk.standing, "listens")
    desk.decides(ADA, "listens")
    assert may_see_suggestion(ADA, desk.standing, "listens")
    assert not may(ADA, "see_cues", desk.standing)
    desk.decides(ADA, "acts")
    assert may(ADA, "see_cues", desk.standing)


def test_open_marking_hides_nothing_from_an_assessor(desk):
    assert may(ADA, "see_cues", desk.opened(blind=False).standing)


def test_a_learner_marks_first_and_then_compares():
    desk = Desk().opened()
    assert not may_see_suggestion(LEE, desk.standing, "acts")
    desk.does(LEE, SelfMarked(Mark("acts", "met")))
    assert may_see_suggestion(LEE, desk.standing, "acts")


def test_nothing_is_suggested_for_a_point_that_the_unit_does_not_have(desk):
    assert not any(may_see_suggestion(each, desk.opened().standing, "sings") for each in EVERYONE)


def test_whoever_is_to_mark_waits_until_the_assessment_is_opened(desk):
    assert [waits_for_opening(each, desk.standing) for each in (LEE, ADA, QUINN, KIM)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not any(waits_for_opening(each, desk.opened().standing) for each in EVERYONE)


def test_an_assessor_sees_nothing_of_the_machine_before_the_assessment_is_opened(desk):
    assert counted(seen_by(ADA, desk)) == (0, 0)
    assert visible_call(ADA, [desk.standing]).known == ()


def test_each_decision_reveals_its_own_suggestion_and_the_last_reveals_the_cues(desk):
    desk.opened()
    for place, name in enumerate(POINTS):
        assert counted(seen_by(ADA, desk)) == (0, place)
        assert visible_call(ADA, [desk.standing]).hidden_points == len(POINTS) - place
        desk.does(ADA, Decided(Mark(name, "not_yet")))
    assert seen_by(ADA, desk) == replace(CALL, findings=CALL.findings[: len(POINTS)])


def test_another_unit_that_is_still_blind_hides_the_cues_of_a_decided_one(desk):
    assert counted(seen_by(ADA, desk.opened().decided(), desk_of(OTHER).opened())) == (0, len(POINTS))


def test_open_marking_and_quality_assurance_hide_nothing_of_the_unit(desk):
    assert counted(seen_by(QUINN, desk)) == (1, len(POINTS))
    assert counted(seen_by(ADA, desk_of().opened(blind=False))) == (1, len(POINTS))
    assert counted(seen_by(QUINN, desk_of().opened())) == (1, len(POINTS))


def test_another_learner_sees_nothing_of_a_call(desk):
    assert counted(seen_by(MIA, desk.signed())) == (0, 0)
    assert counted(seen_by(LEE, desk)) == (1, len(POINTS))


def test_the_player_is_sent_no_occasion_while_another_point_may_rest_on_it(desk):
    desk.opened()
    for name in POINTS:
        assert not any(one.occasion for one in seen_by(ADA, desk, call=MISSED).findings)
        desk.does(ADA, Decided(Mark(name, "not_yet")))
    assert all(one.occasion == Interval(2.5, 4.0) for one in seen_by(ADA, desk, call=MISSED).findings)


def test_a_call_without_any_cue_shows_its_occasions_to_whom_nothing_is_hidden_from(desk):
    silent, desk = replace(MISSED, cues=()), desk.opened()
    assert all(one.occasion for one in seen_by(QUINN, desk, call=silent).findings)
    assert not any(one.occasion for one in seen_by(ADA, desk, call=silent).findings)


def test_a_call_is_found_by_suggestions_only_where_none_is_hidden(desk):
    blind, unit = [desk.opened().standing], frozenset({UNIT.id})
    assert units_to_find_by(None, blind, whole=True) is None
    assert units_to_find_by(QUINN, blind, whole=False) is None
    assert units_to_find_by(ADA, blind, whole=True) == frozenset()
    done = [desk.decided().standing]
    assert units_to_find_by(ADA, done, whole=True) == unit
    assert units_to_find_by(ADA, done, whole=False) == frozenset()
    assert units_to_find_by(BEN, done, whole=True) == frozenset()
    desk.signs(ADA)
    assert units_to_find_by(LEE, [desk.standing], whole=True) == frozenset()
