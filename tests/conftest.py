"""What holds for every test: properties are about what comes out, never about how long a busy machine takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import seeding, serving
from tests.support.parts import Parts
from tests.support.sharing import Sharing

settings.register_profile("observe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("observe")
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        return
    config.pluginmanager.register(Parts())
    if config.getoption("numprocesses", None):
        # Models of several processes, each with a thread for every core, would keep each other waiting.
        os.environ.update({name: os.environ.get(name, "1") for name in THREADS})


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Sharing(config, log) if config.getoption("dist") == "load" else None


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
    with served_from(tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.fixture
def served_anew(tmp_path) -> Iterator[Served]:
    """The same for one test alone, which may change what is kept."""
    with served_from(tmp_path) as app:
        yield app


@contextmanager
def served_from(folder: Path) -> Iterator[Served]:
    """The app, served from a folder that is seeded for it, until the block is left."""
    calls = seeding.seed(folder)
    with serving.serve(folder, "--no-worker") as url:
        yield Served(url, folder, calls)
