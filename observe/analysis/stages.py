"""Stages under way: timed, reported, and the slow ones kept under a key that says all they depend on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

from observe.analysis.report import Report
from observe.analysis.source_digest import digest
from observe.annotation import Seconds
from observe.errors import ObserveError, Stage


class StageCache(Protocol):
    """Where finished stages are kept; `observe.store.Workspace` is one."""

    def get(self, stage: str, key: str) -> bytes | None:
        """What the stage gave under that key, or None."""
        ...

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Keep what a stage gave, whole or not at all."""
        ...


class NoCache:
    """Keeps nothing."""

    def get(self, stage: str, key: str) -> bytes | None:
        """Nothing was kept."""
        return None

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True)
class CachedStage:
    """A stage whose result is kept, and what that result depends on beside the recording.

    The device is not among it: words from a graphics card and from a processor are both right.

    Attributes:
        name: the stage's.
        code: modules whose code does the work; what they import from observe counts with them.
        libraries: distributions whose version counts.
    """

    name: Stage
    code: tuple[str, ...]
    libraries: tuple[str, ...]

    def key(self, settings: Mapping[str, object]) -> str:
        """All that the result depends on, as text.

        Args:
            settings: what the user asked for and which models are used, as JSON values.
        """
        libraries = {name: _release(name) for name in self.libraries}
        return json.dumps({"code": digest(self.code), "libraries": libraries, **settings}, sort_keys=True)


@cache
def _release(distribution: str) -> str:
    """Its version, whichever processor it was built for ("+cpu")."""
    return version(distribution).partition("+")[0]


@dataclass(slots=True)
class Run:
    """One analysis under way: where it reports, what it keeps, and the time each stage took."""

    cache: StageCache
    report: Report
    seconds: dict[str, Seconds] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Time a stage, and name it in whatever fault comes out of it."""
        self.report(name, 0.0)
        begun = time.perf_counter()
        try:
            yield
        except MemoryError as error:
            raise ObserveError(
                "the machine's memory is full", "Close other programs, or split the recording", stage=name
            ) from error
        self.seconds[name] = time.perf_counter() - begun

    def kept(self, stage: CachedStage, settings: Mapping[str, object], make: Callable[[], Any]) -> Any:
        """What the stage gives: kept from an earlier run, or made now and kept.

        Args:
            stage: the stage.
            settings: as `CachedStage.key` wants them.
            make: does the work; gives JSON values.
        """
        key = stage.key(settings)
        held = self.cache.get(stage.name, key)
        if held is not None:
            self.report(stage.name, 1.0, cached=True)
            return json.loads(held)
        made = make()
        self.cache.put(stage.name, key, json.dumps(made).encode())
        return made
