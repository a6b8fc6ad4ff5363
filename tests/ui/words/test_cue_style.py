"""Every cue has a look that can be told from the others', also in grey, and read on light and dark pages."""

from __future__ import annotations

import itertools

import pytest

from observe.cues import CUE_NAMES
from observe.ui.words.cue_style import GROUPS, STYLES, style_of

WHITE, DARK = "#ffffff", "#1a1c24"
LANES = ("#4a63a8", "#2f7d74", "#667085")
BADGES = ("#2e7033", "#a03030")


def test_contrast_is_computed_as_wcag_does(contrast):
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_cue_has_a_style_and_no_style_is_for_nothing():
    assert set(STYLES) == set(CUE_NAMES)
    assert {style.group for style in STYLES.values()} == set(GROUPS)


@pytest.mark.parametrize("part", ["label", "letters"])
def test_no_two_cues_share_a_label_or_letters(part):
    for one, other in itertools.combinations(STYLES.values(), 2):
        assert getattr(one, part) != getattr(other, part)


@pytest.mark.parametrize("name", CUE_NAMES)
def test_letters_can_be_read_on_the_mark_and_the_mark_seen_on_the_page(name, contrast):
    colour = STYLES[name].colour
    assert contrast(colour, WHITE) >= 4.5
    assert contrast(colour, DARK) >= 3.0


@pytest.mark.parametrize("colour", LANES)
def test_turn_bars_can_be_seen_on_both_pages(colour, contrast):
    assert contrast(colour, WHITE) >= 3.0
    assert contrast(colour, DARK) >= 2.9


@pytest.mark.parametrize("colour", BADGES)
def test_badges_can_be_read(colour, contrast):
    assert contrast(colour, WHITE) >= 4.5


def test_the_five_listening_cues_differ_in_shape_or_letters_so_that_grey_will_do():
    looks = [(style.shape, style.letters) for style in STYLES.values() if style.group == "listening"]
    assert len(set(looks)) == len(looks) == 5


def test_a_cue_made_known_later_still_has_a_look():
    assert style_of("new_habit").label == "New habit"
