"""Which calls a person may open."""

from __future__ import annotations

from observe.assessment import Opened
from observe.permissions import may_open_call, own_calls
from tests.support.desk import ADA, LEE, MIA, SUBJECT, Desk


def test_a_call_is_seen_by_its_own_learner_and_by_no_other():
    opened = [Desk().opened().standing]
    assert [may_open_call(each, opened) for each in (LEE, MIA, ADA, None)] == [True, False, True, True]
    assert not may_open_call(LEE, [Desk().standing])


def test_a_learners_calls_are_those_last_opened_as_theirs():
    desk = Desk()
    desk.does(ADA, Opened("Mia", "Ada"))
    assert own_calls(MIA, desk.entries) == {SUBJECT.sha256}
    desk.does(ADA, Opened(" lee", "Ada"))
    assert own_calls(MIA, desk.entries) == frozenset()
    assert own_calls(LEE, desk.entries) == {SUBJECT.sha256}
