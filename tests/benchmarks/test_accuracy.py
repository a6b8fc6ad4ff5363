"""The page of figures is what the benchmark wrote, and README says no other figures than the page."""

import re

import pytest

from benchmarks import accuracy
from benchmarks.corpora import CORPORA
from benchmarks.goals import GOALS, Goal

PAGE = accuracy.PAGE.read_text("utf-8")
TEMPLATE = accuracy.TEMPLATE.read_text("utf-8")
README = accuracy.README.read_text("utf-8")
STALE = "docs/accuracy.md is stale: run `python -m benchmarks accuracy`"


def test_what_people_wrote_about_the_figures_ends_the_page_word_for_word():
    assert PAGE.endswith(f"\n\n{accuracy.NOTES.read_text('utf-8').strip()}\n"), STALE


def test_what_is_said_round_the_tables_is_on_the_page():
    for said in re.split(r"\{\w+\}", TEMPLATE):
        assert said.strip() in PAGE, STALE


def test_the_labels_are_explained_on_the_page():
    assert accuracy.labels() in PAGE, STALE


def test_the_page_has_a_row_for_each_figure_asked_for():
    for goal in GOALS:
        asked = rf"{goal.least:.2f} \| {goal.aim:.2f} \| (no|at least|aim)"
        assert re.search(rf"(?m)^\| {goal.data} \| {goal.cue} \| .* \| {asked} \|$", PAGE), STALE


def test_readmes_figures_are_the_pages():
    for table in re.findall(f"(?s){accuracy.BEGIN}\n(.*?)\n{accuracy.END}", README):
        assert table in PAGE, f"{STALE}, which writes README's table too"


def test_readmes_table_is_put_between_its_marks_alone(monkeypatch):
    monkeypatch.setattr(accuracy, "summary", lambda: "| new |")
    begin, end = accuracy.BEGIN, accuracy.END
    assert accuracy.with_summary(f"a\n{begin}\n| old |\n{end}\nb") == f"a\n{begin}\n| new |\n{end}\nb"
    assert accuracy.with_summary("without marks") == "without marks"


@pytest.mark.parametrize(
    ("f1", "reached"), [(0.0, "no"), (0.6994, "no"), (0.6996, "at least"), (0.8, "aim"), (1.0, "aim")]
)
def test_a_goal_is_reached_by_the_figure_as_printed(f1, reached):
    assert Goal("calls", "apology", least=0.7, aim=0.8).reached(f1) == reached


def test_goals_are_set_for_data_that_are_measured():
    assert {goal.data for goal in GOALS} <= {corpus.name for corpus in CORPORA}
