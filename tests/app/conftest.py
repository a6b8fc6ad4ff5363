"""Fixtures: data folders for the pages to use, without a server."""

from __future__ import annotations

import pytest

from observe.io import document
from tests.support import seeding


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty data folder, which the app uses."""
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path))
    monkeypatch.delenv("OBSERVE_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def seeded(empty):
    """A data folder with the sample calls, which the app uses; gives each call's id by stem."""
    return seeding.seed(empty)


@pytest.fixture
def billing() -> str:
    """The document of a sample call, not stored yet."""
    return document.dumps(seeding.observation_of("billing_resolved"))
