"""What holds for every test: properties are about what comes out, never about how long a busy machine takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import seeding, serving

settings.register_profile("observe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("observe")


@dataclass(frozen=True)
class Served:
    """The app under way.

    Attributes:
        url: where it answers.
        folder: its data folder.
        calls: id of each sample call's observation, by stem.
    """

    url: str
    folder: Path
    calls: dict[str, int]


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Served]:
    """The app, served from a seeded data folder without a worker, for tests that leave no trace in it."""
    with _served(tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.fixture
def served_anew(tmp_path) -> Iterator[Served]:
    """The same for one test alone, which may change what is kept."""
    with _served(tmp_path) as app:
        yield app


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    calls = seeding.seed(folder)
    with serving.serve(folder, "--no-worker") as url:
        yield Served(url, folder, calls)
