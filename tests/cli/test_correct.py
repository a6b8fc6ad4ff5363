"""``observe correct``: each correction from the command line, its log and its undoing."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.conftest import Place

BASIS = ("--consent", "role-play")
BY = ("--by", "A. Tutor")


@pytest.fixture(scope="module")
def analysed(tmp_path_factory, fakes):
    """A folder with a call of four turns, analysed, to copy from."""
    folder = tmp_path_factory.mktemp("analysed")
    place = Place(folder / "here", folder / "data", folder / "documents")
    place.folder.mkdir()
    call = fakes.write_wav(place.folder / "call.wav", [fakes.party(None)])
    assert place.analyse(call, *BASIS, fake=True).status == 0
    return folder


@pytest.fixture
def stored(place, analysed):
    """A stored call of four turns: its number is 1."""
    shutil.copytree(analysed, place.folder.parent, dirs_exist_ok=True)
    return place


def turns(place, number):
    ran = place.run("export", number, "--format", "json")
    assert ran.status == 0, ran.err
    return json.loads(ran.out)["turns"]


def correct(place, *arguments):
    ran = place.run("correct", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def test_a_call_is_swapped_corrected_and_put_back_step_by_step(stored):
    before = turns(stored, 1)
    said = correct(stored, "swap", 1, *BY)
    assert said.startswith("1. Agent and customer swapped: ")
    assert said.endswith("stored as observation 2 (version 2)\n")
    assert [turn["role"] for turn in turns(stored, 2)] == ["customer", "agent", "customer", "agent"]
    word = before[1]["words"][0]
    said = correct(stored, "words", 2, word["start"], word["end"], "You", *BY)
    assert f"“{word['text']}” is now “You”" in said
    assert turns(stored, 3)[1]["text"].startswith("You ")
    assert correct(stored, "undo", 3, 1, "--by", "Someone Else").startswith("1. Agent and customer swapped")
    assert [turn["role"] for turn in turns(stored, 4)] == [turn["role"] for turn in before]
    log = correct(stored, "log", 4).splitlines()
    assert [line.partition(": ")[0] for line in log] == [
        "1. Agent and customer swapped",
        "2. Words corrected at 00:04",
    ]
    assert log[0].endswith("; taken back")
    assert turns(stored, 1) == before


def test_each_kind_of_correction_can_be_made(stored):
    first = turns(stored, 1)[0]
    middle = first["words"][3]["start"]
    correct(stored, "split", 1, middle, *BY)
    correct(stored, "join", 1, first["start"] + 0.1, *BY)
    correct(stored, "give", 1, first["start"], first["words"][1]["end"], "new", *BY)
    correct(stored, "merge", 1, "SPEAKER_02", first["speaker"], *BY)
    correct(stored, "role", 1, first["speaker"], "other", *BY)
    correct(stored, "rename", 1, first["speaker"], "Grace", *BY)
    said = correct(stored, "name", 1, "Martin Cooper", *BY)
    assert said.startswith("7. Customer’s name: now “Martin Cooper” (A. Tutor, ")
    assert len(correct(stored, "log", 1).splitlines()) == 7
    document = json.loads(stored.run("export", 8, "--format", "json").out)
    assert [edit["state"] for edit in document["edits"]] == ["counts"] * 7
    assert [turn["text"] for turn in document["turns"]] == [turn["text"] for turn in turns(stored, 1)]
    assert document["provenance"]["options"]["customer_name"] == "Martin Cooper"


def test_the_path_of_a_document_names_the_call_as_well(stored):
    path = stored.out / "call.observation.json"
    assert correct(stored, "log", path) == "nothing was corrected\n"
    assert "version 2" in correct(stored, "swap", path, *BY)


def test_minutes_and_seconds_are_read_as_players_show_them(stored):
    assert "at 00:04" in correct(stored, "words", 1, "0:04.4", "00:04.8", "You", *BY)


@pytest.mark.parametrize(
    ("arguments", "status", "found"),
    [
        (("swap", 7, *BY), 1, "no observation 7 is stored"),
        (("swap", "nosuch", *BY), 2, "neither a file nor the number"),
        (("swap", 1), 2, "Missing option '--by'"),
        (("words", 1, "1:x", "2", "hello", *BY), 2, "found the time '1:x'"),
        (("words", 1, "300", "301", "hello", *BY), 1, "found no word between 300.0 s and 301.0 s"),
        (("merge", 1, "SPEAKER_00", "SPEAKER_00", *BY), 2, "expected two voices to merge"),
        (("give", 1, "0", "1", "SPEAKER_09", *BY), 1, "expected one of SPEAKER_00, SPEAKER_01, or new"),
        (("role", 1, "SPEAKER_00", "boss", *BY), 2, "'boss' is not one of"),
        (("name", 1, "", *BY), 2, "changes nothing"),
        (("undo", 1, 5, *BY), 1, "no correction 5"),
    ],
)
def test_what_cannot_be_corrected_is_told_in_one_line(stored, arguments, status, found):
    ran = stored.run("correct", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert len(ran.err.splitlines()) == 1
    assert found in ran.err


def test_analysing_again_keeps_what_was_corrected_and_stores_nothing_where_nothing_is_new(stored, call):
    before = [turn["role"] for turn in turns(stored, 1)]
    correct(stored, "swap", 1, *BY)
    assert stored.analyse(call, *BASIS, fake=True).status == 0
    assert stored.run("export", 3, "--format", "json").status == 1
    assert stored.analyse(call, *BASIS, "--language", "cy", fake=True).status == 0
    written = json.loads((stored.out / "call.observation.json").read_text())
    other = {"agent": "customer", "customer": "agent"}
    assert [turn["role"] for turn in written["turns"]] == [other[role] for role in before]
    assert [edit["state"] for edit in written["edits"]] == ["counts"]
    assert [turn["role"] for turn in turns(stored, 3)] == before
    assert turns(stored, 4) == written["turns"]
