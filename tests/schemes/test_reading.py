"""What a scheme's file may hold, and how each fault is named with its line."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.errors import SchemeInvalid, UsageError
from observe.schemes import inspect, load, load_all, parse, read_text

GOOD = """\
id: own-unit
title: Our own unit
version: "2"
source: unit handbook
situations:
  upset:
    means: an unhappy customer
    any_of: [dissatisfaction]
criteria:
  - id: says-sorry
    number: 1
    text: Says sorry to an unhappy customer.
    heard: on_call
    cues: [apology]
    opportunity: upset
  - id: keeps-notes
    number: 2
    text: Keeps notes.
    heard: not_on_recording
    elsewhere: [case notes]
  - id: answers
    number: 3
    text: Takes unhappiness up.
    heard: sequence
    cues: [dissatisfaction, empathy]
    shown_when:
      - answered: {sign: [dissatisfaction], by: [empathy]}
    opportunity: upset
watch:
  - text: Argues.
    cues: [defensive]
"""


def test_a_sound_scheme_reads_as_written():
    scheme = parse(GOOD, "own.yaml")
    assert (scheme.id, scheme.version, len(scheme.criteria)) == ("own-unit", "2", 3)
    assert scheme.criteria[2].ways[0].answered.within_turns == 2
    assert scheme.criteria[0].ways[0].any_of == ("apology",)


FAULTS = [
    # what is replaced, by what, the line named, and words of the fault
    ("id: own-unit", "id: Own Unit", 1, "found “Own Unit” for “id”"),
    ("title: Our own unit\n", "", 1, "found no “title”"),
    ('version: "2"', "version: 2.0", 3, "expected text (put it in quotes)"),
    ("source: unit handbook", "source:", 4, "found nothing for “source”"),
    ("means: an unhappy customer", "mean: an unhappy customer", 7, "found “mean”, which is not a key"),
    ("id: keeps-notes", "id: says-sorry", 16, "found the id “says-sorry” a second time"),
    ("number: 2", "number: 1", 17, "found the number “1” a second time"),
    ("number: 2", "number: 0", 17, "found “0” for “number”"),
    ("number: 2", "number: two", 17, "found “two” for “number”"),
    ("number: 2", "number: true", 17, "found “True” for “number”"),
    ("heard: on_call", "heard: yes", 13, "found “True” for “heard”; expected 'on_call'"),
    ("heard: on_call", "heard: sequence", 10, "looks at order in every way"),
    ("heard: on_call", "heard: partly", 10, "found no “elsewhere”"),
    ("cues: [apology]", "cues: [apolgy]", 14, "did you mean “apology”?"),
    ("cues: [apology]", "cues: ['sorry|apolog']", 14, "which is not known"),
    ("cues: [apology]", "cues: apology", 14, "expected a list"),
    ("    cues: [apology]\n", "", 10, "found no “cues”"),
    ("cues: [apology]", "cues: [apology, empathy]\n    shown_when: [{any_of: [apology]}]", 14, "no way of"),
    ("cues: [apology]", "cues: [apology]\n    against: [apology]", 15, "both for and against"),
    ("cues: [apology]\n    opportunity: upset", "cues: [apology]", 10, "found no “opportunity”"),
    (
        "cues: [apology]\n    opportunity: upset",
        "cues: [apology]\n    opportunity: angry",
        15,
        "one of always, upset",
    ),
    ("    elsewhere: [case notes]\n", "", 16, "which evidence serves instead"),
    ("elsewhere: [case notes]", "elsewhere: [case notes]\n    cues: [apology]", 21, "not_on_recording"),
    ("cues: [dissatisfaction, empathy]", "cues: [empathy]", 27, "which is not among the point's “cues”"),
    ("any_of: [dissatisfaction]", "any_of: [blame]", 27, "must count as an opportunity"),
    ("any_of: [dissatisfaction]", "any_of: []", 8, "found 0 entries in “any_of”"),
    ("by: [empathy]}", "by: [empathy], within_turns: 0}", 27, "“within_turns”"),
    ("- answered: {sign: [dissatisfaction], by: [empathy]}", "- {}", 27, "a way without any_of"),
    ("- answered: {sign: [dissatisfaction], by: [empathy]}", "- in_order: [empathy]", 27, "at least 2"),
    ("    cues: [defensive]\n", "", 30, "neither “cues” nor “elsewhere”"),
    ("[dissatisfaction]\n", "[dissatisfaction]\n    given: nothing\n", 9, "which the scheme does not have"),
    ("[dissatisfaction]\n", "[dissatisfaction]\n    given: upset\n", 9, "only one step is allowed"),
    ("  upset:", "  always:", 6, "is kept for any call"),
    ("title: Our own unit", "title: Our own unit\ntitle: Again", 3, "found “title” a second time"),
    ("title: Our own unit", "title: &title Our own unit", 2, "anchor or alias"),
    ("title: Our own unit", "title: !!python/object/apply:os.getcwd []", 2, "found the tag"),
    ("title: Our own unit", "title: [", 4, "not YAML"),
    ("title: Our own unit", "title: Our \x07 unit", 2, "control character"),
    ("title: Our own unit", "title: 2026-99-99", 2, "YAML cannot read"),
    ("title: Our own unit", "? [title]\n: x", 2, "as a key"),
    ("title: Our own unit", "title: " + "x" * 500, 2, "found “xxx"),
    ("watch:", "---\nwatch:", 29, "another document"),
    ("    number: 1", "\tnumber: 1", 11, "found a tab; expected spaces"),
    ("title: Our", "title:\tOur", 2, "found a tab; expected spaces"),
    ("cues: [apology]", "cues: [\tapology]", 14, "found a tab; expected spaces"),
    ("number: 1", "number: 10000", 11, "found “10000” for “number”"),
    ("number: 1", "number: 1.0", 11, "found “1.0” for “number”"),
    ("text: Keeps notes.", "text: [Keeps, notes]", 18, "found a list for “text”"),
    ("text: Keeps notes.", "text: {keeps: notes}", 18, "found a mapping for “text”"),
    ("situations:", "situations: [upset]\nupset:", 5, "found a list for “situations”; expected a mapping"),
    (
        "- id: keeps-notes",
        "- keeps-notes\n  - id: keeps-notes",
        16,
        "found “keeps-notes” for entry 2; expected a",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_named_with_its_line(old, new, line, words):
    assert old in GOOD
    broken = GOOD.replace(old, new, 1)
    _, faults = inspect(broken)
    assert [fault for fault in faults if fault.startswith(f"line {line}: ") and words in fault], faults
    with pytest.raises(SchemeInvalid, match=re.escape(faults[0])) as caught:
        parse(broken, "own.yaml")
    assert caught.value.message == f"own.yaml, {faults[0]}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty file"),
        ("# nothing but a remark\n", "an empty file"),
        ("just words", "expected a mapping"),
        ("- a\n- b\n", "expected a mapping"),
        (GOOD[: GOOD.index("criteria:")] + "criteria: []\n", "line 9: found 0 entries in “criteria”"),
        ("[" * 20_000, "nested more than"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 1: found an anchor or alias"),
        (f"{GOOD}extra: {'[' * 20_000}", "line 32: found lists nested more than"),
        (f"{GOOD}a: &a {{x: 1}}\nb:\n  <<: *a\n", "line 32: found an anchor or alias"),
        (GOOD[: GOOD.index("criteria:")], "line 1: found no “criteria”"),
        (GOOD[: GOOD.index("criteria:")] + "criteria:\n", "line 9: found nothing for “criteria”"),
        ("x" * 1_000_001, "at most 1,000,000"),
    ],
    ids=[
        *("empty", "remark", "words", "list", "no criteria", "deep", "bomb", "deep below", "merged"),
        *("criteria missing", "criteria empty", "large"),
    ],
)
def test_what_is_no_scheme_is_refused_in_a_line(text, words):
    began = time.monotonic()
    scheme, faults = inspect(text)
    assert scheme is None
    assert words in faults[0]
    assert time.monotonic() - began < 5


ROW = "  - {{id: p{0}, number: {0}, text: t, heard: on_call, cues: [thanks], opportunity: always}}\n"
HEAD = GOOD[: GOOD.index("criteria:")] + "criteria:\n"


def test_three_hundred_points_are_sound():
    assert inspect(HEAD + "".join(ROW.format(n) for n in range(1, 301)))[1] == ()


@pytest.mark.parametrize("points", [1001, 10_000])
def test_more_than_a_thousand_points_are_refused_at_the_first_too_many(points):
    began = time.process_time()
    faults = inspect(HEAD + "".join(ROW.format(n) for n in range(1, points + 1)))[1]
    assert faults == ("line 1010: found more than 1,000 entries in one list, the most there may be",)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "".join(f"k{n}: 1\n" for n in range(60_000)),
        GOOD.replace("[apology]", f"[{'apology, ' * 60_000}apology]", 1),
        GOOD.replace("number: 1", f"number: 0x{'f' * 400_000}", 1),
        GOOD.replace('version: "2"', f"version: 0b{'1' * 900_000}", 1),
        GOOD.replace("number: 1", f"number: {'9' * 900_000}", 1),
        GOOD.replace("number: 1", f"number: {'1:' * 9_000}1", 1),
    ],
    ids=["keys", "entries", "hexadecimal", "binary", "digits", "base sixty"],
)
def test_size_alone_is_refused_soon(text):
    began = time.process_time()
    scheme, faults = inspect(text)
    assert scheme is None
    assert len(faults) == 1
    assert len(faults[0]) < 200
    assert time.process_time() - began < 5


def test_many_faults_are_all_found_soon():
    began = time.process_time()
    points = "".join(f"  - {{id: p{n}, heard: x, cues: [1, 2, 3, 4, 5, 6, 7, 8]}}\n" for n in range(1000))
    assert len(inspect(HEAD + points)[1]) > 10_000
    assert time.process_time() - began < 10


def test_every_fault_is_found_in_the_order_of_the_lines():
    broken = GOOD.replace("cues: [apology]", "cues: [sorry]").replace('version: "2"', "version: 2")
    lines = [fault.split(":")[0] for fault in inspect(broken)[1]]
    assert lines == ["line 3", "line 14"]
    with pytest.raises(SchemeInvalid, match="1 more"):
        parse(broken, "own.yaml")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_sound_or_faulty_but_never_a_crash(data):
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 30)))
    patch = data.draw(st.text(alphabet=st.sampled_from(" \n:-[]{}&*!?#'\"|>%@`,ab1\t\0é"), max_size=8))
    scheme, faults = inspect(GOOD[:start] + patch + GOOD[end:])
    assert (scheme is None) == bool(faults)
    assert all(fault.startswith("line ") for fault in faults)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_answered(text):
    scheme, faults = inspect(text)
    assert scheme is None
    assert faults


def test_a_centres_own_scheme_joins_the_programs(tmp_path):
    (tmp_path / "own.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no scheme", encoding="utf-8")
    ids = [scheme.id for scheme in load_all([tmp_path, tmp_path / "nowhere"])]
    assert ids == [*(scheme.id for scheme in load_all()), "own-unit"]
    assert load("own-unit", [tmp_path]).title == "Our own unit"


def test_two_schemes_of_one_id_are_refused(tmp_path):
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(
        SchemeInvalid, match=r"b\.yaml: found the scheme id “own-unit”, which is taken by a\.yaml"
    ):
        load_all([tmp_path])


def test_an_unknown_scheme_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="expected one of challenging-customers, deal-with-problems"):
        load("nope")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), (b"\xff\xfe\xfa", "not UTF-8"), (b"x" * 1_000_001, "1,000,000 bytes")],
)
def test_an_unreadable_file_is_refused(tmp_path, content, words):
    path = tmp_path / "own.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SchemeInvalid, match=words):
        read_text(path)


def test_a_folder_is_no_scheme(tmp_path):
    with pytest.raises(SchemeInvalid, match="directory"):
        read_text(tmp_path)


@pytest.mark.parametrize(
    ("key", "cues"),
    [("true", ("dissatisfaction", "problem_told")), ("false", ("dissatisfaction",))],
)
def test_a_text_of_before_problem_told_was_a_cue_is_still_read(key, cues):
    """Texts that calls were marked by are kept for good; 0.1 had a key of its own for it."""
    old = GOOD.replace("[dissatisfaction]\ncriteria", f"[dissatisfaction]\n    problem_told: {key}\ncriteria")
    scheme = parse(old, "own.yaml")
    assert scheme.situations["upset"].any_of == cues
    assert scheme.yaml == old


def test_what_is_neither_true_nor_false_there_is_refused():
    old = GOOD.replace("[dissatisfaction]\ncriteria", "[dissatisfaction]\n    problem_told: often\ncriteria")
    assert inspect(old)[1] == ("line 9: found “problem_told”, which is not a key of the format here",)
