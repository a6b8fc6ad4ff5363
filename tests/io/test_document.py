"""The observation document gives back what was written, and says plainly what is wrong with one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import Turn, Word
from observe.errors import DocumentInvalid
from observe.io import document
from observe.observation import Consent, Dynamics, Observation, Provenance, Recording, SchemeUsed

#: The contract's keys: the document may have more, never fewer.
CONTRACT = {
    "recording": {"file", "sha256", "duration_s", "channels", "sample_rate_hz"},
    "consent": {"basis", "recorded_by", "recorded_at", "retain_until"},
    "provenance": {"observe_version", "models", "options", "seconds", "created_at"},
    "dynamics": {"talk_share", "silences", "overlaps", "speech_rate_wpm"},
}
ROWS = {
    "turns": {"index", "channel", "speaker", "role", "start", "end", "text", "words"},
    "cues": {"id", "cue", "turn", "start", "end", "quote", "because", "confidence", "refers_to", "details"},
    "findings": {"scheme", "criterion", "outcome", "evidence", "because"},
}


EMPTY = Observation(
    Recording("a.wav", "0" * 64, 1.0, 1, 8000),
    Consent("explicit", "A", "2026-03-02T14:10:00+00:00"),
    Provenance("0", (), {}, {}, "2026-03-02T14:10:00+00:00"),
    (),
    (),
    Dynamics({}, (), (), {}, {}),
    (),
)


def test_it_has_every_key_of_the_contract(hostile):
    written = json.loads(document.dumps(hostile))
    assert written["schema_version"] == 1
    for part, keys in CONTRACT.items():
        assert keys <= set(written[part]), part
    for part, keys in ROWS.items():
        assert written[part]
        assert all(keys <= set(row) for row in written[part]), part
    assert all(
        set(word) == {"text", "start", "end", "probability"} for t in written["turns"] for word in t["words"]
    )


def test_hostile_text_comes_back_as_it_was(hostile):
    assert document.dumps(document.loads(document.dumps(hostile))) == document.dumps(hostile)
    assert document.loads(document.dumps(hostile)) == replace(
        hostile, provenance=replace(hostile.provenance, seconds={"decode": 0.123})
    )


times = st.floats(0, 4 * 3600, allow_nan=False)
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(st.lists(st.tuples(texts, times, times, st.floats(0, 1)), min_size=1, max_size=5))
def test_any_words_round_trip_to_the_millisecond(rows):
    words = tuple(Word(text, min(a, b), max(a, b), p) for text, a, b, p in rows)
    turn = Turn(0, "S", "other", words)
    found = document.loads(document.dumps(replace(EMPTY, turns=(turn,))))
    for before, after in zip(words, found.turns[0].words, strict=True):
        assert after.text == before.text
        assert abs(after.start - before.start) <= 0.0005 + 1e-9
        assert abs(after.end - before.end) <= 0.0005 + 1e-9


def changed(text, path, value):
    data = json.loads(text)
    place = data
    for part in path[:-1]:
        place = place[part]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(data)


WRONG = [
    ("another version", ["schema_version"], 2, "found schema_version 2; this program reads version 1"),
    ("no recording", ["recording"], ..., "recording is wrong"),
    ("a basis that is none", ["consent", "basis"], "maybe", "consent.basis is wrong"),
    ("an outcome that is none", ["findings", 0, "outcome"], "met", "findings.0.outcome is wrong"),
    ("times the wrong way round", ["turns", 0, "words", 0, "end"], -1.0, "before its start"),
    ("a turn without words", ["turns", 0, "words"], [], "has no words"),
    ("turns out of order", ["turns", 1, "index"], 5, "turn 5 stands in place 1"),
    ("a cue in no turn", ["cues", 0, "turn"], 99, "names turn 99; the document has 8 turns"),
    ("a cue that answers no turn", ["cues", 0, "refers_to"], -1, "names turn -1"),
    ("details that are a list", ["cues", 0, "details"], [], "cues.0.details is wrong"),
    ("a detail that is no text", ["cues", 0, "details"], {"kind": 1}, "cues.0.details.0.1 is wrong"),
    ("a scheme without its sum", ["schemes"], [{"id": "a", "version": "1.0"}], "schemes.0.sha256 is wrong"),
    ("evidence that is no cue", ["findings", 0, "evidence"], ["x@1.000"], "rests on x@1.000, which is no cue"),
]


@pytest.mark.parametrize(("case", "path", "value", "found"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_named(case, path, value, found, hostile):
    with pytest.raises(DocumentInvalid, match=re.escape(found)) as caught:
        document.loads(changed(document.dumps(hostile), path, value))
    assert caught.value.hint


def test_a_document_from_before_cues_had_details_still_loads(hostile):
    older = json.loads(document.dumps(hostile))
    for cue in older["cues"]:
        del cue["details"]
    assert all(cue.details == () for cue in document.loads(json.dumps(older)).cues)


def test_the_schemes_that_it_was_marked_by_come_back(hostile):
    used = (SchemeUsed("manner", "1.0", "a" * 64), SchemeUsed("manner-2", "1.0+ab12cd", "b" * 64))
    text = document.dumps(replace(hostile, schemes=used))
    assert json.loads(text)["schemes"][1] == {"id": "manner-2", "version": "1.0+ab12cd", "sha256": "b" * 64}
    assert document.loads(text).schemes == used


def test_a_document_from_before_it_named_its_schemes_still_loads(hostile):
    older = json.loads(document.dumps(hostile))
    del older["schemes"]
    assert document.loads(json.dumps(older)).schemes == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[" * 100_000, '"text"', "\x00", '{"schema_version": 1, "a": "\\ud800"}']
)
def test_what_is_no_document_is_refused(text):
    with pytest.raises(DocumentInvalid, match=r"not JSON|schema_version"):
        document.loads(text)


def test_times_are_rounded_to_the_millisecond_in_the_document_only(hostile):
    turn = replace(hostile.turns[0], words=(Word("a", 0.12345, 0.23456),))
    written = json.loads(document.dumps(replace(hostile, turns=(turn, *hostile.turns[1:]))))
    assert (written["turns"][0]["start"], written["turns"][0]["end"]) == (0.123, 0.235)
    assert turn.start == 0.12345


def test_a_document_is_written_and_read_as_it_was_by_the_first_version(everything):
    """``as_written.observation.json`` was written by code that is gone: it stays as it is, byte for byte."""
    before = (Path(__file__).parent / "as_written.observation.json").read_text(encoding="utf-8")
    assert document.dumps(everything) == before
    assert document.dumps(document.loads(before)) == before


def test_what_was_found_in_the_file_is_kept_and_nothing_where_there_was_nothing(everything):
    remark = "For 12.0 s nothing was recorded; later times keep the file's clock."
    told = replace(everything, recording=replace(everything.recording, remarks=(remark,)))
    assert json.loads(document.dumps(told))["recording"]["remarks"] == [remark]
    assert document.loads(document.dumps(told)).recording.remarks == (remark,)
    assert "remarks" not in json.loads(document.dumps(everything))["recording"]


def test_an_observation_with_a_part_of_the_wrong_kind_is_refused_and_named(hostile):
    wrong = replace(hostile, recording=replace(hostile.recording, channels="two"))
    with pytest.raises(DocumentInvalid, match=r"cannot be written: recording\.channels is wrong"):
        document.dumps(wrong)
