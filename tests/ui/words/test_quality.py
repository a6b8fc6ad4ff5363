"""Figures of quality in the words that people read."""

from __future__ import annotations

import pytest

from observe.assessment import Subject, standing_of
from observe.assessment.analysed import Analysed
from observe.observation import Consent, Finding, Provenance
from observe.quality import Case
from observe.quality.kappa import agreement
from observe.quality.leaning import Leaning
from observe.schemes import load
from observe.ui.words.quality import agreement_row, kappa_words, leaning_words, occasions_rows

UNIT = load("resolve-problems")

MANY = [(str(n), "met" if n % 2 else "not_yet", "met" if n % 4 else "not_yet") for n in range(40)]


@pytest.fixture
def centre_of():
    """Makes calls that were heard with these outcomes for the unit's first point, and marked by nobody yet."""

    def case(number, outcome):
        subject = Subject(f"{number:064d}", UNIT.id, UNIT.version)
        heard = Analysed(
            number,
            f"{number}.wav",
            Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00"),
            Provenance("0.1.0", (), {}, {}, "2026-03-02T14:20:00+00:00"),
            (),
            (
                Finding(UNIT.id, UNIT.criteria[0].id, outcome, (), "Because."),
                Finding(UNIT.id, UNIT.criteria[1].id, "not_on_recording", (), "Because."),
            ),
        )
        return Case(standing_of(subject, [c.id for c in UNIT.criteria], []), UNIT, (heard,))

    return lambda outcomes: [case(*one) for one in enumerate(outcomes)]


def test_a_line_of_agreement_says_figure_range_and_what_it_rests_on():
    row = agreement_row("All", agreement(MANY))
    assert row["Points"] == row["Calls"] == "40"
    assert row["Decided alike"].startswith("75 % (")
    assert row["Kappa"].startswith("0.50 (0.")


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], "nothing compared yet"),
        ([("a", "met", "met")] * 9, "not defined: only one decision was ever given"),
        ([("a", "met", "met"), ("b", "not_yet", "not_yet")], "1.00 (no interval: fewer than 5 calls)"),
        (
            [(str(n), "met", "met" if n else "not_yet") for n in range(9)],
            "0.00 (no interval: one of them gave the same decision throughout)",
        ),
        (
            [(str(n), *["met" if n % 2 else "not_yet"] * 2) for n in range(9)],
            "1.00 (no interval: they never differed)",
        ),
        ([(str(n), *(("met", "not_yet") if n % 2 else ("not_yet", "met"))) for n in range(4)], "−1.00 (no"),
    ],
)
def test_kappa_says_why_it_or_its_range_is_missing(items, words):
    assert kappa_words(agreement(items)).startswith(words)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Leaning("Ada", 12, 3), "Too little to say anything: 20 shared points from 5 calls are the least."),
        (
            Leaning("Ada", 40, 9, 0.8, 0.7, -0.02, 0.22),
            "No difference that these points can show (between −2 and +22 in a hundred).",
        ),
        (
            Leaning("Ada", 40, 9, 0.5, 0.7, -0.3, -0.1),
            "Decides met less often: 20 in a hundred (between −30 and −10 in a hundred).",
        ),
        (Leaning("Ada", 40, 9, 0.7, 0.7), "Always the same as the others."),
        (Leaning("Ada", 40, 9, 1.0, 0.0), "Differs on every shared point."),
    ],
)
def test_a_leaning_says_no_more_than_its_points_can(found, words):
    assert leaning_words(found) == words


def test_a_point_says_shown_of_occasions_with_the_range_and_the_calls_without_one(centre_of):
    rows = occasions_rows(centre_of(["shown"] * 3 + ["opportunity_missed"] + ["no_opportunity"] * 2), UNIT)
    first, *others = rows
    assert first["Shown"] == "3 of 4"
    assert first["Share"].startswith("75 % (")
    assert first["Calls without an occasion"] == "2"
    assert others == []


def test_a_point_that_no_call_gave_an_occasion_for_has_no_figure(centre_of):
    (row,) = occasions_rows(centre_of(["no_opportunity"]), UNIT)
    assert (row["Shown"], row["Share"], row["Calls without an occasion"]) == ("–", "–", "1")
