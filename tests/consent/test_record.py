"""Writing consent: what is written can be read, is never overwritten, and a withdrawal stays."""

import tomllib
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observe.consent.record import BASES, ConsentRecord, Person, read_record
from observe.consent.writing import mark_withdrawn, write_record
from observe.errors import ConsentInvalid, StoreUnusable
from observe.observation import Consent

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
RECORD = ConsentRecord(Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00"))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
USES = st.just(()) | st.just(("recording", "transcription", "analysis", '"showing"'))
RECORDS = st.builds(
    ConsentRecord,
    st.builds(
        Consent,
        st.sampled_from(BASES),
        WORDS,
        st.just("2026-03-02T14:10:00+02:00"),
        st.none() | st.dates().map(lambda day: day.isoformat()),
    ),
    st.just("") | WORDS,
    st.lists(st.builds(Person, WORDS, st.just("") | WORDS, st.just(""), USES)).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(RECORDS)
def test_what_is_written_reads_the_same(tmp_path, record):
    path = tmp_path / "call.consent.toml"
    path.unlink(missing_ok=True)
    write_record(path, record)
    assert read_record(path) == record


def test_a_record_is_never_overwritten_unasked(tmp_path):
    path = tmp_path / "call.consent.toml"
    path.write_text("# precious")
    with pytest.raises(ConsentInvalid, match="is there already; it is not overwritten"):
        write_record(path, RECORD)
    assert path.read_text() == "# precious"


def test_a_record_written_again_puts_the_earlier_one_aside(tmp_path):
    path = tmp_path / "call.consent.toml"
    path.write_text("# precious")
    aside = write_record(path, RECORD, again_at=NOW)
    assert aside == tmp_path / "call.consent.toml.20260601T090000"
    assert aside.read_text() == "# precious"
    assert read_record(path) == RECORD
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("before", ["", "# a note", "# a note\n", None])
def test_a_withdrawal_is_added_to_whatever_the_record_says(tmp_path, before):
    path = tmp_path / "call.consent.toml"
    if before is not None:
        path.write_text(before)
    assert mark_withdrawn(path, 'Sam "S" Müller', NOW)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before or "")
    assert tomllib.loads(text) == {"withdrawn": {"by": 'Sam "S" Müller', "at": NOW}}


def test_a_withdrawal_leaves_comments_and_layout_as_they_were(tmp_path):
    path = tmp_path / "call.consent.toml"
    before = """# by telephone
basis   = "explicit"  # both said yes
recorded_by = 'A. Tutor'
recorded_at = 2026-03-02T14:10:00+00:00

[[people]]   # the caller
name = "Ann"
agreed = true
"""
    path.write_text(before)
    assert mark_withdrawn(path, "Sam", NOW)
    assert path.read_text() == f'{before}\n[withdrawn]\nby = "Sam"\nat = 2026-06-01T09:00:00Z\n'


def test_a_withdrawal_is_noted_in_a_record_that_cannot_be_read_and_its_words_are_kept(tmp_path):
    path = tmp_path / "call.consent.toml"
    path.write_text("basis = explicit, they said\n")
    assert mark_withdrawn(path, "Sam", NOW)
    assert path.read_text().startswith("# basis = explicit, they said\n")
    assert mark_withdrawn(path, "Alex", NOW) is False
    with pytest.raises(ConsentInvalid, match=r"withdrawn on .* \(noted by Sam\)"):
        read_record(path)


def test_withdrawing_twice_keeps_the_first_time(tmp_path):
    path = tmp_path / "call.consent.toml"
    write_record(path, RECORD)
    assert mark_withdrawn(path, "Sam", NOW) is True
    text = path.read_text()
    assert mark_withdrawn(path, "Alex", NOW) is False
    assert path.read_text() == text
    with pytest.raises(ConsentInvalid, match=r"withdrawn on 2026-06-01 09:00:00\+00:00 \(noted by Sam\)"):
        read_record(path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for write in (lambda path: write_record(path, RECORD), lambda path: mark_withdrawn(path, "Sam", NOW)):
        with pytest.raises(StoreUnusable, match=r"cannot write .*file/call.consent.toml") as caught:
            write(tmp_path / "file" / "call.consent.toml")
        assert caught.value.stage == "consent"
