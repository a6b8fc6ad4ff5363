"""RTTM says who speaks when, and gives back what was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import SpeakerSegment
from observe.errors import DocumentInvalid
from observe.io import rttm

GOLDEN = """\
SPEAKER call 1 0.000 2.500 <NA> <NA> SPEAKER_00 <NA> <NA>
SPEAKER call 1 2.250 1.001 <NA> <NA> SPEAKER_01 <NA> <NA>
"""
SEGMENTS = (SpeakerSegment(0.0, 2.5, "SPEAKER_00"), SpeakerSegment(2.25, 3.251, "SPEAKER_01"))

milliseconds = st.integers(0, 4 * 3600 * 1000)
names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)


@st.composite
def segments(draw):
    start, end = sorted((draw(milliseconds), draw(milliseconds)))
    return SpeakerSegment(start / 1000, end / 1000, draw(names))


def test_written_as_the_format_has_it():
    assert rttm.dumps(SEGMENTS, "call") == GOLDEN


def test_read_as_it_was_written():
    assert rttm.loads(GOLDEN) == SEGMENTS


@given(st.lists(segments(), max_size=8), names)
def test_what_is_written_to_the_millisecond_is_read_back_exactly(written, file):
    in_order = sorted(written, key=lambda s: (s.start, s.end, s.speaker))
    text = rttm.dumps(written, file)
    assert rttm.loads_files(text) == ({file: tuple(in_order)} if written else {})


@given(st.floats(0, 20_000), st.floats(0, 20_000))
def test_rounding_moves_no_boundary_by_more_than_half_a_millisecond(one, other):
    start, end = sorted((one, other))
    (read,) = rttm.loads(rttm.dumps([SpeakerSegment(start, end, "A")], "call"))
    assert abs(read.start - start) <= 0.000501
    assert abs(read.end - end) <= 0.000501


def test_times_are_kept_whole_where_another_program_wrote_more_digits():
    (read,) = rttm.loads("SPEAKER call 1 0.1234567 0.2 <NA> <NA> A <NA> <NA>")
    assert (read.start, read.end) == (0.1234567, 0.3234567)


def test_spaces_in_names_keep_the_columns():
    text = rttm.dumps([SpeakerSegment(0, 1, "the agent")], "call 7, 50%")
    assert len(text.split()) == 10
    assert rttm.loads_files(text) == {"call 7, 50%": (SpeakerSegment(0, 1, "the agent"),)}


def test_a_name_that_another_program_wrote_with_spaces_is_read():
    text = "SPEAKER my call one 1 0.5 1.5 <NA> <NA> A <NA> <NA>"
    assert rttm.loads_files(text) == {"my call one": (SpeakerSegment(0.5, 2.0, "A"),)}


def test_comments_blank_lines_and_other_kinds_are_passed_over():
    text = f"\ufeff;; made by hand\n\nSPKR-INFO call 1 <NA> <NA> <NA> unknown A <NA> <NA>\n{GOLDEN}"
    assert rttm.loads(text) == SEGMENTS


def test_eight_fields_are_enough():
    assert rttm.loads("SPEAKER call 1 0 1 <NA> <NA> A") == (SpeakerSegment(0, 1, "A"),)


def test_nothing_written_nothing_read():
    assert rttm.dumps([], "call") == ""
    assert rttm.loads("") == ()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("hello there", "is not a line of RTTM"),
        ("SPEAKER call 1 0.0 1.0 <NA>", "is not a line of RTTM"),
        ("SPEAKER call 1 zero 1.0 <NA> <NA> A <NA> <NA>", "expected numbers of seconds"),
        ("SPEAKER call 1 0.0 <NA> <NA> <NA> A <NA> <NA>", "expected numbers of seconds"),
        ("SPEAKER call 1 0.0 -1.0 <NA> <NA> A <NA> <NA>", "neither can be below 0"),
        ("SPEAKER call 1 -0.5 1.0 <NA> <NA> A <NA> <NA>", "neither can be below 0"),
        ("SPEAKER call 1 nan 1.0 <NA> <NA> A <NA> <NA>", "seconds"),
        ("SPEAKER call 1 0.0 inf <NA> <NA> A <NA> <NA>", "finite"),
    ],
)
def test_a_malformed_line_is_refused_by_number(line, complaint):
    with pytest.raises(DocumentInvalid, match=rf"line 3 \({re.escape(repr(line))}\).*{complaint}"):
        rttm.loads(f"{GOLDEN}{line}\n")


def test_two_recordings_are_not_taken_for_one():
    with pytest.raises(DocumentInvalid, match=r"found 2 recordings \(call, other\)"):
        rttm.loads(GOLDEN + GOLDEN.replace("call", "other"))


@pytest.mark.parametrize(("file", "speaker"), [("", "A"), ("call", "")])
def test_an_empty_name_is_not_written(file, speaker):
    with pytest.raises(DocumentInvalid, match="found an empty"):
        rttm.dumps([SpeakerSegment(0, 1, speaker)], file)
