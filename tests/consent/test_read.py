"""Reading consent: which basis counts, and why a record cannot be relied on."""

import getpass
import re
from datetime import UTC, datetime

import pytest

from observe.consent.record import Person, beside_path, read, read_record
from observe.errors import ConsentInvalid, ConsentMissing
from observe.observation import Consent

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
RECORD = """\
basis = "explicit"
recorded_by = "A. Tutor"
recorded_at = 2026-03-02T14:10:00+00:00
retain_until = 2026-09-30
purpose = "Portfolio"

[[people]]
name = "Sam"
role = "agent"
agreed = true

[[people]]
name = "Alex"
agreed = 2026-03-02T14:05:00+00:00

[[people]]
name = "Kim"
agreed_to = ["recording", "transcription", "analysis", "publishing"]
"""
FULL = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00", "2026-09-30")
WITHDRAWN = '\n[withdrawn]\nby = "Sam"\nat = 2026-04-01T09:00:00+00:00\n'


@pytest.fixture
def call(tmp_path):
    """A recording's path: the file itself is not there, because consent never opens it."""
    return tmp_path / "call.wav"


@pytest.fixture
def beside(call):
    def write(text):
        path = beside_path(call)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize("basis", ["explicit", "verbal-on-call", "role-play"])
def test_a_bare_basis_is_taken_down_now_by_the_user(call, basis):
    assert read(basis, call, NOW) == Consent(basis, getpass.getuser(), NOW.isoformat(), None)
    assert datetime.fromisoformat(read(basis, call).recorded_at).tzinfo is not None


def test_without_a_basis_there_is_no_consent(call):
    for nothing in (None, ""):
        with pytest.raises(ConsentMissing, match="no consent was given") as caught:
            read(nothing, call, NOW)
        assert not isinstance(caught.value, ConsentInvalid)
        assert caught.value.message == (
            "call.wav: no consent was given, and call.consent.toml is not beside it"
        )
        assert "--consent explicit|verbal-on-call|role-play" in caught.value.hint


def test_the_record_beside_a_recording_is_found_by_itself(call, beside):
    beside(RECORD)
    assert read(None, call, NOW) == FULL


def test_a_record_can_be_named(call, tmp_path):
    named = tmp_path / "elsewhere.toml"
    named.write_text(RECORD)
    assert read(str(named), call, NOW) == FULL


def test_a_named_record_takes_precedence_over_the_one_beside(call, beside, tmp_path):
    beside(RECORD.replace("A. Tutor", "Somebody else").replace("2026-09-30", "2026-05-01"))
    named = tmp_path / "elsewhere.toml"
    named.write_text(RECORD)
    assert read(str(named), call, NOW) == FULL


def test_a_bare_basis_prefers_the_fuller_record_and_never_loosens_its_limit(call, beside):
    beside(RECORD)
    assert read("explicit", call, NOW) == FULL
    assert read("role-play", call, NOW) == Consent(
        "role-play", getpass.getuser(), NOW.isoformat(), retain_until="2026-09-30"
    )
    beside(RECORD.replace("2026-09-30", "2026-05-31"))
    for basis in ("explicit", "role-play"):
        with pytest.raises(ConsentInvalid, match="retain_until is 2026-05-31"):
            read(basis, call, NOW)


@pytest.mark.parametrize("given", [None, "explicit", "role-play", "file"])
def test_withdrawn_consent_beside_a_recording_always_wins(call, beside, tmp_path, given):
    named = tmp_path / "elsewhere.toml"
    named.write_text(RECORD)
    beside(RECORD + WITHDRAWN)
    with pytest.raises(ConsentInvalid, match=r"call\.consent\.toml: consent was withdrawn on 2026-04-01 09:00"):
        read(str(named) if given == "file" else given, call, NOW)


def test_a_record_beside_that_cannot_be_read_may_say_withdrawn_and_is_not_passed_over(call, beside):
    beside("basis = ")
    with pytest.raises(ConsentInvalid, match="is not TOML"):
        read("explicit", call, NOW)


@pytest.mark.parametrize(
    ("until", "stands"),
    [("2026-06-01", True), ("2026-06-02", True), ("2026-05-31", False), ("1999-01-01", False)],
)
def test_the_last_day_still_counts(call, beside, until, stands):
    beside(RECORD.replace("2026-09-30", until))
    if stands:
        assert read(None, call, NOW).retain_until == until
    else:
        with pytest.raises(ConsentInvalid, match=rf"retain_until is {until}, .* today is 2026-06-01"):
            read(None, call, NOW)


def test_a_full_record_names_its_purpose_and_people(beside):
    record = read_record(beside(RECORD))
    assert record.purpose == "Portfolio"
    assert record.people == (
        Person("Sam", "agent"),
        Person("Alex", "", "2026-03-02 14:05:00+00:00"),
        Person("Kim", agreed_to=("recording", "transcription", "analysis", "publishing")),
    )


@pytest.mark.parametrize(
    ("line", "same_as"),
    [
        ('recorded_at = "2026-03-02T14:10:00+00:00"', FULL.recorded_at),
        ('recorded_at = "2026-03-02T14:10:00Z"', FULL.recorded_at),
        ("recorded_at = 2026-03-02T16:10:00+02:00", "2026-03-02T16:10:00+02:00"),
    ],
)
def test_times_may_be_written_as_toml_or_as_text(call, beside, line, same_as):
    beside(RECORD.replace("recorded_at = 2026-03-02T14:10:00+00:00", line))
    assert read(None, call, NOW).recorded_at == same_as


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('basis = "explicit"', "", "basis is missing; expected one of explicit, verbal-on-call, role-play"),
        ('basis = "explicit"', 'basis = "hearsay"', "basis is 'hearsay'; expected one of"),
        ('basis = "explicit"', "basis = [1]", "basis is [1]; expected one of"),
        ('recorded_by = "A. Tutor"', 'recorded_by = " "', "recorded_by is ' '; expected some text"),
        ('recorded_by = "A. Tutor"', "", "recorded_by is missing; expected some text"),
        ("14:10:00+00:00", "14:10:00", "recorded_at is 2026-03-02T14:10:00; expected a time with its zone"),
        ("2026-03-02T14:10:00+00:00", '"in March"', "recorded_at is 'in March'; expected a time with its zone"),
        ("2026-03-02T14:10:00+00:00", "7", "recorded_at is 7; expected a time with its zone"),
        ("2026-09-30", '"autumn"', "retain_until is 'autumn'; expected a day, as 2026-09-30"),
        ("2026-09-30", "2026-09-30T00:00:00Z", "expected a day, as 2026-09-30"),
        ("2026-09-30", "true", "retain_until is True; expected a day"),
        ("retain_until", "retain_untill", "retain_untill is not a key of the record; expected retain_until"),
        ('purpose = "Portfolio"', "purpose = 3", "purpose is 3; expected some text"),
        ("agreed = true", "agreed = false", "people[1].agreed is False; expected true, or when they did"),
        ("agreed = true", "", "people[1].agreed is missing; expected true"),
        ("agreed = true", 'agreed = "perhaps"', "people[1].agreed is 'perhaps'; expected true"),
        (
            "agreed = true",
            'agreed_to = ["recording"]',
            "people[1].agreed_to is ['recording']; expected a list with recording, transcription, analysis",
        ),
        ("agreed = true", 'agreed_to = "analysis"', "people[1].agreed_to is 'analysis'; expected a list"),
        ("agreed = true", 'agreed = false\nagreed_to = ["recording"]', "people[1].agreed is False"),
        ('name = "Alex"', "", "people[2].name is missing; expected some text"),
    ],
)
def test_a_wrong_record_names_file_key_what_was_found_and_what_was_expected(call, beside, old, new, found):
    assert old in RECORD
    beside(RECORD.replace(old, new, 1))
    with pytest.raises(ConsentInvalid, match=re.escape(found)) as caught:
        read(None, call, NOW)
    assert caught.value.message.startswith("call.consent.toml: ")


def test_people_must_be_entries(call, beside):
    beside(RECORD.split("\n[[people]]")[0] + '\npeople = ["Sam"]\n')
    with pytest.raises(ConsentInvalid, match=r"people expected \[\[people\]\] entries"):
        read(None, call, NOW)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "basis is missing"),
        (b"RIFF\x24\xff\xff\x00WAVEfmt ", "is not UTF-8 text"),
        (b"x" * 70_000, "is over 64 KB"),
        (b"basis: explicit", "is not TOML"),
        (b"\xef\xbb\xbf" + RECORD.replace("explicit", "nothing").encode(), "basis is 'nothing'"),
    ],
)
def test_a_file_that_is_no_record_is_refused(call, tmp_path, content, found):
    named = tmp_path / "record.toml"
    named.write_bytes(content)
    with pytest.raises(ConsentInvalid, match=found):
        read(str(named), call, NOW)


@pytest.mark.parametrize("given", ["Explicit", "verbal", "no/such/file.toml"])
def test_what_is_neither_a_basis_nor_a_file_is_refused(call, given):
    with pytest.raises(ConsentInvalid, match="neither a basis nor a file") as caught:
        read(given, call, NOW)
    assert "explicit, verbal-on-call, role-play" in caught.value.hint


def test_the_sample_recordings_have_consent_that_stands(sample_recordings):
    for path in sample_recordings:
        assert read(None, path).basis == "role-play"
