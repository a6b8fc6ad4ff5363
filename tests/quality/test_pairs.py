"""Which decisions are compared, and which moments."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.assessment import Moment
from observe.errors import UsageError
from observe.quality import moments
from observe.quality.agreement import accepted, by_raters, table
from observe.quality.leaning import FEWEST_CALLS, FEWEST_POINTS, leanings
from observe.quality.pairs import between_assessors, decided_blind, first_looks, settled, with_machine


def test_a_suggestion_is_held_against_the_decision_made_on_it(centre):
    centre.call("one", ("shown", "no_opportunity", "not_on_recording"))
    centre.marks("one", listens="not_yet", soothes="not_applicable", writes="met")
    pairs = {pair.criterion: (pair.first, pair.second) for pair in with_machine(centre.cases)}
    assert pairs == {"listens": ("not_yet", "met"), "soothes": ("not_applicable", "not_applicable")}


def test_a_point_that_no_recording_can_show_is_left_out(centre):
    centre.marks("one")
    assert "writes" not in {pair.criterion for pair in with_machine(centre.cases)}


def test_an_analysis_made_since_does_not_change_what_was_decided_on(centre):
    centre.call("one", ("shown", "shown", "not_on_recording"))
    centre.marks("one")
    centre.call("one", ("opportunity_missed", "opportunity_missed", "not_on_recording"))
    assert {pair.second for pair in with_machine(centre.cases)} == {"met"}


def test_what_is_changed_or_taken_back_after_the_suggestion_was_seen_still_counts_as_first_said(centre):
    centre.call("one", ("opportunity_missed", "no_opportunity", "not_on_recording"))
    centre.opens("one")
    centre.decides("one", "Ada", listens="met", soothes="met")
    centre.decides("one", "Ada", listens="not_yet")
    centre.takes_back("one", centre.standing("one").points["soothes"].decisions["ada"])
    centre.decides("one", "Ada", soothes="not_applicable")
    assert {pair.first for pair in with_machine(centre.cases)} == {"met"}


def test_a_decision_is_blind_only_while_suggestions_were_hidden(centre):
    centre.opens("open", blind=False)
    centre.decides("open", "Ada", listens="met")
    centre.opens("hidden")
    centre.decides("hidden", "Ada", listens="met")
    assert [pair.blind for pair in with_machine(centre.cases)] == [False, True]


def test_a_decision_before_anyone_opened_the_assessment_is_not_blind(centre):
    centre.decides("one", "Ada", listens="met")
    centre.opens("one")
    entry = centre.entries[0]
    assert not decided_blind(centre.standing("one"), entry)


def test_two_assessors_are_compared_on_the_points_that_both_decided(centre):
    centre.opens("one")
    centre.decides("one", "Ben", listens="met", soothes="not_yet")
    centre.decides("one", "Ada", listens="not_yet")
    (pair,) = between_assessors(centre.cases)
    assert (pair.raters, pair.first, pair.second) == (("Ada", "Ben"), "not_yet", "met")


def test_two_assessors_of_different_calls_are_never_compared(centre):
    centre.marks("one", "Ada")
    centre.marks("two", "Ben")
    assert not [*between_assessors(centre.cases)]
    assert leanings(centre.cases) == ()


def test_three_assessors_make_three_pairs_a_point(centre):
    centre.opens("one", "Cleo")
    for name in ("Ada", "Ben", "Cleo"):
        centre.decides("one", name, listens="met")
    raters = [pair.raters for pair in between_assessors(centre.cases)]
    assert raters == [("Cleo", "Ada"), ("Cleo", "Ben"), ("Ada", "Ben")]


def test_accepting_the_whole_accepts_every_point(centre):
    centre.marks("one")
    centre.checks("one")
    looks = [*first_looks(centre.cases)]
    assert [(look.criterion, look.accepted, look.settled) for look in looks] == [
        (point, True, "met") for point in ("listens", "soothes", "writes")
    ]
    assert accepted(looks).share == 1.0


def test_a_returned_point_disagrees_at_the_first_look_whatever_comes_of_it(centre):
    centre.marks("one")
    centre.checks("one", "returned", "listens")
    open_still = {look.criterion: look for look in first_looks(centre.cases)}
    assert [*open_still] == ["listens"]
    assert (open_still["listens"].accepted, open_still["listens"].settled) == (False, None)
    assert not [*settled(open_still.values())]
    centre.decides("one", "Ada", listens="not_yet")
    centre.signs("one")
    centre.checks("one")
    looks = [*first_looks(centre.cases)]
    assert accepted(looks).hits == 2
    assert table(settled(looks)).points["unit", "listens"].same.share == 0.0
    assert table(settled(looks)).overall.same.share == pytest.approx(2 / 3)


def test_a_decision_upheld_after_a_return_was_settled_alike(centre):
    centre.marks("one")
    centre.checks("one", "returned", "listens")
    centre.decides("one", "Ada", listens="met")
    centre.signs("one")
    centre.checks("one")
    looks = [*first_looks(centre.cases)]
    assert (accepted(looks).hits, table(settled(looks)).overall.same.share) == (2, 1.0)


def test_a_whole_returned_disagrees_with_no_point_in_particular(centre):
    centre.marks("one")
    centre.checks("one", "returned")
    assert not [*first_looks(centre.cases)]


def test_tables_go_by_point_and_by_people(centre):
    for call in ("one", "two"):
        centre.opens(call, "Ada" if call == "one" else "Ben")
        centre.decides(call, "Ada", listens="met", soothes="met")
        centre.decides(call, "Ben", listens="met", soothes="not_yet")
    pairs = [*between_assessors(centre.cases)]
    shares = {point: found.same.share for (_, point), found in table(pairs).points.items()}
    assert shares == {"listens": 1.0, "soothes": 0.0}
    (raters,) = by_raters(pairs).items()
    assert (raters[0], raters[1].n, raters[1].same.hits) == (("Ada", "Ben"), 4, 2)


@pytest.mark.parametrize(
    ("first", "second", "window", "pairs"),
    [
        ([(10, 12)], [(11, 13)], 0.0, 1),
        ([(10, 12)], [(12, 13)], 0.0, 1),
        ([(10, 12)], [(12.1, 13)], 0.0, 0),
        ([(10, 12)], [(16, 17)], 2.0, 1),
        ([(10, 12)], [(16.1, 17)], 2.0, 0),
        ([(16, 17)], [(10, 12)], 2.0, 1),
        ([(0, 60)], [(1, 2), (20, 21), (40, 41)], 2.0, 1),
        # The first could take either; the second only the one that a hasty pairing would have taken.
        ([(10, 20), (19, 21)], [(10, 11), (12, 13)], 0.0, 1),
        ([(10, 20), (8, 9)], [(10, 11), (15, 16)], 1.0, 2),
        ([], [(1, 2)], 2.0, 0),
    ],
)
def test_moments_agree_where_they_meet_once_made_longer_by_the_window(first, second, window, pairs):
    one, other = [Moment(*m, "") for m in first], [Moment(*m, "") for m in second]
    assert moments.same(one, other, window) == pairs


spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda m: Moment(float(m[0]), float(sum(m)), "")),
    max_size=4,
)


def most_pairs(first, second, window):
    few, many = sorted((first, second), key=len)
    return max(
        sum(a.interval.gap(b.interval) <= 2 * window for a, b in zip(few, order, strict=False))
        for order in permutations(many, len(few))
    )


@settings(deadline=None)
@given(spans, spans, st.sampled_from([0.0, 1.0, 2.0]), st.floats(0, 1000))
def test_the_pairing_is_the_best_there_is_and_no_clock_matters(first, second, window, shift):
    found = moments.same(first, second, window)
    assert found == most_pairs(first, second, window) == moments.same(second, first, window)
    moved = [[Moment(m.start + shift, m.end + shift, "") for m in side] for side in (first, second)]
    assert moments.same(*moved, window) == found
    assert moments.same(first, second, window + 1) >= found
    assert moments.same(first, first, 0.0) == len(first)


def test_a_window_below_nothing_is_refused():
    with pytest.raises(UsageError, match="expected 0 s or more"):
        moments.same([], [], -1.0)


def test_moments_are_compared_where_two_decided_alike_and_counted_over_calls(centre, at):
    centre.opens("one")
    centre.decides("one", "Ada", listens=("met", at(10), at(50)), soothes=("met", at(5)))
    centre.decides("one", "Ben", listens=("met", at(12)), soothes=("not_yet", at(90)))
    pointed = [*moments.by_assessors(centre.cases)]
    assert [one.criterion for one in pointed] == ["listens"]
    found = moments.alike(pointed)
    assert (found.hits, found.n) == (2, 3)


def test_an_assessors_moments_are_held_against_the_machines(centre, at, cue):
    centre.call("one", ("shown", "opportunity_missed", "not_on_recording"), cues=(cue(start=10.0),))
    centre.opens("one")
    centre.decides("one", "Ada", listens=("met", at(11), at(70)), soothes=("met", at(80)))
    (pointed,) = moments.with_machine(centre.cases)
    assert (pointed.criterion, pointed.raters) == ("listens", ("Ada", "machine"))
    assert moments.alike([pointed]).share == pytest.approx(2 / 3)


def two_mark(centre, calls, ada, ben):
    for call in range(calls):
        centre.opens(f"call {call}")
        centre.decides(f"call {call}", "Ada", **dict.fromkeys(("listens", "soothes", "writes"), ada(call)))
        centre.decides(f"call {call}", "Ben", **dict.fromkeys(("listens", "soothes", "writes"), ben(call)))


def test_who_is_more_lenient_is_said_of_the_same_points_only(centre):
    two_mark(centre, 9, lambda call: "met", lambda call: "met" if call % 3 else "not_yet")
    for call in ("easy", "easier"):
        centre.marks(call, "Ben")  # his alone: it must not count for him
    ada, ben = leanings(centre.cases)
    assert (ada.assessor, ada.points, ada.calls) == ("Ada", 27, 9)
    assert (ada.own, ada.others) == (1.0, pytest.approx(2 / 3))
    assert ada.difference == pytest.approx(1 / 3) == -ben.difference
    assert (ada.low, ada.high) == pytest.approx((-ben.high, -ben.low))
    assert ada.low < ada.difference < ada.high


def test_a_difference_that_could_be_chance_does_not_tell(centre):
    two_mark(centre, 10, lambda call: "met", lambda call: "met" if call else "not_yet")
    assert not any(one.tells for one in leanings(centre.cases))


def test_nothing_is_said_of_a_person_from_too_few_points_or_calls(centre):
    two_mark(centre, 6, lambda call: "met", lambda call: "not_yet")
    assert FEWEST_POINTS > 18
    assert FEWEST_CALLS <= 6
    for one in leanings(centre.cases):
        assert (one.points, one.own, one.difference, one.tells) == (18, None, None, False)


def test_a_point_called_not_applicable_says_nothing_on_leniency(centre):
    two_mark(centre, 3, lambda call: "met", lambda call: "not_applicable")
    assert leanings(centre.cases) == ()
