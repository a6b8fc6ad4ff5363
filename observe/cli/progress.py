"""Progress of a batch on standard error: the recording, its stage, how much is done and the time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from observe.analysis.report import Report, silent
from observe.cli import printable
from observe.observation import Observation
from observe.store.estimate import overall, stage_weights

if TYPE_CHECKING:
    from observe.store import Store

#: What a person reads while a stage runs.
DOING = {
    "decode": "reading the sound",
    "transcribe": "writing down the words",
    "diarise": "telling the voices apart",
    "turns": "finding who is who",
    "cues": "listening for cues",
    "marking": "matching marking points",
    "store": "saving",
}


class Progress:
    """Shows a batch's progress; silent with ``quiet``."""

    def __init__(self, recordings: int, *, quiet: bool) -> None:
        self._recordings, self._quiet, self._number = recordings, quiet, 0
        self._console = Console(file=sys.stderr, quiet=quiet, soft_wrap=True)
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,  # a log file is for lines, not for bars
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    @contextmanager
    def recording(self, name: str, store: Store) -> Iterator[Report]:
        """Give what to report one recording's progress to."""
        self._number += 1
        if self._quiet:
            yield silent
            return
        weights = stage_weights(row.seconds for row in store.observations.list()[:20])
        task = self._bars.add_task(printable(name), total=1.0)

        def report(stage: str, share: float, *, cached: bool = False) -> None:
            what = DOING.get(stage, stage) + (" (kept from before)" if cached else "")
            self._bars.update(
                task,
                description=f"[{self._number}/{self._recordings}] {printable(name)}: {what}",
                completed=overall(stage, share, weights),
            )

        try:
            yield report
        finally:
            self._bars.remove_task(task)

    def done(self, name: str, number: int, observation: Observation) -> None:
        """Say in one line what was found."""
        shown = sum(finding.outcome == "shown" for finding in observation.findings)
        missed = sum(finding.outcome == "opportunity_missed" for finding in observation.findings)
        seconds = sum(observation.provenance.seconds.values())
        self._console.print(
            f"{printable(name)}: observation {number}, {len(observation.turns)} turns, "
            f"{len(observation.cues)} cues, {shown} marking points shown, "
            f"{missed} opportunities missed ({seconds:.0f} s)",
            highlight=False,
            markup=False,
        )
        for remark in observation.recording.remarks:
            self._console.print(f"{printable(name)}: {remark}", highlight=False, markup=False)
