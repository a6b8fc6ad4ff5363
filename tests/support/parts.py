"""How long each part of the suite took: printed beneath its results."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath

import pytest


def part_of(nodeid: str) -> str:
    """The part of the suite that a test belongs to: its folder in ``tests``, or its file where it has none."""
    path = PurePosixPath(nodeid.partition("::")[0])
    return path.parts[1] if len(path.parts) > 2 else path.stem


class Parts:
    """Adds up what the tests of each part took, what they waited for to be made ready included."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test was made ready, was run or was cleared away."""
        part = part_of(report.nodeid)
        self.seconds[part] += report.duration
        self.tests[part] += report.when == "setup" and report.outcome != "rerun"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the parts, the longest first; of tests run side by side the seconds of each are counted."""
        if not self.tests:
            return
        terminalreporter.section("seconds by part")
        for part, seconds in sorted(self.seconds.items(), key=lambda taken: -taken[1]):
            terminalreporter.write_line(f"{seconds:8.1f} s  {self.tests[part]:5} tests  {part}")
        whole = sum(self.seconds.values())
        terminalreporter.write_line(f"{whole:8.1f} s  {self.tests.total():5} tests  in all")
