"""Decisions stay on their moments, and are flagged where the words under them moved."""

from __future__ import annotations

import re

import pytest

from observe.assessment import Mark, Moment
from observe.corrections import (
    CorrectWords,
    MergeSpeakers,
    Reassign,
    SetRole,
    SplitTurn,
    apply,
    attached,
    changed,
    look_again,
)
from observe.observation import Finding

#: “Thank you, Mrs Cooker.”, as the agent says it.
HEARD = Moment(8.0, 10.0, "Thank you, Mrs Cooker.", "thanks@8.000")
SAID_BY_ANOTHER = "was the agent .* now it is the customer"

CASES = [
    ("nothing", [], "attached", ""),
    ("another turn", [CorrectWords(15.0, 15.5, "B", "Goodbye.", "Bye.")], "attached", ""),
    ("a split inside it", [SplitTurn(9.0, "A")], "attached", ""),
    ("the other voice named", [MergeSpeakers("C", "A")], "attached", ""),
    ("its case alone", [CorrectWords(9.5, 10.0, "A", "Cooker.", "COOKER")], "attached", ""),
    ("its words", [CorrectWords(9.5, 10.0, "A", "Cooker.", "Cooper.")], "reads_otherwise", "read otherwise"),
    ("words taken out", [CorrectWords(8.0, 9.0, "A", "Thank you,", "")], "reads_otherwise", "read otherwise"),
    (
        "said by the customer",
        [Reassign(8.0, 11.0, "A", "B")],
        "gone",
        "was the agent .* now it is the customer",
    ),
    (
        "roles swapped",
        [SetRole("A", "customer"), SetRole("B", "agent")],
        "gone",
        "was the agent .* now it is the customer",
    ),
    (
        "nothing said at all",
        [CorrectWords(8.0, 11.0, "A", "Thank you, Mrs Cooker. Yes please.", "")],
        "gone",
        "Nobody speaks there",
    ),
]


@pytest.mark.parametrize(("what", "edits", "state", "because"), CASES, ids=[case[0] for case in CASES])
def test_a_moment_is_found_again_or_flagged(call, what, edits, state, because):
    now = apply(call.turns, (), (), edits).turns
    found = attached(HEARD, now, call.turns)
    assert found.state == state
    assert found.look_again == (state != "attached")
    assert re.search(because, found.because)
    assert found.before == HEARD.quote


def test_a_moment_that_reads_otherwise_says_how_it_read_and_reads_now(call):
    now = apply(call.turns, (), (), [CorrectWords(9.5, 10.0, "A", "Cooker.", "Cooper.")]).turns
    found = attached(HEARD, now)
    assert (found.before, found.after) == ("Thank you, Mrs Cooker.", "Thank you, Mrs Cooper.")


def test_without_the_turns_of_that_day_only_the_words_can_be_compared(call):
    now = apply(call.turns, (), (), [Reassign(8.0, 11.0, "A", "B")]).turns
    assert attached(HEARD, now).state == "attached"


def test_a_moment_in_which_nobody_speaks_stays_unless_somebody_does_now(call):
    silence = Moment(13.6, 14.9, "")
    assert attached(silence, call.turns, call.turns).state == "attached"
    assert attached(Moment(8.0, 9.0, ""), call.turns, call.turns).state == "attached"


def test_a_moment_that_two_people_share_is_compared_by_all_that_is_said_in_it(call):
    both = Moment(10.0, 11.5, "Yes please. I")
    assert attached(both, call.turns, call.turns).state == "attached"


def test_a_decision_is_flagged_by_its_evidence_and_by_what_was_struck(call):
    other = Moment(15.0, 15.5, "Goodbye.")
    mark = Mark("point", "met", "heard", evidence=(HEARD,), struck=(other,))
    assert look_again(mark, call.turns, call.turns) == ()
    now = apply(call.turns, (), (), [CorrectWords(15.0, 15.5, "B", "Goodbye.", "Good boy.")]).turns
    assert [one.moment for one in look_again(mark, now, call.turns)] == [other]


def test_suggestions_with_another_outcome_are_listed_and_no_others():
    def finding(criterion, outcome):
        return Finding("unit", criterion, outcome, (), "Because.")

    before = [finding("a", "shown"), finding("b", "no_opportunity"), finding("c", "shown")]
    after = [finding("a", "shown"), finding("b", "opportunity_missed"), finding("d", "shown")]
    listed = [(one.criterion, one.before, one.after) for one in changed(before, after)]
    assert listed == [("b", "no_opportunity", "opportunity_missed"), ("c", "shown", None), ("d", None, "shown")]
