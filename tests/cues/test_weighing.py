"""Rule and trained part, weighed: what is called a cue, what it quotes, how sure it is."""

import math

import pytest

from observe.annotation import turn_from_text
from observe.cues import Context, find
from observe.cues.shared.weighing import FEATURES, Decision, evidence_for, shipped
from observe.meaning import HEADS, JudgedStretch, Judgements

TURNS = (
    turn_from_text(0, "c", "customer", "They took the money two times."),
    turn_from_text(1, "a", "agent", "Okay. You were charged twice. What date was it?", start=5.0),
)


def decision(threshold=0.5, alone=0.5, **weights):
    return Decision(0.0, tuple(weights.get(feature, 0.0) for feature in FEATURES), threshold, alone)


def logits(**given):
    return tuple(given.get(head, 0.0) for head in HEADS)


def paraphrases(judged, decided, turns=TURNS):
    context = Context(timed=False, judged=judged, decisions=dict.fromkeys([*HEADS], decided))
    return [cue for cue in find(turns, context) if cue.cue == "paraphrase"]


def stretch(*parts, **given):
    return Judgements({1: (JudgedStretch(0, 9, logits(**given), parts),)}, punctuated=True)


def test_without_judgements_the_rule_decides_alone():
    [cue] = [cue for cue in find(TURNS, Context(timed=False)) if cue.cue == "paraphrase"]
    assert cue.confidence == 0.5


def test_a_rules_cue_is_kept_with_the_weighed_confidence():
    [cue] = paraphrases(stretch(paraphrase=2.0), decision(paraphrase=1.0))
    assert cue.quote == "You were charged twice."
    assert cue.confidence == pytest.approx(1 / (1 + math.exp(-2.0)))


def test_a_rules_cue_is_dropped_where_the_trained_part_says_no():
    assert paraphrases(stretch(paraphrase=-3.0), decision(paraphrase=1.0)) == []


def test_what_no_rule_found_quotes_the_sentence_that_means_it_most():
    turns = (TURNS[0], turn_from_text(1, "a", "agent", "Okay. Twice it went out. What date was it?", start=5.0))
    parts = (
        JudgedStretch(0, 1, logits()),
        JudgedStretch(1, 5, logits(paraphrase=4.0)),
        JudgedStretch(5, 9, logits(paraphrase=-1.0)),
    )
    [cue] = paraphrases(stretch(*parts, paraphrase=3.0), decision(paraphrase=1.0), turns)
    assert cue.quote == "Twice it went out."
    assert cue.refers_to == 0
    assert "“Twice it went out”" in cue.because


def test_what_no_rule_found_may_have_to_be_surer():
    turns = (TURNS[0], turn_from_text(1, "a", "agent", "Okay. Twice it went out. What date was it?", start=5.0))
    assert paraphrases(stretch(paraphrase=0.5), decision(alone=0.7, paraphrase=1.0), turns) == []
    assert paraphrases(stretch(paraphrase=1.0), decision(alone=0.7, paraphrase=1.0), turns)


def test_a_turn_that_was_not_judged_carries_no_such_cue():
    assert paraphrases(Judgements({}, punctuated=True), decision(paraphrase=1.0)) == []


def test_a_logit_beyond_the_bound_says_no_more_than_the_bound():
    [near] = evidence_for(TURNS, stretch(paraphrase=6.0), ())
    [far] = evidence_for(TURNS, stretch(paraphrase=60.0), ())
    assert near.features == far.features


def test_a_question_mark_at_the_end_is_a_feature():
    [one] = evidence_for(TURNS, stretch(), ())
    features = dict(zip(FEATURES, one.features, strict=True))
    assert (features["asked"], features["unasked"], features["punctuated"]) == (1.0, 0.0, 1.0)


def test_every_decision_that_ships_is_whole():
    assert set(shipped()) <= set(HEADS)
    for one in shipped().values():
        assert 0.05 <= one.threshold <= one.alone <= 0.9
        assert len(one.weights) == len(FEATURES)
