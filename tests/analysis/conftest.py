"""Small recordings of a made-up call, a data folder for each test, and the fakes that hear the call."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from observe.store import open_store


def _fakes():
    name = "observe_pipeline_fakes"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("fakes.py"))
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def fakes():
    return _fakes()


@pytest.fixture(scope="session")
def mono(tmp_path_factory, fakes):
    return fakes.write_wav(tmp_path_factory.mktemp("mono") / "call.wav", [fakes.party(None)])


@pytest.fixture(scope="session")
def stereo(tmp_path_factory, fakes):
    return fakes.write_wav(tmp_path_factory.mktemp("stereo") / "two.wav", [fakes.party(0), fakes.party(1)])


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def store(data):
    with open_store(data, database="") as opened:
        yield opened
