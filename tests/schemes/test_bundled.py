"""The five schemes that come with the program, beside the units they restate."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from observe.cues import CUE_NAMES
from observe.schemes import load_all

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SCHEMES = load_all()
BY_SOURCE = {scheme.source: scheme for scheme in SCHEMES}
POINTS = {
    "000_40ff51d6c590488e.txt": 8,
    "001_db3af2fa78a581e9.txt": 8,
    "002_f5d7513a38f1b5b5.txt": 8,
    "003_e01f4b6801094b01.txt": 5,
    "004_b904f578e9cb8f48.txt": 4,
}
RUN = 6

with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the units are not beside this checkout")


def test_every_unit_has_one_scheme_with_all_its_points():
    assert {source: len(scheme.criteria) for source, scheme in BY_SOURCE.items()} == POINTS
    assert len(BY_SOURCE) == len(SCHEMES)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_numbers_are_the_points_places_in_the_unit(scheme):
    assert [criterion.number for criterion in scheme.criteria] == [*range(1, len(scheme.criteria) + 1)]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_a_scheme_names_only_known_cues_and_no_pattern(scheme):
    named = {name for criterion in scheme.criteria for name in criterion.cues + criterion.against}
    named |= {name for watch in scheme.watch for name in watch.cues}
    named |= {name for situation in scheme.situations.values() for name in situation.any_of}
    assert named <= {*CUE_NAMES}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_every_situation_is_an_occasion_for_some_point(scheme):
    assert {*scheme.situations} <= {criterion.opportunity for criterion in scheme.criteria}


def test_every_cue_the_product_is_for_is_evidence_for_a_point():
    evidence = {name for scheme in SCHEMES for criterion in scheme.criteria for name in criterion.cues}
    assert {*CUE_NAMES[:5]} <= evidence


def test_every_word_watch_point_is_watched_for_somewhere():
    """The two that only times show may be left to the dynamics; a wrong read-back may be the recogniser's."""
    watched = {name for scheme in SCHEMES for watch in scheme.watch for name in watch.cues}
    watched |= {name for scheme in SCHEMES for criterion in scheme.criteria for name in criterion.against}
    assert {*CUE_NAMES[CUE_NAMES.index("overpromise") :]} - watched <= {
        "interruption",
        "long_silence",
        "wrong_read_back",
    }


@with_seeds
@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_the_source_has_as_many_points(scheme):
    seed = (SEEDS / scheme.source).read_text(encoding="utf-8")
    heading = "Examiner Marking Points\n-" if "Examiner Marking Points\n-" in seed else "Key criteria assessors"
    points = seed.split(heading, 1)[1].split("Assessment Guidance", 1)[0]
    listed = re.findall(r"^\s*[-•] ", f"-{points}" if heading.endswith("-") else points, re.MULTILINE)
    assert len(listed) == len(scheme.criteria)


@with_seeds
@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_the_wording_is_our_own(scheme):
    """No text shares six words in a row with any unit."""
    seeds = set().union(*(_runs(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    texts = [text for c in scheme.criteria for text in (c.text, c.note or "", *c.elsewhere)]
    texts += [text for watch in scheme.watch for text in (watch.text, *watch.elsewhere)]
    shared = {run for text in texts for run in _runs(text)} & seeds
    assert not shared


def _runs(text):
    words = re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
