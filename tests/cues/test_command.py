"""``observe cues``: lines in, a line a cue out, whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from observe.cli.cues import cues
from observe.cli.mark import mark
from observe.cues import CUE_NAMES
from observe.errors import StoreUnusable, TranscriptInvalid

CALL = (
    ("customer", "Hello, my name is Ida Marsh and I was charged twice."),
    ("agent", "So you were charged twice, Mrs Marsh."),
    ("agent", "I do apologise for that. I'll refund it by Friday."),
)
KEYS = {"dialogue", "turn", "cue", "confidence", "quote", "because", "refers_to", "details"}


def transcript(folder, call=CALL, dialogue="call_1", first=10):
    path = folder / "call.jsonl"
    rows = [
        {"dialogue": dialogue, "turn": first + 5 * n, "speaker": speaker, "text": text}
        for n, (speaker, text) in enumerate(call)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def run(path, out):
    result = CliRunner().invoke(cues, [str(path), "--out", str(out)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.output


DUTCH = (
    ("agent", "Goedemorgen, hoe kan ik u helpen? Sorry voor het wachten."),
    ("customer", "Mijn rekening is fout en ik ben niet tevreden."),
    ("agent", "Sorry, dat is onze fout. We will kijken. Is er nog iets anders?"),
)


def test_of_a_call_in_another_language_no_cue_is_told_and_the_user_learns_why(tmp_path):
    said = run(transcript(tmp_path, DUTCH, "dutch"), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text("utf-8") == ""
    assert said == (
        "observe: cues: the dialogue dutch does not read like English; cues are for English, "
        "so nothing is suggested for it\n"
    )


def test_a_line_in_another_language_has_no_cues_and_costs_the_others_none(tmp_path):
    prompt = ("agent", "Sorry, para continuar en español, por favor, marque el número dos.")
    run(transcript(tmp_path, (prompt, *CALL)), tmp_path / "out.jsonl")
    found = [json.loads(row) for row in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert {row["turn"] for row in found} == {10 + 5 * n for n in (1, 2, 3)}


def test_cues_are_numbered_as_the_input_numbers_its_turns(tmp_path):
    run(transcript(tmp_path), tmp_path / "out.jsonl")
    found = [json.loads(row) for row in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert all(set(row) == KEYS for row in found)
    assert all(row["cue"] in CUE_NAMES for row in found)
    by_name = {row["cue"]: row for row in found}
    assert {"paraphrase", "customer_name", "apology", "next_step"} <= set(by_name)
    assert (by_name["paraphrase"]["turn"], by_name["paraphrase"]["refers_to"]) == (15, 10)
    assert by_name["next_step"]["quote"] == "I'll refund it by Friday."
    assert by_name["apology"]["refers_to"] is None
    assert all(0 <= row["confidence"] <= 1 for row in found)


def test_a_dash_prints_and_a_file_holds_the_same(tmp_path):
    path = transcript(tmp_path)
    run(path, tmp_path / "out.jsonl")
    assert run(path, "-") == (tmp_path / "out.jsonl").read_text("utf-8")


def test_without_known_roles_every_speaker_is_listened_to(tmp_path):
    path = transcript(tmp_path, [("A", "I'm so sorry about that."), ("B", "I'm so sorry about that.")])
    found = [json.loads(row) for row in run(path, "-").splitlines()]
    assert [row["turn"] for row in found if row["cue"] == "apology"] == [10, 15]


def test_an_empty_transcript_gives_an_empty_file(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.touch()
    run(path, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text("utf-8") == ""


def test_a_bad_line_leaves_an_older_result_as_it_was(tmp_path):
    path, out = transcript(tmp_path), tmp_path / "out.jsonl"
    out.write_text("older\n", "utf-8")
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    with pytest.raises(TranscriptInvalid, match=r"call\.jsonl:4"):
        run(path, out)
    assert out.read_text("utf-8") == "older\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["call.jsonl", "out.jsonl"]


def test_a_folder_that_is_not_there_is_a_fault_with_a_hint(tmp_path):
    with pytest.raises(StoreUnusable, match="--out"):
        run(transcript(tmp_path), tmp_path / "none" / "out.jsonl")


def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path):
    run(transcript(tmp_path), tmp_path / "out.jsonl")
    (tmp_path / "plain").touch()
    assert os.stat(tmp_path / "out.jsonl").st_mode == os.stat(tmp_path / "plain").st_mode


def test_the_command_line_answers_a_bad_line_with_one_line_and_status_1(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text("nonsense\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "observe", "cues", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "bad.jsonl:1" in done.stderr


@pytest.mark.parametrize(
    ("agent", "customer"),
    [
        ("Operator", "Caller"),
        ("ADVISER:", "CLIENT:"),
        ("Agent 1", "Customer 1"),
        ("call_handler", "patient"),
        ("Customer Service Representative", "Member"),
        ("[rep]", "Anna"),
    ],
)
def test_usual_words_for_the_two_parties_are_known(tmp_path, agent, customer):
    """No apology or thanks is credited to a caller, nor anger to an operator, whatever the two are called."""
    call = (
        (agent, "Good morning, Larch Insurance, how can I help?"),
        (customer, "You charged me twice and I am really angry."),
        (agent, "I am very sorry about that mistake. I will refund it today."),
        (customer, "Thank you, I am sorry for shouting."),
    )
    run(transcript(tmp_path, call), tmp_path / "out.jsonl")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    by_turn = {turn: {row["cue"] for row in found if row["turn"] == turn} for turn in (10, 15, 20, 25)}
    assert {"dissatisfaction", "problem_told"} <= by_turn[15]
    assert not by_turn[15] & {"empathy", "paraphrase"}
    assert {"apology", "next_step"} <= by_turn[20]
    assert not by_turn[25] & {"apology", "thanks"}


def test_labels_that_may_be_either_leave_the_roles_open(tmp_path):
    """Two first names say nothing of who is who, so that cues are sought on the lines of both."""
    call = (("Anna", "I am sorry about that mistake."), ("Ben", "I am very sorry for shouting."))
    run(transcript(tmp_path, call), tmp_path / "out.jsonl")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert {row["turn"] for row in found if row["cue"] == "apology"} == {10, 15}


def test_of_a_call_in_another_language_no_outcome_is_suggested(tmp_path):
    out = tmp_path / "findings.jsonl"
    result = CliRunner().invoke(
        mark, [str(transcript(tmp_path, DUTCH, "dutch")), "--cues", "rules", "--out", str(out)]
    )
    assert result.exit_code == 0
    assert out.read_text("utf-8") == ""
    assert result.output.startswith("observe: marking: the dialogue dutch does not read like English")
