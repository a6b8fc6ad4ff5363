"""What happens with each file of a folder: nothing without consent or twice, one no speaks for all copies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.observation import Consent
from observe.services.folder_plan import Offered, kind_of, once, plan

TODAY = date(2026, 6, 1)
GIVEN = Consent("role-play", "Abe", "2026-06-01T09:00:00+00:00")
RECORD = b'basis = "explicit"\nrecorded_by = "Ann"\nrecorded_at = 2026-03-02T14:10:00+00:00\n'
WITHDRAWN = RECORD + b'[withdrawn]\nby = "Sam"\nat = 2026-04-01T09:00:00+00:00\n'
HOSTILE = "<img src=x> **b** \u202egnp " + "x" * 10_000


def call(path, content="1", size=9):
    return Offered(path, size, content)


def record(path, content=RECORD):
    return Offered(path, len(content), content=content)


def fates(*files, consent=None, **kept):
    return {step.path: (step.fate, step.why) for step in plan(files, consent, TODAY, **kept)}


NO_CONSENT = ("left_out", "no consent: no record lies beside it, and none is given above")
OWN = ("add", "under its own consent record")
ABOVE = ("add", "under the consent given above")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.wav", "recording"),
        ("deep/er/a.OPUS", "recording"),
        ("a.consent.toml", "record"),
        ("A.Consent.TOML", "record"),
        ("a.toml", "other"),
        ("a.wav.txt", "other"),
        ("a", "other"),
        ("deep/._a.wav", "other"),
        (".hidden.consent.toml", "other"),
        (".wav", "other"),
        ("wav", "other"),
        ("", "other"),
        (HOSTILE + ".wav", "recording"),
    ],
)
def test_a_file_is_taken_for_what_its_name_says(path, kind):
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("what", "files", "consent", "expected"),
    [
        ("without consent", [call("a.wav")], None, {"a.wav": NO_CONSENT}),
        ("with the consent above", [call("a.wav")], GIVEN, {"a.wav": ABOVE}),
        (
            "its own record counts before the consent above",
            [call("f/a.wav"), record("f/a.consent.toml")],
            GIVEN,
            {"f/a.consent.toml": ("used", "the consent record of f/a.wav"), "f/a.wav": OWN},
        ),
        (
            "a record in another folder is not beside it",
            [call("f/a.wav"), record("a.consent.toml")],
            None,
            {
                "a.consent.toml": ("passed_over", "a consent record without its recording"),
                "f/a.wav": NO_CONSENT,
            },
        ),
        (
            "capitals do not keep a record from its recording",
            [call("A.wav"), record("a.Consent.toml")],
            None,
            {"a.Consent.toml": ("used", "the consent record of A.wav"), "A.wav": OWN},
        ),
        (
            "one record for two recordings of one name",
            [call("a.wav", "1"), call("a.mp3", "2"), record("a.consent.toml")],
            None,
            {
                "a.consent.toml": ("used", "the consent record of a.mp3 and of a.wav"),
                "a.mp3": OWN,
                "a.wav": OWN,
            },
        ),
        (
            "other files",
            [call("notes.txt", ""), call("._a.wav", "")],
            GIVEN,
            dict.fromkeys(
                ["._a.wav", "notes.txt"], ("passed_over", "neither a recording nor a consent record")
            ),
        ),
        ("an empty recording", [call("a.wav", "", 0)], GIVEN, {"a.wav": ("left_out", "it is empty")}),
        (
            "the same recording twice is added under its own record",
            [call("a.wav"), call("b.wav"), record("b.consent.toml")],
            GIVEN,
            {
                "a.wav": ("left_out", "it is the same recording as b.wav, which is added"),
                "b.consent.toml": ("used", "the consent record of b.wav"),
                "b.wav": OWN,
            },
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_file_has_a_fate_and_a_reason(what, files, consent, expected):
    assert fates(*files, consent=consent) == expected


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            WITHDRAWN,
            "its consent record cannot be relied on: a.consent.toml: consent was withdrawn on 2026-04-01",
        ),
        (b"", "its consent record cannot be relied on: a.consent.toml: basis is missing"),
        (b"\xff", "its consent record cannot be relied on: a.consent.toml: is not UTF-8 text"),
        (b"x" * 70_000, "its consent record cannot be relied on: a.consent.toml: is over 64 KB"),
        (RECORD + b"retain_until = 2026-05-31\n", "its consent ran out; the last day was 2026-05-31"),
    ],
    ids=["withdrawn", "nothing in it", "no text", "too long", "ran out"],
)
def test_a_record_that_cannot_be_relied_on_leaves_out_every_copy_whatever_is_given_above(content, why):
    found = fates(call("a.wav"), call("copy of a.wav"), record("a.consent.toml", content), consent=GIVEN)
    assert found["a.wav"][0] == found["copy of a.wav"][0] == "left_out"
    assert found["a.wav"][1].startswith(why)
    assert found["copy of a.wav"][1].startswith(f"it is the same recording as a.wav, and {why}")


def test_a_record_stands_on_its_last_day():
    last = record("a.consent.toml", RECORD + b"retain_until = 2026-06-01\n")
    assert fates(call("a.wav"), last)["a.wav"] == OWN


def test_what_is_here_already_and_what_the_store_refuses_is_left_out():
    assert fates(call("a.wav"), consent=GIVEN, here=frozenset("1"))["a.wav"] == (
        "left_out",
        "it is here already",
    )

    def refusal(sha256, consent, name):
        return f"{name} was withdrawn" if (sha256, consent) == ("2", GIVEN) else ""

    found = fates(call("a.wav"), call("f/b.wav", "2"), consent=GIVEN, refusal=refusal)
    assert found == {"a.wav": ABOVE, "f/b.wav": ("left_out", "b.wav was withdrawn")}


def test_a_file_chosen_twice_is_one_and_two_of_one_path_that_differ_are_none():
    assert once([call("a.wav"), call("b.wav"), call("a.wav")]) == (call("a.wav"), call("b.wav"))
    assert once([call("a.wav"), call("a.wav", "2")]) is None


def test_hostile_names_are_planned_like_any_other():
    found = fates(call(f"{HOSTILE}.wav"), record(f"{HOSTILE}.consent.toml"))
    assert found[f"{HOSTILE}.wav"] == OWN


FILES = st.lists(
    st.one_of(
        st.builds(
            call, st.sampled_from([f"{f}{n}.wav" for f in ("", "f/") for n in "abcd"]), st.sampled_from("123")
        ),
        st.builds(
            record,
            st.sampled_from([f"{f}{n}.consent.toml" for f in ("", "f/") for n in "aBcd"]),
            st.sampled_from([RECORD, WITHDRAWN, b""]),
        ),
        st.builds(call, st.sampled_from(["x.txt", "f/._a.wav"]), st.just("")),
    ),
    unique_by=lambda file: file.path,
)


@given(FILES, st.sampled_from([None, GIVEN]), st.randoms())
def test_nothing_is_added_twice_or_without_consent_or_against_a_no(files, consent, chance):
    steps = plan(files, consent, TODAY)
    assert sorted(step.path for step in steps) == sorted(file.path for file in files)
    sums = {file.path: file.sha256 for file in files}
    added = [step for step in steps if step.fate == "add"]
    assert all(step.consent is not None for step in added)
    assert len({sums[step.path] for step in added}) == len(added)
    no = {file.path.lower().removesuffix(".consent.toml") for file in files if file.content == WITHDRAWN}
    refused = {sums[path] for path in sums if path.lower().removesuffix(".wav") in no}
    assert not refused & {sums[step.path] for step in added}
    shuffled = chance.sample(files, len(files))
    assert plan(shuffled, consent, TODAY) == steps
