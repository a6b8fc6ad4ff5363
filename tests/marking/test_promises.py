"""The ledger of a call's promises."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from observe.annotation import Cue, turn_from_text, turns_from_text
from observe.cues import Context, next_step
from observe.marking.promises import Promise, ledger


def made(*lines: str) -> tuple[Promise, ...]:
    """The ledger of a call given as "speaker: words"."""
    turns = turns_from_text((role, role, words) for role, words in (line.split(": ", 1) for line in lines))
    return ledger(turns, tuple(next_step.detect(turns, Context())))


def lasting(*lines: str) -> list[tuple[str, str, str]]:
    return [(found.owner, found.action, found.deadline) for found in made(*lines) if found.lasting]


def test_a_promise_says_who_what_and_by_when():
    assert lasting("agent: I'll send you the form by Friday.") == [("agent", "send you the form", "by Friday")]


def test_a_promise_said_again_is_one_line_with_its_latest_deadline():
    found = made(
        "agent: I'll ring you back tomorrow.",
        "customer: Are you sure?",
        "agent: Yes, I'll phone you back by noon on Friday.",
    )
    assert len(found) == 1
    assert found[0].deadline.startswith("by noon")
    assert found[0].quote == "I'll ring you back tomorrow."
    assert len(found[0].again) == 1


def test_a_promise_said_again_without_its_time_keeps_the_time():
    found = lasting("agent: We'll refund the fee within two days.", "agent: So I will refund the fee.")
    assert found == [("company", "refund the fee", "within two days")]


def test_promises_of_different_people_stay_apart():
    found = lasting("agent: Karen will call you on Monday.", "agent: An engineer will call you on Monday.")
    assert [owner for owner, _, _ in found] == ["Karen", "an engineer"]


def test_promises_of_different_things_stay_apart():
    assert len(lasting("agent: I'll send you the form.", "agent: I'll refund the late fee.")) == 2


@pytest.mark.parametrize(
    "line",
    [
        "agent: Let me check that for you.",
        "agent: I'll just get your details up.",
        "agent: I'm putting you through now.",
        "agent: I'll put you on hold for a moment.",
        "agent: i'll have a look",
    ],
)
def test_what_is_done_while_the_customer_waits_does_not_outlast_the_call(line):
    assert [found.lasting for found in made(line)] == [False]


@pytest.mark.parametrize(
    "line",
    [
        "agent: I'm passing this to my manager.",
        "agent: Someone will be in touch.",
        "agent: leave it with me",
        "agent: You'll get a letter.",
        "agent: I won't charge you for that.",
        "agent: I'll look at it again tomorrow.",
    ],
)
def test_what_is_done_afterwards_outlasts_the_call(line):
    assert [found.lasting for found in made(line)] == [True]


def test_the_customers_own_plans_are_no_promises():
    cue = Cue("next_step", 0, 0.0, 1.0, "I'll ring on Monday", "Said so.", 0.9)
    assert ledger((turn_from_text(0, "c", "customer", "I'll ring on Monday"),), (cue,)) == ()


def test_a_cue_without_details_is_taken_by_its_words():
    turn = turn_from_text(0, "a", "agent", "I'll ring you on Monday.")
    found = ledger((turn,), (Cue("next_step", 0, 0.0, 1.0, turn.text, "Said so.", 0.9),))
    assert [(one.owner, one.action, one.lasting) for one in found] == [
        ("agent", "I'll ring you on Monday", True)
    ]


def test_a_call_without_promises_has_an_empty_ledger():
    assert made("agent: Good morning.", "customer: Hello.") == ()


words = st.text(min_size=1, max_size=30).filter(str.strip)
cues = st.lists(st.tuples(words, st.sampled_from(["agent", "company", "Karen"]), words), max_size=6)


@settings(deadline=None)
@given(cues)
def test_every_step_is_in_the_ledger_once(rows):
    turn = turn_from_text(0, "a", "agent", "I will")
    said = tuple(
        Cue("next_step", 0, n, n + 0.5, text, "Said so.", 0.9, details=(("owner", who), ("action", what)))
        for n, (text, who, what) in enumerate(rows)
    )
    found = ledger((turn,), said)
    named = [name for one in found for name in (one.cue_id, *one.again)]
    assert sorted(named) == sorted(cue.id for cue in said)
    assert [one.start for one in found] == sorted(one.start for one in found)
