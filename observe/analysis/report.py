"""How an analysis says how far it is: one protocol for the command line, the worker and the tests."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """What an analysis calls as it goes."""

    def __call__(self, stage: str, share: float, *, cached: bool = False) -> None:
        """Say how much of a stage is done.

        Args:
            stage: one of ``observe.store.estimate.USUAL``.
            share: of that stage, in [0, 1].
            cached: the stage's result was kept from an earlier run, so it took no time.

        Raises:
            Stopped: stop here; what is finished is kept.
        """


class Stopped(Exception):
    """The analysis is to end early: no fault of the recording, so not an ``ObserveError``."""


def silent(stage: str, share: float, *, cached: bool = False) -> None:
    """Report to nobody."""
