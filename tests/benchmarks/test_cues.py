"""The cue benchmark on dialogues written for it: what it counts, and on which lines."""

import json

import pytest

from benchmarks import cues, floor
from benchmarks.corpora import CORPORA, lines, talks, unseen
from benchmarks.evaluations import RULES, evaluations
from observe.cues import CUE_NAMES
from observe.evaluate.cues import AskedLine, CueCounts
from observe.io.transcript import dialogues


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Writes a data set's lines where the benchmark looks for them."""
    monkeypatch.setenv("OBSERVE_SHARED", str(tmp_path))
    caches = (lines, talks, cues.judged, cues.keywords, cues.measured, cues.keyword_f1)

    def forget():
        for cached in caches:
            cached.cache_clear()

    def write(name, source, said):
        rows = [
            {
                "dialogue": "call",
                "turn": turn,
                "speaker": speaker,
                "text": text,
                "labels": labels,
                "source": source,
            }
            for turn, (speaker, text, *labels) in enumerate(said)
        ]
        path = tmp_path / "data" / "cues" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        forget()

    yield write
    forget()


def counted(judged):
    return {cue: one.whole for cue, one in cues.figures(judged).items()}


def test_what_the_rules_find_is_held_beside_the_labels(corpus):
    said = [
        ("agent", "I do apologise for the delay.", "apology"),
        ("customer", "I am so sorry to trouble you.", "apology"),
        ("agent", "Thank you for waiting.", "apology"),
    ]
    corpus("oasis", "bt_oasis", said)
    assert counted(cues.judged(RULES, "oasis"))["apology"] == CueCounts(right=1, missed=1)


def test_of_the_calls_to_operators_only_requests_to_repeat_are_scored(corpus):
    said = [
        ("customer", "it is the second of the two bills", "next_step"),
        ("agent", "sorry could you say that again please", "clarifying_question"),
        ("customer", "the second bill"),
        ("agent", "do you mean the one from march"),
    ]
    corpus("oasis", "bt_oasis", said)
    assert counted(cues.judged(RULES, "oasis"))["clarifying_question"] == CueCounts(right=1)


def test_the_floor_finds_a_word_wherever_it_stands(corpus):
    corpus("oasis", "bt_oasis", [("agent", "Sorry?"), ("agent", "A sorryish tale", "apology")])
    assert counted(cues.keywords("oasis"))["apology"] == CueCounts(wrong=1, missed=1)


def test_the_floor_knows_a_question_mark():
    (talk,) = dialogues([json.dumps({"dialogue": 1, "turn": 0, "speaker": "agent", "text": "Yours?"})])
    assert [one.cue for one in floor.found(talk)] == ["question"]


def test_the_floors_words_are_for_cues_there_are():
    assert set(floor.KEYWORDS) <= set(CUE_NAMES)


def test_figures_keep_the_unseen_half_apart():
    names = [f"call {n}" for n in range(40)]
    judged = [AskedLine(name, 0, "thanks", heard=True, found=unseen(name)) for name in names]
    one = cues.figures(judged)["thanks"]
    assert (one.new.recall, one.whole.labelled, one.dialogues) == (1.0, 40, 40)
    assert one.whole.right == one.new.labelled
    assert one.interval is not None


def test_a_cue_that_nobody_heard_has_no_figures():
    assert cues.figures([AskedLine("call", 0, "thanks", heard=False, found=True)]) == {}


def test_the_rules_come_first_and_the_fullest_last():
    assert evaluations()[0] is RULES
    assert len({one.name for one in evaluations()}) == len(evaluations())


def test_a_context_tells_no_name_that_the_data_know(corpus):
    said = json.dumps(
        {"dialogue": 1, "turn": 0, "speaker": "agent", "text": "Hello", "customer_name": "Ann Lee"}
    )
    (talk,) = dialogues([said])
    assert talk.context.customer_name == "Ann Lee"
    for evaluation in evaluations():
        assert evaluation.contexts(talk).customer_name is None


def test_every_data_set_says_what_its_labels_mean():
    assert all(corpus.what and corpus.labels and corpus.licence for corpus in CORPORA)
