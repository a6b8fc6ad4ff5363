"""Cues that a turn's label tells of, beside what rules found."""

from __future__ import annotations

from observe.annotation import Cue, turns_from_text
from observe.cues import CUE_NAMES
from observe.cues.shared.labelled import CHECKED, HEARD, labelled_cues, thresholds
from observe.meaning import Labelled

[TURN] = turns_from_text([("agent", "agent", "Right. Tell me when it began, will you.")])
RULED = Cue("empathy", 0, TURN.start, TURN.end, TURN.text, "A rule.", 0.9)


def heard(name, probability, ruled=()):
    return [*labelled_cues([TURN], {0: {name: Labelled(probability, 1, 8)}}, ruled)]


def test_every_cue_heard_by_label_is_a_cue_and_has_a_threshold():
    assert set(HEARD) <= set(CUE_NAMES) & set(thresholds())
    assert set(CHECKED) <= set(HEARD)


def test_a_likely_label_is_a_cue_quoted_by_its_clause():
    [cue] = heard("options", 0.9)
    assert (cue.cue, cue.quote, cue.confidence) == (
        "options",
        "Tell me when it began, will you.",
        0.9,
    )
    assert cue.start == TURN.words[1].start
    assert "“Tell me when it began, will you”" in cue.because


def test_an_unlikely_label_is_none():
    assert heard("options", thresholds()["options"] - 0.01) == []


def test_what_a_rule_found_in_the_turn_stays_and_is_not_doubled():
    assert heard("empathy", 0.99, [RULED]) == [RULED]
    assert heard("empathy", 0.0, [RULED]) == [RULED]


def test_a_rules_find_is_dropped_where_a_checked_label_is_far_from_likely():
    closing = Cue("closing_check", 0, TURN.start, TURN.end, TURN.text, "A rule.", 0.9)
    assert heard("closing_check", 0.0, [closing]) == []
    assert heard("closing_check", 0.99, [closing]) == [closing]


def test_where_nothing_was_labelled_the_rules_stand():
    assert [*labelled_cues([TURN], {}, [RULED])] == [RULED]
