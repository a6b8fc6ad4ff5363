"""Text transcripts are read as dialogues, and what cannot be used is named by file and line."""

from __future__ import annotations

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from observe.errors import TranscriptInvalid
from observe.io.transcript import dialogues, read_dialogues


def line(dialogue="d", turn=0, speaker="agent", text="Hello", **more):
    return json.dumps({"dialogue": dialogue, "turn": turn, "speaker": speaker, "text": text, **more})


def test_lines_of_different_dialogues_may_alternate():
    found = list(dialogues([line("a", 3), line("b", 1, "customer"), line("a", 9, "customer", "Hi there")]))
    assert [(d.name, d.input_turns) for d in found] == [("a", (3, 9)), ("b", (1,))]
    assert [turn.index for turn in found[0].turns] == [0, 1]
    assert found[0].turns[1].start == found[0].turns[0].end


@pytest.mark.parametrize(
    ("speakers", "roles", "known"),
    [
        (("agent", "customer"), ("agent", "customer"), True),
        (("Agent", "CUSTOMER"), ("agent", "customer"), True),
        (("A", "B"), ("other", "other"), False),
        (("agent", "Mary"), ("agent", "customer"), True),
        (("customer", "S1"), ("customer", "agent"), True),
        (("agent", "customer", "supervisor"), ("agent", "customer", "other"), True),
        (("agent", "X", "Y"), ("agent", "other", "other"), True),
    ],
)
def test_roles_come_from_the_labels(speakers, roles, known):
    [dialogue] = dialogues(line(turn=n, speaker=name) for n, name in enumerate(speakers))
    assert tuple(turn.role for turn in dialogue.turns) == roles
    assert dialogue.context.roles_known is known
    assert dialogue.context.timed is False


def test_the_customers_name_is_taken_where_it_is_given():
    [dialogue] = dialogues([line(), line(turn=1, customer_name=" Ada Byron ", channel=1)])
    assert dialogue.context.customer_name == "Ada Byron"


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("{", "not JSON"),
        ("[1, 2]", r"found \[1, 2\]"),
        ('"words"', "found"),
        ('{"dialogue": "a", "turn": 1, "speaker": "agent"}', 'no "text"'),
        (line(turn="1"), '"turn": "1"'),
        (line(turn=True), '"turn": true'),
        (line(turn=1.5), '"turn": 1.5'),
        (line(text=None), '"text": null'),
        (line(dialogue=["a"]), '"dialogue"'),
        (line(customer_name=7), '"customer_name": 7'),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_with_what_was_found_and_expected(tmp_path, bad, found):
    path = tmp_path / "calls.jsonl"
    path.write_text(f"{line()}\n\n{bad}\n", "utf-8")
    with pytest.raises(TranscriptInvalid, match=rf"calls\.jsonl:3: .*{found}.*expected") as caught:
        list(read_dialogues(path))
    assert caught.value.hint


def test_an_empty_file_holds_no_dialogue(tmp_path):
    path = tmp_path / "none.jsonl"
    path.write_text("\n \n", "utf-8")
    assert list(read_dialogues(path)) == []


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path):
    path = tmp_path / "w.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line().encode() + b"\r\n" + line(turn=1).encode() + b"\r\n")
    assert [d.input_turns for d in read_dialogues(path)] == [(0, 1)]


def test_bytes_that_are_no_text_are_a_fault_of_the_file(tmp_path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"dialogue": "caf\xe9"}')
    with pytest.raises(TranscriptInvalid, match="UTF-8"):
        list(read_dialogues(path))


def test_a_missing_file_and_a_folder_are_faults(tmp_path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(TranscriptInvalid, match="readable transcript"):
            list(read_dialogues(path))


@given(st.text())
def test_any_text_can_be_a_turn_and_is_kept_word_for_word(text):
    [dialogue] = dialogues([line(text=text)])
    assert dialogue.turns[0].text == (" ".join(text.split()) or "…")


def test_half_a_character_is_replaced_so_that_it_can_be_written():
    [dialogue] = dialogues(['{"dialogue": "a", "turn": 0, "speaker": "agent", "text": "hi \\ud83d"}'])
    assert dialogue.turns[0].text.encode() == b"hi ?"
