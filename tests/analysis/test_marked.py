"""An old observation is shown by the text that it was marked by, whatever became of the file since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observe.analysis.pipeline import Options
from observe.analysis.recording import Request, analyse_file, schemes_for
from observe.errors import NotFound
from observe.io import document
from observe.observation import SchemeUsed
from observe.schemes import load_all
from observe.store import open_store
from observe.store.schemes_used import scheme_of, schemes_of

MANNER = """
id: telephone-manner
title: Telephone manner
version: "{version}"
source: Centre handbook, section 4
criteria:
  - id: says-sorry
    number: 1
    text: {point}
    heard: on_call
    cues: [apology]
    opportunity: always
"""
FIRST, EDITED = "Apologises.", "Apologises by name."


@pytest.fixture
def centre(store):
    """A function that writes the centre's own scheme."""
    folder = store.folder / "schemes"
    folder.mkdir()
    path = folder / "manner.yaml"

    def write(point=FIRST, version="1.0"):
        path.write_text(MANNER.format(point=point, version=version), encoding="utf-8")
        return path

    return write


@pytest.fixture
def analysed(mono, store, fakes):
    """A function that analyses the call by the schemes as they now are, and gives what was stored."""

    def analyse():
        schemes = schemes_for(Request(), store)
        row, _ = analyse_file(mono, fakes.CONSENT, fakes.engines(), schemes, Options(), store)
        return document.loads(store.observations.document(row.id))

    return analyse


def test_an_observation_names_every_text_that_it_was_marked_by(store, centre, analysed):
    centre()
    found = analysed()
    schemes = schemes_for(Request(), store)
    assert found.schemes == tuple(SchemeUsed(s.id, s.version, s.sha256) for s in schemes)
    assert {used.id for used in found.schemes} == {finding.scheme for finding in found.findings}


def test_an_edit_without_a_new_version_leaves_the_old_observation_its_text(store, centre, analysed):
    centre(FIRST)
    old = analysed()
    centre(EDITED)
    new = analysed()
    before, after = (scheme_of(store, seen, "telephone-manner") for seen in (old, new))
    assert (before.criteria[0].text, before.version) == (FIRST, "1.0")
    assert (after.criteria[0].text, after.version) == (EDITED, f"1.0+{after.sha256[:6]}")


def test_a_deleted_file_takes_nothing_from_an_observation(store, centre, analysed):
    path = centre()
    found = analysed()
    path.unlink()
    assert scheme_of(store, found, "telephone-manner").criteria[0].text == FIRST
    assert [scheme.id for scheme in schemes_of(store, found)] == [used.id for used in found.schemes]


def test_a_file_that_was_broken_since_takes_nothing_from_an_observation(store, centre, analysed):
    path = centre()
    found = analysed()
    path.write_text("id: [", encoding="utf-8")
    assert scheme_of(store, found, "telephone-manner").criteria[0].text == FIRST


@pytest.fixture
def older(analysed):
    """A function that gives an observation as an earlier version wrote it, by a text that was never kept."""

    def make(*, says):
        found = analysed()  # while the centre has no scheme
        by_manner = replace(found.findings[0], scheme="telephone-manner", criterion="says-sorry")
        options = {"schemes": ["telephone-manner 1.0"]} if says else {}
        return replace(
            found,
            schemes=(),
            findings=(*found.findings, by_manner),
            provenance=replace(found.provenance, options=options),
        )

    return make


SAYS = pytest.mark.parametrize("says", [True, False], ids=["says the version", "says none"])


@SAYS
def test_an_observation_from_before_texts_were_kept_has_the_installed_one(store, centre, older, says):
    found = older(says=says)
    centre()
    assert scheme_of(store, found, "telephone-manner").criteria[0].text == FIRST


def test_an_observation_from_before_texts_were_kept_is_not_shown_by_another_version(store, centre, older):
    found = older(says=True)
    centre(EDITED, version="1.1")
    with pytest.raises(NotFound, match=r"“telephone-manner” 1.0 was not kept"):
        scheme_of(store, found, "telephone-manner")
    assert [scheme.id for scheme in schemes_of(store, found)] == [scheme.id for scheme in load_all()]


@SAYS
def test_what_stood_in_for_an_old_text_goes_on_doing_so(store, centre, older, says):
    found = older(says=says)
    centre(FIRST)
    assert scheme_of(store, found, "telephone-manner").criteria[0].text == FIRST
    centre(EDITED)
    stands_in = scheme_of(store, found, "telephone-manner")
    assert (stands_in.criteria[0].text, stands_in.version) == (FIRST, "1.0")


def test_an_observation_from_another_data_folder_is_shown_by_the_same_text_alone(centre, analysed, tmp_path):
    path = centre()
    found = analysed()
    with open_store(tmp_path / "other", database="") as other:
        with pytest.raises(NotFound, match=r"“telephone-manner” 1.0 with the sum"):
            scheme_of(other, found, "telephone-manner")
        (other.folder / "schemes").mkdir()
        (other.folder / "schemes" / "mine.yaml").write_bytes(path.read_bytes())
        assert scheme_of(other, found, "telephone-manner").criteria[0].text == FIRST


def test_a_scheme_that_it_was_not_marked_by_is_named(store, centre, analysed):
    found = analysed()
    centre()
    with pytest.raises(NotFound, match="no finding by the scheme “telephone-manner”"):
        scheme_of(store, found, "telephone-manner")
