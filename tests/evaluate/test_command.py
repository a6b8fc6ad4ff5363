"""``observe score`` reads what people have, prints counts beside rates, and says what is wrong with a file."""

import json
import re

import pytest
from click.testing import CliRunner

from observe.cli.score import score
from observe.errors import DocumentInvalid, UsageError

STM = """\
;; two people
call 1 B 2.0 3.0 <o,f0,male> Hello there.
call 1 A 0.5 1.5 Good morning!
call 1 A 4.0 5.0 IGNORE_TIME_SEGMENT_IN_SCORING
"""
TURNS = {"turns": [{"text": "Good morning."}, {"text": "Hello, dear."}]}
RTTM = "SPEAKER call 1 0.0 4.0 <NA> <NA> A <NA> <NA>\nSPEAKER call 1 4.0 6.0 <NA> <NA> B <NA> <NA>\n"


@pytest.fixture
def run(tmp_path):
    def run(kind, reference, hypothesis, *options):
        paths = []
        for side, (name, content) in (("reference", reference), ("hypothesis", hypothesis)):
            path = tmp_path / side / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        result = CliRunner().invoke(score, [kind, *paths, *options], standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.stdout

    return run


def test_words_of_stm_against_turns(run):
    said = run("words", ("call.stm", STM), ("call.observation.json", json.dumps(TURNS)))
    assert said == "WER 0.250  words 4  hits 3  substitutions 1  insertions 0  deletions 0\n"


def test_words_of_plain_text_as_json(run):
    said = run("words", ("a.txt", "Good morning"), ("b.txt", "good morning you"), "--json")
    assert json.loads(said) == {
        "wer": 0.5,
        "reference_words": 2,
        "hits": 2,
        "substitutions": 0,
        "insertions": 1,
        "deletions": 0,
    }


def test_words_without_a_reference_have_no_rate(run):
    assert json.loads(run("words", ("a.txt", ""), ("b.txt", "hello"), "--json"))["wer"] is None
    assert "WER   –" in run("words", ("a.txt", ""), ("b.txt", "hello"))


def test_speakers_show_their_components(run):
    heard = RTTM.replace("4.0 6.0", "4.0 5.0").replace("call", "call_8k")
    said = run("speakers", ("call.rttm", RTTM), ("call.rttm", heard))
    assert said == (
        "call   DER 0.100  JER 0.083  speech 10.00 s  missed 1.00 s  false alarm 0.00 s  confusion 0.00 s\n"
    )


def test_speakers_of_several_recordings_have_a_total(run):
    both = RTTM + RTTM.replace("call", "other")
    said = json.loads(run("speakers", ("r.rttm", both), ("h.rttm", RTTM), "--json"))
    assert [said["files"]["call"]["der"], said["files"]["other"]["der"], said["total"]["der"]] == [
        0.0,
        1.0,
        0.5,
    ]
    assert "TOTAL  DER 0.500" in run("speakers", ("r.rttm", both), ("h.rttm", RTTM))


def test_speakers_where_nobody_was_heard(run):
    assert "DER 1.000" in run("speakers", ("r.rttm", RTTM), ("h.rttm", ""))


def test_cues_by_name(run):
    labelled = '{"dialogue": "d", "turn": 0, "speaker": "agent", "labels": ["apology"], "source": "swda"}'
    found = '{"dialogue": "d", "turn": 0, "cue": "apology", "confidence": 0.9}'
    said = json.loads(run("cues", ("r.jsonl", labelled), ("h.jsonl", found), "--json"))
    assert said["apology"]["f1"] == 1.0
    assert said["thanks"] == {
        "precision": None,
        "recall": None,
        "f1": None,
        "labelled": 0,
        "right": 0,
        "wrong": 0,
        "missed": 0,
        "dialogues": 1,
    }
    line = run("cues", ("r.jsonl", labelled), ("h.jsonl", found)).splitlines()[0]
    assert line.startswith("apology               labelled     1  P 1.000  R 1.000  F1 1.000")


LABELLED = "\n".join(
    json.dumps(
        {"dialogue": f"d{n}", "turn": 0, "speaker": "agent", "labels": ["thanks"], "annotated": ["thanks"]}
    )
    for n in range(20)
)
THANKED = "\n".join(
    json.dumps({"dialogue": f"d{n}", "turn": 0, "cue": "thanks", "confidence": 0.9}) for n in range(15)
)


def test_cues_with_the_interval_that_holds_f1(run):
    files = ("r.jsonl", LABELLED), ("h.jsonl", THANKED)
    row = json.loads(run("cues", *files, "--interval", "--json"))["thanks"]
    low, high = row["f1_interval"]
    assert 0.5 < low < row["f1"] < high < 1.0
    assert f"F1 {row['f1']:.3f}  95 % {low:.3f} to {high:.3f}  right 15" in run("cues", *files, "--interval")


def test_of_too_few_dialogues_no_interval_is_claimed(run):
    files = ("r.jsonl", LABELLED.splitlines()[0]), ("h.jsonl", THANKED.splitlines()[0])
    assert json.loads(run("cues", *files, "--interval", "--json"))["thanks"]["f1_interval"] is None
    assert "too few for an interval" in run("cues", *files, "--interval")


def test_cues_with_what_their_confidence_is_worth(run):
    files = ("r.jsonl", LABELLED), ("h.jsonl", THANKED)
    table = json.loads(run("cues", *files, "--reliability", "--json"))["thanks"]["reliability"]
    assert table["expected_calibration_error"] == pytest.approx(0.1)
    assert [one["share_right"] for one in table["bins"]] == [None] * 9 + [1.0]
    said = run("cues", *files, "--reliability")
    assert "confidence 0.9 to 1.0  found    15  mean 0.900  real 1.000" in said
    assert "expected calibration error 0.100" in said


def test_what_has_no_confidence_has_no_reliability(run):
    found = '{"dialogue": "d0", "turn": 0, "cue": "thanks"}'
    with pytest.raises(UsageError, match="has no confidence for any cue"):
        run("cues", ("r.jsonl", LABELLED), ("h.jsonl", found), "--reliability")


@pytest.mark.parametrize(
    ("kind", "name", "content", "complaint"),
    [
        ("words", "r.stm", "call 1 A zero 1.0 hello", "r.stm line 1 .* is not a line of STM"),
        ("words", "r.stm", "a 1 A 0 1 hi\nb 1 A 0 1 hi", "r.stm is of 2 recordings"),
        ("words", "r.json", "[]", "r.json has no list of turns"),
        ("words", "r.json", "{", "r.json is not JSON"),
        ("words", "r.txt", b"\xff\xfe\x00", "is not text in UTF-8"),
        ("speakers", "r.rttm", "rubbish", "r.rttm: line 1 .* is not a line of RTTM"),
        ("cues", "r.jsonl", "rubbish", "r.jsonl: line 1 is not JSON"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(run, kind, name, content, complaint):
    with pytest.raises(DocumentInvalid, match=complaint):
        run(kind, (name, content), ("h.txt", "hello"))


def test_every_subcommand_has_help():
    for name, command in score.commands.items():
        assert re.search("Files: ", command.help), name
