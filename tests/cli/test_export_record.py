"""``observe export`` of an evidence record: by number with its decisions, by path as a draft."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import docx
import pypdfium2
import pytest

from observe.assessment import Decided, Mark, Moment, Opened, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.cli.export import RECORDS
from observe.io import document
from observe.observation import Consent
from observe.schemes import load
from observe.store import open_store
from tests.support import seeding

UNIT = "manage-complaints"
ASSESSOR = Person("Ada Assessor", "assessor")


@pytest.fixture
def stored(place):
    """The well-handled call, kept, analysed, and decided by one assessor; its number and its document."""
    observation = seeding.observation_of("billing_resolved")
    unit = load(UNIT)
    subject = Subject(observation.recording.sha256, unit.id, unit.version)
    names = [criterion.id for criterion in unit.criteria]
    path = place.folder / "found.json"
    path.write_text(document.dumps(observation), encoding="utf-8")
    with open_store(place.data, "") as store:
        number = seeding.keep(store, observation, seeding.SAMPLES / observation.recording.file)
        events = [Opened("Lee Learner", ASSESSOR.name, False)]
        moment = Moment.of(next(cue for cue in observation.cues if cue.cue == "apology"))
        events += [Decided(Mark(name, "met", "Heard it.", (moment,))) for name in names]
        for event in events:
            store.assessments.add(subject, number, ASSESSOR, event, criteria=names)
        standing = standing_of(subject, names, store.assessments.entries(subject))
        signed = Signed(ASSESSOR.name, seal(subject, standing.marks_of(ASSESSOR.name)))
        store.assessments.add(subject, number, ASSESSOR, signed, criteria=names)
    return number, path


def exported(place, name, kind, *more):
    target = place.folder / f"record.{kind}"
    ran = place.run("export", name, "--format", kind, "--out", target, *more)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    return target.read_bytes()


def test_a_stored_calls_record_holds_its_decisions_in_every_format(place, stored):
    number, _ = stored
    word = docx.Document(io.BytesIO(exported(place, number, "docx", "--scheme", UNIT)))
    assert any(paragraph.text.startswith("Signed by Ada Assessor on ") for paragraph in word.paragraphs)
    pages = pypdfium2.PdfDocument(exported(place, number, "pdf", "--scheme", UNIT))
    assert "Ada Assessor" in pages[0].get_textpage().get_text_range()
    whole = zipfile.ZipFile(io.BytesIO(exported(place, number, "zip", "--scheme", UNIT)))
    assert [name for name in whole.namelist() if name.startswith("clips/")] == ["clips/001_at_00-18.flac"]


def test_a_document_alone_gives_a_draft_without_decisions(place, stored):
    _, path = stored
    word = docx.Document(io.BytesIO(exported(place, path, "docx", "--scheme", UNIT)))
    assert any(p.text == "Draft: no assessor has decided a point yet." for p in word.paragraphs)
    assert "DRAFT" in word.sections[0].header.paragraphs[0].text


def test_the_table_of_a_unit_holds_suggestions_as_before_and_decisions_beside_them(place, stored):
    number, path = stored
    before = list(csv.reader(io.StringIO(place.run("export", path, "--format", "csv").out, newline="")))
    ran = place.run("export", number, "--format", "csv", "--scheme", UNIT)
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert list(rows[0])[: len(before[0])] == before[0]
    assert {row["decision"] for row in rows} == {"met"}
    assert {row["moment"] for row in rows} == {"evidence", "suggested"}
    suggested = [[row[c] for c in ("criterion", "from", "cue")] for row in rows if row["moment"] == "suggested"]
    assert [one for one in suggested if one not in [[b[1], b[3], b[6]] for b in before]] == []


def test_the_json_of_a_unit_is_the_document_and_the_record_beside_it(place, stored):
    number, _ = stored
    ran = place.run("export", number, "--format", "json", "--scheme", UNIT)
    whole = json.loads(ran.out)
    assert {finding["scheme"] for finding in whole["findings"]} == {UNIT}
    assert {point["decision"] for point in whole["record"]["points"]} == {"met"}
    assert whole["record"]["draft"] is False
    again = place.folder / "again.json"
    again.write_text(ran.out, encoding="utf-8")
    assert place.run("export", again, "--format", "vtt").status == 0


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_without_a_unit_each_has_a_record_of_its_own(place, stored, kind):
    number, path = stored
    units = {finding.scheme for finding in document.loads(path.read_text(encoding="utf-8")).findings}
    ran = place.run("export", number, "--format", kind, "--out", place.folder / f"record.{kind}")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert len(units) > 1
    found = sorted(one.name for one in place.folder.glob(f"record*.{kind}"))
    assert found == sorted(f"record.{unit}.{kind}" for unit in units)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_needs_a_unit_and_says_which_there_are(place, stored, kind):
    number, _ = stored
    out = ("--out", place.folder / "x")
    for more, found in (
        (out if kind == "zip" else (), "without --scheme; this observation was marked by"),
        ((*out, "--scheme", "nosuch"), "nosuch"),
    ):
        ran = place.run("export", number, "--format", kind, *more)
        assert (ran.status, ran.out) == (2, "")
        assert found in ran.err
        assert UNIT in ran.err
        assert not (place.folder / "x").exists()


def test_an_assessor_who_has_no_part_in_it_is_told_who_has(place, stored):
    ran = place.run("export", stored[0], "--format", "csv", "--scheme", UNIT, "--assessor", "Ben")
    assert ran.status == 2
    assert "this call is marked by Ada Assessor" in ran.err


@pytest.mark.parametrize("kind", ["vtt", "csv"])
def test_an_assessor_is_asked_for_only_where_there_are_decisions(place, stored, kind):
    ran = place.run("export", stored[0], "--format", kind, "--assessor", "Ada Assessor")
    assert (ran.status, ran.out) == (2, "")
    assert "holds no decisions here" in ran.err


def test_a_record_goes_through_a_pipe_whole(place, stored):
    command = [sys.executable, "-m", "observe", "export", str(stored[1]), "--format", "pdf", "--scheme", UNIT]
    ran = subprocess.run(command, cwd=place.folder, env=place.environment(), capture_output=True, check=True)
    assert len(pypdfium2.PdfDocument(ran.stdout)) >= 2


def test_a_record_is_not_poured_into_a_terminal(place, stored):
    command = [sys.executable, "-m", "observe", "export", str(stored[1]), "--format", "pdf", "--scheme", UNIT]
    ours, theirs = pty.openpty()
    try:
        ran = subprocess.run(
            command,
            cwd=place.folder,
            env=place.environment(),
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert ran.returncode == 2
    assert b"--out" in ran.stderr


def test_no_record_is_written_once_consent_is_withdrawn(place, stored):
    number, _ = stored
    with open_store(place.data, "") as store:
        store.recordings.withdraw(store.observations.get(number).sha256, "A. Tutor")
    for kind in RECORDS:
        ran = place.run("export", number, "--format", kind, "--scheme", UNIT, "--out", place.folder / "x")
        assert ran.status == 3
        assert "consent was withdrawn" in ran.err
        assert not (place.folder / "x").exists()


def test_the_text_formats_need_neither_the_typesetter_nor_the_word_processor(place, stored):
    script = (
        "import sys; from observe.cli.export import export; "
        f"export.main([{str(stored[1])!r}, '--format', 'csv', '--scheme', {UNIT!r}], standalone_mode=False); "
        "print(sorted({'typst', 'docx', 'av', 'torch', 'streamlit'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], env=place.environment(), capture_output=True, text=True, check=True
    )
    assert ran.stderr.strip() == "[]"


def test_consent_that_ran_out_lets_nothing_out(place):
    observation = seeding.observation_of("billing_resolved")
    with open_store(place.data, "") as store:
        number = seeding.keep(store, observation, seeding.SAMPLES / observation.recording.file)
        past = Consent("role-play", "A. Tutor", datetime(2020, 1, 1, tzinfo=UTC).isoformat(), "2020-06-01")
        store.recordings.give_consent(observation.recording.sha256, past)
    ran = place.run("export", number, "--format", "zip", "--scheme", UNIT, "--out", place.folder / "x.zip")
    assert ran.status == 3
