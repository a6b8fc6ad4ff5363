"""Spot-check and Quality are made from one catalogue: where both show a call, they say the same of it."""

from __future__ import annotations

import pytest

from observe.assessment import Checked, Decided, Disputed, Mark, Moment, Opened, Person
from observe.schemes import load
from observe.services.calls import consented_calls
from observe.services.worth_a_look import calls_to_check, calls_worth_a_look, cases_to_check
from observe.store import open_store
from tests.support.seeding import does, seed, sign

UNIT, OTHER = load("resolve-problems"), load("manage-complaints")
ADA, BEN = Person("Ada", "assessor"), Person("Ben", "assessor")
LEE, QUINN = Person("Lee", "learner"), Person("Quinn", "team_leader")


@pytest.fixture
def calls(tmp_path):
    return seed(tmp_path)


@pytest.fixture
def store(tmp_path, calls):
    with open_store(tmp_path, database="") as found:
        yield found


@pytest.fixture
def marked(store, calls):
    """Marks a call by a unit, every point alike, and signs."""

    def mark(stem, unit=UNIT, person=ADA, decision="met"):
        number = calls[stem]
        does(store, number, unit, person, Opened(LEE.name, ADA.name, blind=True))
        decides(stem, unit, person, decision)
        sign(store, number, unit, person)

    def decides(stem, unit, person, decision):
        for point in unit.criterion_ids:
            moment = Moment(10.0, 12.0, "so it was the March bill")
            does(store, calls[stem], unit, person, Decided(Mark(point, decision, "heard it", (moment,))))

    mark.decides = decides
    return mark


@pytest.fixture
def both(store):
    """What the two pages say of each call: Spot-check by assessment, Quality by call."""

    def read():
        today = store.now().date()
        queued = calls_to_check(cases_to_check(store), today)
        worth = calls_worth_a_look(store, consented_calls(store), today)
        return queued, {one.call.row.sha256: one.reasons for one in worth}

    return read


def test_a_call_on_both_pages_has_the_same_reasons_in_the_same_words(store, calls, marked, both):
    marked("delivery_mishandled")
    marked("billing_resolved", decision="not_yet")
    marked.decides("billing_resolved", UNIT, BEN, "met")
    does(store, calls["delivery_mishandled"], UNIT, LEE, Disputed(UNIT.criterion_ids[0], "I did"))
    queued, worth = both()
    assert len(queued) == 2
    for one in queued:
        assert one.reasons == worth[one.case.call]
    kinds = {reason.kind for one in queued for reason in one.reasons}
    assert {"disputed", "assessors_differ", "machine_differs", "unanswered", "new_assessor"} <= kinds


def test_a_call_marked_by_two_units_has_on_quality_the_reasons_of_both(marked, both):
    marked("delivery_mishandled")
    marked("delivery_mishandled", OTHER)
    queued, worth = both()
    assert len(queued) == 2
    told = [reason for one in queued for reason in one.reasons]
    for one in queued:
        reasons = worth[one.case.call]
        assert {reason.kind for reason in reasons} == {reason.kind for reason in told}
        assert all(reason in reasons for reason in one.reasons)
        assert all(reason in told for reason in reasons)


def test_spot_check_has_only_what_can_be_accepted_or_returned_and_quality_every_call(
    store, calls, marked, both
):
    marked("delivery_mishandled")
    marked("billing_resolved")
    does(store, calls["billing_resolved"], UNIT, QUINN, Checked("accepted"))
    queued, worth = both()
    delivery = store.observations.get(calls["delivery_mishandled"]).sha256
    assert {one.case.call for one in queued} == {delivery}
    assert len(worth) > 1


def test_who_marked_a_call_is_no_reason_once_it_is_accepted(store, calls, marked, both):
    marked("billing_resolved")
    does(store, calls["billing_resolved"], UNIT, QUINN, Checked("accepted"))
    _, worth = both()
    accepted = store.observations.get(calls["billing_resolved"]).sha256
    assert not {"new_assessor", "rare_point", "long_unchecked", "low_confidence"} & {
        reason.kind for reason in worth.get(accepted, ())
    }
