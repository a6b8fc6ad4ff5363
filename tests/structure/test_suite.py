"""The suite in its shape: waits are for something, work is shared out, and each part's time is told."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.parts import Parts, part_of
from tests.support.sharing import Sharing

TESTS = Path(__file__).parents[1]


def test_no_test_waits_for_a_browser_without_saying_what_for():
    waits = "wait_for_" + "timeout"
    assert [
        str(path.relative_to(TESTS)) for path in TESTS.rglob("*.py") if waits in path.read_text("utf-8")
    ] == []


@pytest.mark.parametrize(
    ("nodeid", "part"),
    [
        ("tests/ui/pages/test_add.py::test_one[a/b]", "ui"),
        ("tests/store/test_jobs.py::test_two", "store"),
        ("tests/test_files.py::test_three", "test_files"),
    ],
)
def test_a_test_belongs_to_the_part_that_its_folder_is(nodeid, part):
    assert part_of(nodeid) == part


def test_what_each_part_took_is_told_the_longest_first():
    parts, lines = Parts(), []
    for folder, when, duration, outcome in [
        ("store", "setup", 1.0, "passed"),
        ("store", "call", 2.0, "passed"),
        ("ui", "setup", 0.5, "passed"),
        ("ui", "call", 3.0, "rerun"),
        ("ui", "call", 3.0, "passed"),
    ]:
        parts.pytest_runtest_logreport(
            SimpleNamespace(
                nodeid=f"tests/{folder}/test_a.py::t", when=when, duration=duration, outcome=outcome
            )
        )
    parts.pytest_terminal_summary(SimpleNamespace(section=lines.append, write_line=lines.append))
    assert [line.split() for line in lines[1:]] == [
        ["6.5", "s", "1", "tests", "ui"],
        ["3.0", "s", "1", "tests", "store"],
        ["9.5", "s", "2", "tests", "in", "all"],
    ]


class Process:
    """One of two processes: notes what it is given."""

    shutting_down = False

    def __init__(self, name):
        self.gateway = SimpleNamespace(id=name)
        self.given = []

    def send_runtest_some(self, places):
        """Run the tests at those places of the collection."""
        self.given += places

    def shutdown(self):
        """There is nothing left."""


@pytest.fixture
def shared():
    """Shares tests, named by their files, among two processes; gives the files that each is given at first."""

    def share(*files):
        config = SimpleNamespace(
            option=SimpleNamespace(loadscopereorder=True),
            getvalue=lambda name: {"tx": ["popen", "popen"], "maxprocesses": None}[name],
        )
        sharing = Sharing(config)
        one, two = Process("one"), Process("two")
        collection = [f"{file}::test_{number}" for file in files for number in range(3)]
        for process in (one, two):
            sharing.add_node(process)
        for process in (one, two):
            sharing.add_node_collection(process, collection)
        sharing.schedule()
        return [list(dict.fromkeys(collection[place].split("::")[0] for place in p.given)) for p in (one, two)]

    return share


def test_a_second_browser_is_begun_only_where_nothing_else_is_left_to_do(shared):
    browser, other = "tests/browser/test_a.py", "tests/text/test_a.py"
    assert shared(browser, "tests/browser/test_b.py", other) == [[browser], [other]]
    assert shared(browser, "tests/browser/test_b.py") == [[browser], ["tests/browser/test_b.py"]]


def test_what_takes_long_is_begun_first(shared):
    assert shared("tests/text/test_a.py", "tests/cli/test_a.py", "tests/browser/test_every_page.py") == [
        ["tests/browser/test_every_page.py"],
        ["tests/cli/test_a.py"],
    ]
