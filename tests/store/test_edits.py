"""Corrections as they are kept: written as databases hold them, and read back as they were."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.corrections.edits import (
    CorrectWords,
    CustomerName,
    Edit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
)
from observe.corrections.told import Told
from observe.errors import DocumentInvalid
from observe.store.edits import KINDS, edit_of, edit_values, told_of, told_values

TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=60)
TIMES = st.floats(0, 1e6)
PAIRS = st.tuples(TIMES, TIMES).map(sorted)
VOICES = st.permutations(["SPEAKER_00", "SPEAKER_01", "é"])
#: Times and voices that belong together, drawn together.
TOGETHER = st.one_of(
    st.builds(lambda voices, at: MergeSpeakers(voices[0], voices[1], at), VOICES, st.none() | TIMES),
    st.builds(lambda times, voices: Reassign(*times, voices[0], voices[1]), PAIRS, VOICES),
    st.builds(lambda times, was, text: CorrectWords(*times, "SPEAKER_00", was, text), PAIRS, TEXTS, TEXTS),
)
APART = st.one_of(
    st.builds(RenameSpeaker, TEXTS, TEXTS, st.none() | TIMES),
    st.builds(SetRole, TEXTS, st.sampled_from(["agent", "customer", "other"]), st.none() | TIMES),
    st.builds(SplitTurn, TIMES, TEXTS),
    st.builds(JoinTurns, TIMES, TEXTS),
    st.builds(CustomerName, TEXTS),
)
EDITS = TOGETHER | APART
TOLD = st.builds(Told, TEXTS, TEXTS, TEXTS, st.none() | TIMES, st.none() | TIMES)

#: As databases hold them since 0005: they are never rewritten, so neither are these.
KEPT = [
    (RenameSpeaker("A", "Zoë"), '{"edit": "rename_speaker", "speaker": "A", "name": "Zo\\u00eb", "at": null}'),
    (RenameSpeaker("A", "", 1.5), '{"edit": "rename_speaker", "speaker": "A", "name": "", "at": 1.5}'),
    (SetRole("A", "agent"), '{"edit": "set_role", "speaker": "A", "role": "agent", "at": null}'),
    (SetRole("A", "other", 2), '{"edit": "set_role", "speaker": "A", "role": "other", "at": 2}'),
    (
        MergeSpeakers("A", "B", 0.1 + 0.2),
        '{"edit": "merge_speakers", "speaker": "A", "into": "B", "at": 0.30000000000000004}',
    ),
    (Reassign(1, 2.5, "A", "B"), '{"edit": "reassign", "start": 1, "end": 2.5, "speaker": "A", "to": "B"}'),
    (SplitTurn(1.25, "A"), '{"edit": "split_turn", "at": 1.25, "speaker": "A"}'),
    (JoinTurns(1e-7, "A"), '{"edit": "join_turns", "at": 1e-07, "speaker": "A"}'),
    (
        CorrectWords(0.5, 1.0, "A", "Mr Copper", "Mr “Cooper”"),
        '{"edit": "correct_words", "start": 0.5, "end": 1.0, "speaker": "A", "was": "Mr Copper",'
        ' "text": "Mr \\u201cCooper\\u201d"}',
    ),
    (CustomerName("Mr Cooper"), '{"edit": "customer_name", "name": "Mr Cooper"}'),
]
KEPT_WORDS = [
    (Told("Nothing"), '{"what": "Nothing", "before": "", "after": "", "start": null, "end": null}'),
    (
        Told("Turn split", "a b", "a | b", 1, 2.25),
        '{"what": "Turn split", "before": "a b", "after": "a | b", "start": 1, "end": 2.25}',
    ),
]


def test_every_kind_of_correction_has_a_name_and_a_sample():
    assert {*KINDS.values()} == {*get_args(Edit)} == {type(edit) for edit, _ in KEPT}


@pytest.mark.parametrize(("edit", "text"), KEPT, ids=[text[10:40] for _, text in KEPT])
def test_a_correction_is_written_and_read_as_databases_hold_it(edit, text):
    assert json.dumps(edit_values(edit)) == text
    assert edit_of(json.loads(text)) == edit


@pytest.mark.parametrize(("told", "text"), KEPT_WORDS, ids=["without times", "with times"])
def test_what_a_correction_did_is_written_and_read_as_databases_hold_it(told, text):
    assert json.dumps(told_values(told)) == text
    assert told_of(json.loads(text)) == told


@given(EDITS)
@settings(deadline=None)
def test_every_correction_is_written_as_its_kind_and_its_parts_in_order_and_read_back(edit):
    kind = next(name for name, each in KINDS.items() if each is type(edit))
    assert json.dumps(edit_values(edit)) == json.dumps({"edit": kind, **asdict(edit)})
    assert edit_of(json.loads(json.dumps(edit_values(edit)))) == edit


@given(TOLD)
@settings(deadline=None)
def test_whatever_a_correction_did_is_read_back(told):
    assert json.dumps(told_values(told)) == json.dumps(asdict(told))
    assert told_of(json.loads(json.dumps(told_values(told)))) == told


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, r"of the kind None; expected one of rename_speaker, .* newer version"),
        ({"edit": "whisper"}, r"of the kind 'whisper'; expected"),
        ({"edit": ["set_role"]}, r"of the kind \['set_role'\]; expected"),
        ({"edit": "set_role", "speaker": "A"}, r"cannot be read: set_role\.role: Field required"),
        ({"edit": "set_role", "speaker": "A", "role": "boss"}, r"set_role\.role: Input should be 'agent'"),
        (
            {"edit": "reassign", "start": 2.0, "end": 1.0, "speaker": "A", "to": "B"},
            r"reassign: .* before its start",
        ),
        ({"edit": "customer_name", "name": "x" * 61}, r"customer_name: .* 61 characters"),
    ],
)
def test_what_is_no_correction_is_refused_and_named(values, words):
    with pytest.raises(DocumentInvalid, match=words):
        edit_of(values)


def test_words_that_lack_a_part_are_refused_and_named():
    with pytest.raises(DocumentInvalid, match="cannot be read: what: Field required"):
        told_of({"before": "a"})
