"""Agreement in a picture: a mark and its range for each figure that there is, the same in words and table."""

from __future__ import annotations

import pytest

from observe.quality.agreement import Table
from observe.quality.kappa import agreement
from observe.schemes import load
from observe.ui.pictures.agreement import by_pair, by_point
from observe.ui.words.quality import agreement_row

UNIT = load("resolve-problems")
FIRST, SECOND = UNIT.criteria[0], UNIT.criteria[1]
MANY = agreement([(str(n), "met" if n % 2 else "not_yet", "met" if n % 4 else "not_yet") for n in range(40)])
FEW = agreement([("a", "met", "met"), ("b", "met", "not_yet"), ("c", "not_yet", "not_yet")])
NONE = agreement([("a", "met", "met")])
TABLE = Table(MANY, {(UNIT.id, FIRST.id): MANY, (UNIT.id, SECOND.id): NONE, ("another", "point"): FEW})


def rows(picture):
    spec = picture.chart.to_dict()
    every = [row for own in spec.get("datasets", {}).values() for row in own]
    every += [row for layer in [spec, *spec["layer"]] for row in layer.get("data", {}).get("values", [])]
    return {row["row"]: row for row in every if "row" in row}


def test_a_mark_stands_at_the_figure_and_its_line_is_its_range():
    found = rows(by_point([("Two assessors", TABLE)], UNIT, "Decided alike"))
    point = found[f"Point {FIRST.number}"]
    assert (point["value"], point["low"], point["high"]) == (MANY.same.share, MANY.same.low, MANY.same.high)
    kappa = rows(by_point([("Two assessors", TABLE)], UNIT, "Kappa"))[f"Point {FIRST.number}"]
    assert (kappa["value"], kappa["low"], kappa["high"]) == (MANY.kappa, MANY.low, MANY.high)
    assert (kappa["points"], kappa["calls"]) == (40, 40)


def test_without_a_range_the_line_has_no_length_and_without_a_figure_there_is_no_mark():
    table = Table(FEW, {(UNIT.id, FIRST.id): FEW, (UNIT.id, SECOND.id): NONE})
    found = rows(by_point([("Two assessors", table)], UNIT, "Kappa"))
    assert found["All points"]["low"] == found["All points"]["value"] == found["All points"]["high"]
    assert f"Point {SECOND.number}" not in found


@pytest.mark.parametrize("measure", ["Decided alike", "Kappa"])
def test_the_table_says_what_the_tables_of_the_page_say(measure):
    picture = by_point([("Two assessors", TABLE)], UNIT, measure)
    for row, found in zip(picture.table, [MANY, MANY, NONE], strict=True):
        told = agreement_row("", found)
        assert {key: row[key] for key in ("Decided alike", "Kappa", "Points", "Calls")} == {
            key: told[key] for key in ("Decided alike", "Kappa", "Points", "Calls")
        }
    assert f"Two assessors: {agreement_row('', MANY)[measure]}, 40 points of 40 calls" in picture.words


def test_nothing_that_was_compared_with_nobody_takes_room():
    picture = by_point(
        [("Two assessors", TABLE), ("Assessor and machine", Table(agreement([]), {}))], UNIT, "Kappa"
    )
    assert {row["Compared"] for row in picture.table} == {"Two assessors"}


def test_each_two_assessors_have_a_row_of_their_own_however_long_their_names():
    long = "A" * 60
    found = by_pair({(long, "Ben"): MANY, (long, "Cat"): FEW}, "Decided alike")
    assert len(rows(found)) == 2
    assert [row["Of"] for row in found.table] == [f"{long} and Ben", f"{long} and Cat"]
