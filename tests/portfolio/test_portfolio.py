"""A learner's portfolio: what counts, what is missing, and which call to record next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from observe.assessment import Disputed
from observe.errors import UsageError
from observe.portfolio import Rules, next_calls, portfolio_of, proofs
from observe.portfolio.gaps import gaps_of
from observe.portfolio.matrix import oldest_day

TODAY = date(2026, 3, 20)


def portfolio(centre, learner="Lee", rules=None, today=TODAY):
    return portfolio_of(learner, centre.scheme, centre.cases, today, rules)


def row(centre, criterion="listens", **how):
    return next(row for row in portfolio(centre, **how).rows if row.criterion.id == criterion)


def met(centre, call, scenario="", *, day=None, **marks):
    centre.call(call, day=day)
    centre.opens(call, scenario=scenario)
    centre.marks(call, **marks)


def kinds(centre, criterion="listens", **how):
    found = portfolio(centre, **how)
    (own,) = (row for row in found.rows if row.criterion.id == criterion)
    return [gap.kind for gap in gaps_of(own, found)]


def test_two_signed_calls_of_different_kinds_close_every_gap_of_a_point(centre):
    met(centre, "one", "late delivery")
    met(centre, "two", "wrong bill")
    point = row(centre)
    assert (point.sufficient, point.contrasting, point.current, point.authentic) == (True,) * 4
    assert kinds(centre) == []


def test_a_cell_tells_decision_evidence_and_signature(centre, at):
    centre.opens("one")
    centre.decides("one", "Ada", listens=("met", at(3), at(9)))
    centre.marks("two", soothes="not_yet")
    listens, soothes, _ = portfolio(centre).rows
    assert [(c.decision, c.evidence, c.signed) for c in listens.cells] == [("met", 2, False), ("met", 0, True)]
    assert [(c.decision, c.signed) for c in soothes.cells] == [(None, False), ("not_yet", True)]


def test_what_is_met_but_not_signed_is_seen_and_does_not_count(centre):
    for call in ("one", "two"):
        centre.opens(call)
        centre.decides(call, "Ada", listens="met")
    assert not row(centre).sufficient
    assert kinds(centre) == ["unsigned"]


@pytest.mark.parametrize("what", ["dispute", "return"])
def test_an_open_dispute_or_return_takes_the_point_out_until_it_is_answered(centre, what):
    met(centre, "one", "a")
    met(centre, "two", "b")
    if what == "dispute":
        centre.does("two", centre.person("Lee", "learner"), Disputed("listens", "I did"))
    else:
        centre.checks("two", "returned", "listens")
    assert not row(centre).sufficient
    assert row(centre).cells[1].open
    assert row(centre, "soothes").sufficient
    centre.marks("two")
    assert row(centre).sufficient


def test_a_whole_returned_takes_every_point_out(centre):
    met(centre, "one", "a")
    met(centre, "two", "b")
    centre.checks("two", "returned")
    assert not any(row(centre, name).sufficient for name in ("listens", "soothes", "writes"))
    centre.signs("two")
    assert row(centre).sufficient


def test_only_the_assessor_whose_marking_it_is_counts(centre):
    centre.opens("one", "Ada")
    centre.marks("one", "Ben")
    assert not row(centre).met
    centre.marks("one", "Ada")
    assert len(row(centre).met) == 1


def test_calls_of_others_are_not_in_the_portfolio_and_names_are_compared_as_people_write_them(centre):
    centre.opens("one", learner="Lee  LEARNER")
    centre.opens("two", learner="Lea Learner")
    assert len(portfolio(centre, "lee learner").columns) == 1


def test_two_calls_of_one_kind_do_not_contrast_however_they_are_written(centre):
    met(centre, "one", "Late  delivery")
    met(centre, "two", "late delivery ")
    assert row(centre).scenarios == ("Late  delivery",)
    assert kinds(centre) == ["same_scenario"]


def test_a_call_whose_kind_nobody_named_asks_for_the_name_and_not_for_another_call(centre):
    met(centre, "one", "late delivery")
    met(centre, "two")
    assert kinds(centre) == ["unnamed"]
    assert next_calls(portfolio(centre)) == ()


@pytest.mark.parametrize(
    ("day", "current"), [("2025-03-20", True), ("2025-03-19", False), ("2026-03-01", True)]
)
def test_a_call_counts_as_current_for_twelve_months_by_its_day(centre, day, current):
    met(centre, "one", "a")
    met(centre, "two", "b", day=day)
    assert row(centre).current == current
    assert kinds(centre) == ([] if current else ["too_old"])


def test_a_centre_sets_its_own_rules(centre):
    met(centre, "one")
    assert row(centre, rules=Rules(calls=1, scenarios=1)).sufficient
    assert not row(centre, rules=Rules(calls=3)).sufficient


@pytest.mark.parametrize("rules", [(0, 1, 12), (2, 3, 12), (2, 0, 12), (2, 2, 0)])
def test_rules_that_cannot_be_met_are_refused(rules):
    with pytest.raises(UsageError, match="no more kinds of call than calls"):
        Rules(*rules)


def test_the_next_call_is_the_points_own_occasion(centre):
    found = portfolio(centre)
    by_point = {row.criterion.id: gaps_of(row, found)[0].do for row in found.rows}
    assert by_point == {
        "listens": "Record any call with a customer.",
        "soothes": "Record a call with an unhappy customer.",
        "writes": "Still to come: complaint log.",
    }


def test_the_call_that_helps_most_points_comes_first(centre):
    met(centre, "one", "a", soothes="not_applicable")
    met(centre, "two", "b", soothes="not_applicable")
    assert [(call.words, call.points) for call in next_calls(portfolio(centre))] == [
        ("Record a call with an unhappy customer.", (2,))
    ]


def test_a_point_that_no_recording_can_show_asks_for_its_evidence_until_it_is_met(centre):
    assert kinds(centre, "writes") == ["elsewhere"]
    met(centre, "one", writes="met")
    assert kinds(centre, "writes") == []


def test_another_call_of_the_same_kind_says_which_kinds_there_are(centre):
    met(centre, "one", "late delivery")
    met(centre, "two", "late delivery")
    found = portfolio(centre)
    (gap,) = gaps_of(found.rows[1], found)
    assert gap.do == "Record a call with an unhappy customer, of another kind than “late delivery”."


def test_proofs_name_learner_sum_consent_settings_and_corrections(centre):
    met(centre, "one")
    (case,) = centre.cases
    found = {proof.what: proof for proof in proofs(case, TODAY)}
    assert all(proof.there for proof in found.values())
    assert found["Whose call it is"].fact == "Lee, named by Ada on 2 March 2026."
    assert case.call in found["Which recording it is"].fact
    assert "stands as it was analysed" in found["What was corrected"].fact


def test_consent_that_ran_out_and_a_learner_not_named_are_no_proof(centre):
    centre.decides("one", "Ada", listens="met")
    (case,) = centre.cases
    consent = replace(case.latest.consent, retain_until="2026-03-19")
    case = replace(case, analysed=(replace(case.latest, consent=consent),))
    assert {proof.what for proof in proofs(case, TODAY) if not proof.there} == {"Whose call it is", "Consent"}
    assert all(proof.there for proof in proofs(case, date(2026, 3, 19)) if proof.what == "Consent")


@pytest.mark.parametrize(
    ("today", "months", "oldest"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 12, 31), 24, date(2024, 12, 31)),
    ],
)
def test_months_are_counted_as_people_count_them(today, months, oldest):
    assert oldest_day(today, months) == oldest


def test_decisions_that_the_reader_may_not_see_yet_leave_no_trace(centre):
    met(centre, "one", "a")
    centre.opens("two", scenario="b")
    centre.decides("two", "Ada", listens="met")
    found = portfolio_of("Lee", centre.scheme, centre.cases, TODAY, sees=lambda one: bool(one.signatures))
    (listens, _, _) = found.rows
    assert [cell.decision for cell in listens.cells] == ["met", None]
    assert [gap.kind for gap in gaps_of(listens, found)] == ["not_met"]
