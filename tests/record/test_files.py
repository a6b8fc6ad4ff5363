"""The files of an evidence record: each the same every time, each sound in itself."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC

import docx
import numpy as np
import pypdfium2
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observe.annotation import Interval
from observe.observation import Cue
from observe.record import FORMATS, bundle, clips, content, export, mapping, muting
from observe.record.parts import QuotedMoment
from observe.record.words import plain

ROOT_OF_SAMPLES = "recordings_sample"


@pytest.fixture
def audio(request):
    return request.config.rootpath / ROOT_OF_SAMPLES / "billing_resolved.flac"


@pytest.fixture(scope="module")
def zipped(cases, request):
    path = request.config.rootpath / ROOT_OF_SAMPLES / "billing_resolved.flac"
    data = export(*cases["signed"].parts, "zip", audio=path)
    return data, zipfile.ZipFile(io.BytesIO(data))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_record_gives_the_same_bytes(cases, audio, kind):
    once, again = (export(*cases["signed"].parts, kind, audio=audio) for _ in range(2))
    assert once == again
    assert once != export(*cases["draft"].parts, kind)


def test_no_part_of_a_package_tells_when_it_was_written(cases, zipped):
    word = zipfile.ZipFile(io.BytesIO(export(*cases["signed"].parts, "docx")))
    assert {part.date_time for part in word.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    stamp = content.make(*cases["signed"].parts).stamp
    assert {part.date_time for part in zipped[1].infolist()} == {stamp.timetuple()[:6]}


def test_the_word_document_says_what_it_is_and_in_which_language(cases):
    document = docx.Document(io.BytesIO(export(*cases["signed"].parts, "docx")))
    core = document.core_properties
    assert (core.title, core.language, core.author) == (
        "Evidence record: Managing customer complaints",
        "en-GB",
        "Tomasz Zieliński",
    )
    assert core.created.replace(tzinfo=UTC) == content.make(*cases["signed"].parts).stamp
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"][:2] == [
        "Decisions",
        "Point by point",
    ]


def test_every_table_of_the_word_document_has_a_header_row_and_says_what_it_holds(cases):
    document = docx.Document(io.BytesIO(export(*cases["signed"].parts, "docx")))
    assert document.tables
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert re.search(r'w:tblCaption w:val="[^"]+"', table._tbl.xml)


def test_the_pdf_is_tagged_titled_bookmarked_and_carries_its_fonts(cases):
    data = export(*cases["signed"].parts, "pdf")
    document = pypdfium2.PdfDocument(data)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == "Evidence record: Managing customer complaints"
    marks = [mark.get_title() for mark in document.get_toc()]
    assert marks[:3] == ["Decisions", "Point by point", "Point 1: Met"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert re.search(rb"/Lang ?\(en-GB\)", data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quote=st.text(max_size=60), comment=st.text(max_size=60), learner=st.text(max_size=20))
def test_no_text_keeps_a_record_from_being_made(case, quote, comment, learner):
    made = case([quote], comment=comment, learner=learner)
    cells = [
        cell.text
        for table in docx.Document(io.BytesIO(export(*made.parts, "docx"))).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert f"“{plain(quote)}”" in cells or not plain(quote)
    assert len(pypdfium2.PdfDocument(export(*made.parts, "pdf"))) >= 2


def test_the_pictures_in_the_documentation_are_two_small_pages_of_each_call(request):
    folder = request.config.rootpath / "docs" / "records"
    pictures = {path.name: path.stat().st_size for path in folder.glob("*.png")}
    assert set(pictures) == {"signed-1.png", "signed-2.png", "draft-1.png", "draft-2.png"}
    assert max(pictures.values()) < 150_000
    page = (folder.parent / "evidence-record.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(records/(\S+\.png)\)", page)) <= set(pictures)


def test_a_row_of_the_table_is_a_moment_and_a_point_without_one_has_a_row(cases):
    record = content.make(*cases["signed"].parts)
    rows = list(csv.DictReader(io.StringIO(mapping.table(record), newline="")))
    assert [row["criterion"] for row in rows] == [
        point.id for point in record.points for _ in mapping.moments(point) or (None,)
    ]
    first = rows[0]
    assert (first["from"], first["to"], first["speaker"], first["cue"]) == (
        "00:08",
        "00:11",
        "customer",
        "dissatisfaction",
    )
    assert (first["outcome"], first["decision"], first["moment"], first["signed"]) == (
        "shown",
        "met",
        "evidence",
        "yes",
    )
    by_hand = next(row for row in rows if row["moment"] == "evidence" and not row["cue"])
    assert (by_hand["from"], by_hand["quote"]) == ("01:39", "so you will have it by Friday.")
    assert {row["moment"] for row in rows} == {"evidence", "struck", "suggested", ""} - {"suggested"}


def test_no_cell_of_the_table_is_a_formula(case):
    made = case(["=1+1", "@SUM(A1)"], points=2, comment="-cmd|'/c calc'", name="+Eve", learner="=Mal")
    rows = list(csv.reader(io.StringIO(mapping.table(content.make(*made.parts)), newline="")))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert rows[1][7] == "'=1+1"


def test_the_json_tells_the_same_by_keys(cases):
    whole = json.loads(export(*cases["signed"].parts, "json"))
    points = {point["criterion"]: point for point in whole["points"]}
    assert whole["unit"]["id"] == "manage-complaints"
    assert whole["draft"] is False
    assert [one["holds"] for one in whole["signatures"]] == [False, True]
    assert points["plan-agreed"]["decision"] == "met"
    assert points["plan-agreed"]["suggestion"]["outcome"] == "shown"
    assert [moment["cue"] for moment in points["perspective-acknowledged"]["struck"]] == [
        "clarifying_question@53.807"
    ]
    assert points["plan-agreed"]["evidence"][1] == {
        "start": 99.9,
        "end": 101.7,
        "when": "01:39–01:42",
        "speaker": "agent",
        "quote": "so you will have it by Friday.",
        "cue": None,
    }


def test_the_zip_holds_the_record_four_times_and_a_clip_of_each_moment(zipped, cases):
    data, whole = zipped
    names = whole.namelist()
    assert names[:5] == [
        "README.txt",
        "evidence-record.docx",
        "evidence-record.pdf",
        "mapping.csv",
        "mapping.json",
    ]
    record = content.make(*cases["signed"].parts)
    moments = {(moment.start, moment.end) for point in record.points for moment in point.evidence}
    assert len(names) - 5 == len(moments)
    assert len(data) < 10_000_000
    readme = whole.read("README.txt").decode()
    assert all(name in readme for name in names[1:])
    for name in names[5:]:
        assert soundfile.info(io.BytesIO(whole.read(name))).subtype == "PCM_16"


def test_a_clip_is_the_moment_with_a_second_either_side(zipped, cases, audio):
    record = content.make(*cases["signed"].parts)
    first = min((moment.start, moment.end) for point in record.points for moment in point.evidence)
    sound, rate = soundfile.read(io.BytesIO(zipped[1].read("clips/001_at_00-08.flac")))
    assert rate == 16_000
    assert len(sound) / rate == pytest.approx(first[1] - first[0] + 2.0, abs=0.001)
    assert np.abs(sound).max() > 0.05


@pytest.fixture(scope="module")
def named(cases):
    """The well-handled call, and every word of it that names the customer."""
    observation = cases["signed"].observation
    words = [w for t in observation.turns for w in t.words]
    return observation, [w for w in words if re.sub(r"\W|s$", "", w.text.lower()) in ("martin", "cooper")]


def test_every_mention_of_the_customers_name_is_muted_and_little_else(named):
    observation, names = named
    muted = muting.stretches(observation)
    assert len(names) >= 4
    for word in names:
        assert any(one.start <= word.start and word.end <= one.end for one in muted), word
    assert sum(one.duration for one in muted) < 0.15 * observation.recording.duration_s


def test_an_address_read_back_is_muted_where_both_people_say_it(named):
    observation, _ = named
    muted = muting.stretches(observation)
    words = [w for t in observation.turns for w in t.words if w.text.strip(".,").lower() in ("14", "station")]
    assert len(words) == 4
    assert all(any(one.overlap(w.interval) > 0.9 * w.interval.duration for one in muted) for w in words)
    home = [w for t in observation.turns for w in t.words if w.text.lower() in ("payment", "refund", "sorry")]
    assert not [w for w in home if any(one.overlap(w.interval) > 0.1 for one in muted)]


def test_a_name_given_beforehand_is_muted_however_it_is_written(named):
    observation, _ = named
    options = {**observation.provenance.options, "customer_name": "Friday"}
    told = replace(observation, provenance=replace(observation.provenance, options=options))
    fridays = [w for t in observation.turns for w in t.words if w.text.startswith("Friday")]
    assert fridays
    muted = muting.stretches(told)
    assert all(any(one.overlap(w.interval) > 0 for one in muted) for w in fridays)


def test_a_muted_stretch_of_a_clip_is_silent_and_the_rest_is_as_it_was(named, audio, cases):
    observation, names = named
    word = names[0]
    record = content.make(*cases["signed"].parts)
    moment = QuotedMoment(word.start - 1, word.end + 1, "", "", "", "", "evidence")
    only = replace(record, points=(replace(record.points[0], moments=(moment,)),))
    (clip,) = clips.plan(only, observation.recording.duration_s, muting.stretches(observation))
    (sound,) = clips.cut(audio, (clip,))
    (open_,) = clips.cut(audio, (replace(clip, muted=()),))
    begin, end = (round((time - clip.stretch.start) * 16_000) for time in (word.start, word.end))
    assert np.abs(open_[:, begin:end]).max() > 0.02
    assert np.abs(sound[:, begin:end]).max() == 0.0
    loud = np.ones(sound.shape[1], bool)
    for one in clip.muted:
        loud[
            max(0, int((one.start - clip.stretch.start) * 16_000)) : int(
                (one.end - clip.stretch.start) * 16_000
            )
            + 2
        ] = 0
    assert loud.sum() > 16_000
    assert np.array_equal(sound[:, loud], open_[:, loud])
    decoded, _ = soundfile.read(io.BytesIO(clips.encoded(sound, "flac")), always_2d=True)
    assert np.abs(decoded[begin:end]).max() == 0.0


def test_the_readme_tells_the_places_that_are_muted_and_not_the_names(cases, audio, named):
    observation, _ = named
    case = cases["signed"]
    cue = next(cue for cue in observation.cues if cue.cue == "customer_name")
    assert isinstance(cue, Cue)
    record = content.make(*case.parts)
    moment = QuotedMoment(cue.start, cue.end, "", "Agent", cue.quote, cue.id, "evidence")
    only = replace(record, points=(replace(record.points[0], moments=(moment,)),))
    whole = zipfile.ZipFile(io.BytesIO(bundle.dumps(only, observation, audio)))
    readme = whole.read("README.txt").decode()
    assert re.search(r"Muted: \d\.\d seconds within \d\d:\d\d–\d\d:\d\d", readme)
    assert "Cooper" not in readme


def test_clips_that_would_pass_the_limit_become_opus_and_what_is_left_out_is_named(cases, audio, monkeypatch):
    record = content.make(*cases["signed"].parts)
    observation = cases["signed"].observation
    flac = len(bundle.dumps(record, observation, audio))
    monkeypatch.setattr(bundle, "MOST_BYTES", flac - 1)
    smaller = zipfile.ZipFile(io.BytesIO(bundle.dumps(record, observation, audio)))
    sounds = [name for name in smaller.namelist() if name.startswith("clips/")]
    assert {name[-4:] for name in sounds} == {".ogg"}
    assert all(soundfile.info(io.BytesIO(smaller.read(name))).format == "OGG" for name in sounds)
    assert bundle.dumps(record, observation, audio) == bundle.dumps(record, observation, audio)
    written = sum(smaller.getinfo(name).file_size for name in smaller.namelist()[1:5])
    limit = written + 5 * bundle.ENTRY_BYTES + bundle.README_BYTES + 30_000
    monkeypatch.setattr(bundle, "MOST_BYTES", limit)
    data = bundle.dumps(record, observation, audio)
    few = zipfile.ZipFile(io.BytesIO(data))
    kept = [name for name in few.namelist() if name.startswith("clips/")]
    assert 0 < len(kept) < len(sounds)
    assert len(data) <= limit
    assert few.read("README.txt").decode().count("Left out") == len(sounds) - len(kept)


def test_a_zip_without_the_recording_says_that_it_has_no_clips(cases):
    whole = zipfile.ZipFile(io.BytesIO(export(*cases["signed"].parts, "zip")))
    assert len(whole.namelist()) == 5
    assert "There are none: the recording was not at hand" in whole.read("README.txt").decode()


def test_muted_stretches_that_touch_are_one():
    assert muting.merged(iter([Interval(3, 4), Interval(0, 1), Interval(1, 2), Interval(0.5, 0.7)])) == (
        Interval(0, 2),
        Interval(3, 4),
    )
