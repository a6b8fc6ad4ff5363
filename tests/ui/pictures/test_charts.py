"""Pictures: what is drawn can be seen and told apart without colour, holds its numbers, and can be kept."""

from __future__ import annotations

import itertools
import json
import struct

import pytest

from observe.turns.dynamics import PORTIONS
from observe.ui.pictures.charts.look import (
    BLACK,
    DECIDED,
    GREY,
    INK,
    PATHS,
    SERIES,
    STEPS,
    SUGGESTED,
    TIME,
    cue_look,
    named,
    step,
)
from observe.ui.pictures.charts.numbers import Number, numbers
from observe.ui.pictures.charts.picture import Picture
from observe.ui.pictures.charts.points import Cell, points
from observe.ui.pictures.charts.strips import Part, strips
from observe.ui.pictures.charts.timeline import CueAt, Note, ticks, timeline
from observe.ui.pictures.charts.trend import Rate, trend
from observe.ui.pictures.charts.whiskers import Whisker, whiskers
from observe.ui.words.cue_style import STYLES

#: The pages on which the pictures stand, as Streamlit paints them.
WHITE, DARK = "#ffffff", "#171614"
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:hit) datum.x"
LOOKS = [*DECIDED.values(), *SUGGESTED.values(), *TIME.values(), *map(cue_look, STYLES)]


@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_a_mark_can_be_seen_on_both_pages_and_its_sign_read_on_it(look, contrast):
    assert contrast(look.colour, WHITE) >= 3.0
    assert contrast(look.colour, DARK) >= 3.0
    assert contrast(look.colour, INK) >= 4.5 or not look.sign


@pytest.mark.parametrize("colour", [GREY, *(colour for _, colour in SERIES)])
def test_outlines_and_what_is_compared_can_be_seen_on_both_pages(colour, contrast):
    assert contrast(colour, WHITE) >= 3.0
    assert contrast(colour, DARK) >= 3.0


@pytest.mark.parametrize(("fill", "ink"), STEPS)
def test_a_number_can_be_read_in_its_cell(fill, ink, contrast):
    assert contrast(fill, ink) >= 4.5


def test_more_is_darker(contrast):
    beside_white = [contrast(fill, WHITE) for fill, _ in STEPS]
    assert beside_white == sorted(beside_white)
    assert (step(0.0), step(0.5), step(1.0)) == (STEPS[0], STEPS[2], STEPS[-1])


@pytest.mark.parametrize("looks", [DECIDED, SUGGESTED, TIME], ids=["decided", "suggested", "time"])
def test_no_two_marks_of_a_picture_differ_in_colour_alone(looks):
    for one, other in itertools.combinations(looks.values(), 2):
        assert (one.sign, one.shape) != (other.sign, other.shape)


def test_what_is_compared_differs_in_shape():
    shapes = [shape for shape, _ in SERIES]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(PATHS)


def test_every_portion_of_time_has_a_look():
    assert set(TIME) == set(PORTIONS)


def a_cue(**how):
    kept = {
        "call": "1 · 2 Mar 2026", "cue": "apology", "what": "A Apology", "letters": "A", "at": 1.5, "lane": 1,
        "time": "01:30", "quote": HOSTILE, "address": "/review?call=7&t=90.000",
    }  # fmt: skip
    return CueAt(**kept | how)


A_PART = Part("1", "A Agent", "A", 0.0, 60.0, "60 %", "01:12")
A_CELL = Cell("1", 1, HOSTILE, "✓ Met", "✓", "≠", "Met", "No opportunity", "/review?call=7")
A_RATE = Rate("1", 1, "A Apology", "A", 3, 2.5, 2.5, 2.5)
A_NUMBER = Number("Lee", "A", "2.5", 0.5, "Apology", "2.5 (3 in 12 min)")
A_WHISKER = Whisker("Point 1", "Two assessors", 0.5, 0.2, 0.8, "50 % (20 to 80)", 12, 6, HOSTILE)
CHARTS = {
    "timeline": timeline(
        [a_cue()], [Note("2", "Hidden until you have decided", 3.0)], ["1", "2"], ["apology"], 5.0, clock=True
    ),
    "strips": strips([A_PART], ["1"]),
    "points": points([A_CELL], ["1"], DECIDED),
    "trend": trend([A_RATE], ["apology"]),
    "numbers": numbers([A_NUMBER, Number("Zoe", "A", "", None, "Apology", "")], ["Lee", "Zoe"], ["A"], "Cue"),
    "whiskers": whiskers([A_WHISKER], ["Point 1"], ["Two assessors"], "Kappa", (-1.0, 1.0)),
}


def picture(name):
    return Picture(name, "A title", f"It says {HOSTILE}.", CHARTS[name], [])


def layers(name):
    return CHARTS[name].to_dict()["layer"]


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_tells_its_numbers_where_one_points_at_it(name):
    assert any("tooltip" in layer["encoding"] for layer in layers(name))


@pytest.mark.parametrize("name", CHARTS)
def test_single_marks_are_left_to_the_table(name):
    assert CHARTS[name].to_dict()["config"]["mark"]["aria"] is False


@pytest.mark.parametrize("name", ["timeline", "points"])
def test_a_mark_leads_to_review(name):
    marks = [layer for layer in layers(name) if "href" in layer["encoding"]]
    assert marks
    assert all(layer["encoding"]["href"]["field"] == "address" for layer in marks)


@pytest.mark.parametrize("name", ["timeline", "points", "whiskers"])
def test_what_people_said_stays_data_and_never_becomes_part_of_the_drawing(name):
    spec = CHARTS[name].to_dict()
    held = json.dumps([spec.pop("datasets", None), *(layer.pop("data", None) for layer in spec["layer"])])
    held += json.dumps(spec.pop("data", None))
    assert "onerror" in held
    assert "onerror" not in json.dumps(spec)


def test_a_cell_without_a_number_is_empty_and_one_with_a_number_has_ink_for_its_colour():
    spec = json.dumps(CHARTS["numbers"].to_dict())
    assert '"transparent"' in spec
    assert step(0.5)[0] in spec


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_can_be_kept_as_a_file_without_a_browser(name):
    file = picture(name).file("Lee")
    assert file.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", file[16:24])
    assert width >= 1600
    assert height >= 200


def test_a_file_says_whose_calls_it_shows():
    assert picture("strips").file("Lee") != picture("strips").file("Zoe")


def test_a_screen_reader_is_given_the_sentence_and_told_of_the_table():
    assert picture("strips").spoken.startswith("A title. It says")
    assert "table" in picture("strips").spoken


@pytest.mark.parametrize("end", [0.4, 2.1, 9.0, 61.0, 100.0, 600.0])
def test_an_axis_has_no_more_numbers_than_a_phone_has_room_for(end):
    assert 2 <= len(ticks(end)) <= 7
    assert ticks(end)[-1] <= end


def test_ink_is_light_or_dark():
    assert {ink for _, ink in STEPS} == {INK, BLACK}
