"""Cues against labels: counts by hand, who is listened to, edges, and agreement with the scorer outside."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from observe.errors import DocumentInvalid, UsageError
from observe.evaluate.cues import AskedLine, CueCounts, by_dialogue, judge, score, total
from observe.evaluate.labels import Detected, Labelled, read_detected, read_labelled

SHARED = Path(__file__).resolve().parents[3] / "shared"
GIVEN = SHARED / "tools" / "score_cues.py"


def row(turn, labels=(), speaker="agent", **other):
    return {"dialogue": "call", "turn": turn, "speaker": speaker, "text": "…", "labels": list(labels), **other}


def scored(rows, found):
    reference = read_labelled("\n".join(map(json.dumps, rows)))
    return score(reference, [Detected("call", turn, cue) for turn, cue in found])


def test_counts_by_hand():
    rows = [
        row(turn, labels, annotated=["apology"])
        for turn, labels in enumerate([["apology"], ["apology"], [], []])
    ]
    (counts,) = scored(rows, [(0, "apology"), (2, "apology"), (0, "apology"), (3, "thanks")]).values()
    assert counts == CueCounts(right=1, wrong=1, missed=1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)


def test_what_was_heard_and_found_alike_scores_one():
    rows = [row(0, ["apology", "thanks"], source="swda_1"), row(1, source="swda_1")]
    counts = scored(rows, [(0, "apology"), (0, "thanks")])
    assert [counts[cue].f1 for cue in ("apology", "thanks")] == [1.0, 1.0]


def test_where_one_kind_was_listened_for_finds_of_another_kind_are_neither_right_nor_wrong():
    reference = [*read_labelled("\n".join(json.dumps(row(turn, [], source="bt_oasis")) for turn in range(3)))]
    kinds = ("repeat", "check", None)
    found = [Detected("call", turn, "clarifying_question", kind=kind) for turn, kind in enumerate(kinds)]
    assert score(reference, found)["clarifying_question"] == CueCounts(wrong=1)


def test_the_kind_of_a_find_is_read_from_its_details():
    rows = [row(0, cue="thanks"), row(1, cue="clarifying_question", details={"kind": "repeat"})]
    assert [one.kind for one in read_detected("\n".join(map(json.dumps, rows)))] == [None, "repeat"]


def test_a_cue_nobody_listened_for_is_neither_right_nor_wrong():
    assert "apology" not in scored([row(0, source="epitome")], [(0, "apology")])


@pytest.mark.parametrize(
    ("cue", "speaker", "counts"),
    [
        ("apology", "agent", True),
        ("apology", "customer", False),
        ("apology", "B", True),
        ("dissatisfaction", "agent", False),
        ("dissatisfaction", "customer", True),
    ],
)
def test_only_the_right_partys_lines_count(cue, speaker, counts):
    rows = [row(0, [cue], speaker, annotated=[cue]), row(1, [], "A", annotated=[cue])]
    assert scored(rows, [])[cue].missed == int(counts)


def test_labels_of_the_corpora_are_taken_for_cues():
    rows = [row(0, ["echo", "hold", "name_use"], source="bt_oasis")]
    counts = scored(rows, [(0, "read_back"), (0, "hold_notice"), (0, "customer_name")])
    assert {cue for cue, one in counts.items() if one.right} == {"read_back", "hold_notice", "customer_name"}


def test_a_line_that_left_the_annotator_in_doubt_is_passed_over():
    rows = [row(0, ["name_mention"], annotated=["customer_name", "apology"])]
    assert set(scored(rows, [(0, "customer_name")])) == {"apology"}


@pytest.mark.parametrize(
    ("counts", "rates"),
    [
        (CueCounts(), (None, None, None)),
        (CueCounts(wrong=2), (0.0, None, 0.0)),
        (CueCounts(missed=2), (None, 0.0, 0.0)),
        (CueCounts(right=3), (1.0, 1.0, 1.0)),
    ],
)
def test_rates_of_nothing_are_none(counts, rates):
    assert (counts.precision, counts.recall, counts.f1) == rates


def test_a_line_is_as_sure_as_the_surest_cue_in_it():
    line = Labelled("call", 0, frozenset({"apology"}), frozenset({"apology", "thanks"}))
    found = [Detected("call", 0, "apology", sure) for sure in (None, 0.4, 0.8, 0.6)]
    assert judge([line], found) == (
        AskedLine("call", 0, "apology", heard=True, found=True, confidence=0.8),
        AskedLine("call", 0, "thanks", heard=False, found=False),
    )


def test_counts_are_kept_apart_by_dialogue_and_add_up_to_the_score():
    lines = [Labelled(f"call {n % 3}", n, frozenset({"thanks"}), frozenset({"thanks"})) for n in range(7)]
    found = [Detected(line.dialogue, line.turn, "thanks") for line in lines[:4]]
    dialogues = by_dialogue(judge(lines, found))["thanks"]
    assert dialogues == {
        "call 0": CueCounts(2, 0, 1),
        "call 1": CueCounts(1, 0, 1),
        "call 2": CueCounts(1, 0, 1),
    }
    assert {"thanks": total(dialogues.values())} == score(lines, found)


def test_counts_add_up():
    assert CueCounts(1, 2, 3) + CueCounts(4, 5, 6) == CueCounts(5, 7, 9)


def test_nonsense_counts_are_refused():
    with pytest.raises(UsageError, match="cannot be below 0"):
        CueCounts(-1)


@pytest.mark.parametrize("lines", [[], [row(0, ["apology"])], [row(0, ["apology"], source="unheard of")]])
def test_a_reference_that_says_nothing_is_refused(lines):
    with pytest.raises(UsageError, match="no line of the reference says"):
        scored(lines, [(0, "apology")])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2 is not JSON"),
        ("3", "line 2 is '3'; expected a JSON object"),
        ('{"dialogue": 1.5, "turn": 0, "labels": []}', "line 2 has dialogue 1.5"),
        ('{"dialogue": "d", "turn": "0", "labels": []}', "line 2 has turn '0'"),
        ('{"dialogue": "d", "turn": 0}', "line 2 has labels None"),
        ('{"dialogue": "d", "turn": 0, "labels": [], "annotated": ["joy"]}', "there is no such cue"),
    ],
)
def test_a_malformed_reference_names_the_line(line, complaint):
    with pytest.raises(DocumentInvalid, match=re.escape(complaint)):
        list(read_labelled(f"{json.dumps(row(0, annotated=['apology']))}\n{line}\n"))


def test_a_malformed_hypothesis_names_the_line():
    with pytest.raises(DocumentInvalid, match="line 1 has cue None"):
        list(read_detected('{"dialogue": "d", "turn": 0}'))


@pytest.mark.parametrize("confidence", ['"high"', "1.5", "-0.1", "true", "NaN"])
def test_a_confidence_that_is_none_names_the_line(confidence):
    with pytest.raises(DocumentInvalid, match=r"line 1 has confidence .*; expected a number from 0 to 1"):
        list(read_detected(f'{{"dialogue": "d", "turn": 0, "cue": "thanks", "confidence": {confidence}}}'))


def test_lines_are_read_whole():
    (line,) = read_labelled(json.dumps(row(3, ["apology"], annotated=["apology", "thanks"])))
    assert line == Labelled("call", 3, frozenset({"apology"}), frozenset({"apology", "thanks"}))


@pytest.mark.skipif(not GIVEN.is_file(), reason="the scorer outside the project is not beside this checkout")
@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_the_given_scorer_says_on_random_labels(tmp_path, seed):
    draw = random.Random(seed)
    sources = ["bt_oasis", "annomi", "mrda", "mrda_rare", "swda_rare_2", "epitome", "uss", "abcd_x", "nobody"]
    labels = [
        "paraphrase",
        "question",
        "name_use",
        "name_mention",
        "apology",
        "thanks",
        "echo",
        "hold",
        "empathy",
    ]
    labels += ["dissatisfaction", "closing_confirmation", "next_step", "clarifying_question", "offer", "noise"]
    reference = [
        row(
            turn % 190,  # some lines twice
            draw.sample(labels, draw.randrange(4)),
            draw.choice(["agent", "customer", "A"]),
            source=draw.choice(sources),
        )
        for turn in range(200)
    ]
    cues = [
        "paraphrase",
        "question",
        "customer_name",
        "apology",
        "thanks",
        "read_back",
        "dissatisfaction",
        "offer",
        "clarifying_question",
    ]
    for line in reference:
        if line["source"] == "bt_oasis" and "clarifying_question" in line["labels"]:
            line["labels"].append("repeat_request")  # as that corpus labels it, always both
    kinds = [{}, {"details": {"kind": "repeat"}}, {"details": {"kind": "check"}}]
    hypothesis = [
        {"dialogue": "call", "turn": draw.randrange(200), "cue": draw.choice(cues), **draw.choice(kinds)}
        for _ in range(300)
    ]
    agree_on(tmp_path, reference, hypothesis)


@pytest.mark.skipif(
    not (SHARED / "data" / "cues").is_dir(), reason="the labelled data is not beside this checkout"
)
@pytest.mark.parametrize(
    "name", ["oasis", "annomi", "mrda", "mrda_rare", "maptask", "epitome", "service_smoke"]
)
def test_it_is_what_the_given_scorer_says_on_real_labels(tmp_path, name):
    text = (SHARED / "data" / "cues" / f"{name}.jsonl").read_text("utf-8")
    reference = [json.loads(line) for line in text.split("\n") if line.strip()]
    draw = random.Random(name)
    cues = sorted({cue for line in read_labelled(text) for cue in line.asked})
    hypothesis = [
        {"dialogue": one["dialogue"], "turn": one["turn"], "cue": draw.choice(cues)}
        for one in draw.choices(reference, k=len(reference) // 2)
    ]
    agree_on(tmp_path, reference, hypothesis)


def agree_on(tmp_path, reference, hypothesis):
    paths = tmp_path / "reference.jsonl", tmp_path / "hypothesis.jsonl"
    for path, rows in zip(paths, (reference, hypothesis), strict=True):
        path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    given = subprocess.run([sys.executable, GIVEN, *paths], capture_output=True, text=True, check=True).stdout
    pattern = r"^(\w+) +n= *(\d+)  P=([\d.]+) R=([\d.]+) F1=([\d.]+)$"
    expected = {cue: rates for cue, *rates in re.findall(pattern, given, re.MULTILINE)}
    assert expected
    counts = score(read_labelled(paths[0].read_text("utf-8")), read_detected(paths[1].read_text("utf-8")))
    found = {
        # It prints 0 where there is no rate.
        cue: [str(one.labelled), *(f"{rate or 0:.3f}" for rate in (one.precision, one.recall, one.f1))]
        for cue, one in counts.items()
        if one.labelled
    }
    assert found == expected
