"""The command line as people meet it: a process of its own, its two streams and its exit status."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
FAKES = ROOT / "tests/analysis/fakes.py"
LAUNCH = ROOT / "tests/cli/launch.py"


@dataclass
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The lines on standard error that tell a fault."""
        return [line for line in self.err.splitlines() if line.startswith("observe")]

    @property
    def documents(self) -> list[dict]:
        """The JSON documents on standard output; anything else there fails."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Place:
    """A folder to work in, a data folder, and ways to start the command there."""

    folder: Path
    data: Path
    out: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def environment(self, **more: str) -> dict[str, str]:
        """What a command is started with."""
        plain = {key: value for key, value in os.environ.items() if not key.startswith("OBSERVE_")}
        return plain | {"OBSERVE_DATA": str(self.data), "OMP_NUM_THREADS": "2"} | more

    def start(self, *arguments: object, fake: bool = False, **environment: str) -> subprocess.Popen[str]:
        """Start the command and do not wait."""
        program = [LAUNCH, FAKES] if fake else ["-m", "observe"]
        process = subprocess.Popen(
            list(map(str, [sys.executable, *program, *arguments])),
            cwd=self.folder,
            env=self.environment(**environment),
            # A shell that runs the tests in the background makes all they start deaf to the interrupt key.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """End what still runs: a test that failed or took too long would leave it at work beside the others."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def run(self, *arguments: object, fake: bool = False, timeout: float = 300, **environment: str) -> Ran:
        """Run the command to its end; a traceback or a line that is not a fault's fails."""
        process = self.start(*arguments, fake=fake, **environment)
        out, err = process.communicate(timeout=timeout)
        assert "Traceback" not in err, err
        return Ran(process.returncode, out, err)

    def analyse(self, *arguments: object, **more: object) -> Ran:
        """``observe analyse`` with documents going to ``out``."""
        return self.run("analyse", *arguments, "--out", self.out, **more)

    def left_behind(self) -> list[str]:
        """Documents, kept recordings and half-written files: what a failed run must not leave."""
        written = list(self.out.rglob("*")) if self.out.exists() else []
        kept = [path for path in self.data.rglob("*") if path.is_file() and "recordings" in path.parts]
        parts = list(self.data.rglob("*.part"))
        return sorted(path.name for path in {*written, *kept, *parts})


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    folder = tmp_path / "here"
    folder.mkdir()
    place = Place(folder, tmp_path / "data", tmp_path / "documents")
    yield place
    place.end()


@pytest.fixture(scope="session")
def fakes():
    spec = importlib.util.spec_from_file_location("observe_cli_fakes", FAKES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def call(place, fakes):
    """A recording that the made-up engines hear a conversation in."""
    return fakes.write_wav(place.folder / "call.wav", [fakes.party(None)])


@pytest.fixture(scope="session")
def sounds(fakes):
    """Sounds without a word in them, by name: float arrays at 16 kHz."""
    return {
        "silence": np.zeros(20 * fakes.RATE),
        "noise": np.random.default_rng(1).normal(0, 0.1, 20 * fakes.RATE).clip(-1, 1),
        "hold music": _music(40, fakes.RATE),
        "ring tone": _ring_tone(30, fakes.RATE),
    }


def _music(seconds: float, rate: int) -> np.ndarray:
    """A melody over broken chords, with harmonics and a decay: what a hold sounds like."""
    rng = np.random.default_rng(5)
    sound = np.zeros(round(seconds * rate))
    scale = 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
    beat = 0.4
    for number in range(int(seconds / beat) - 2):
        notes = [rng.choice(scale) * 2, scale[[0, 3, 4, 0][number // 8 % 4]] / 2, rng.choice(scale)]
        times = np.arange(round(2 * beat * rate)) / rate
        for hertz, level in zip(notes, (0.2, 0.15, 0.08), strict=True):
            wave = sum(np.sin(2 * np.pi * hertz * k * times) / k**1.5 for k in range(1, 6))
            begin = round(number * beat * rate)
            sound[begin : begin + times.size] += level * wave * np.exp(-3 * times)
    return (sound / np.abs(sound).max() * 0.6).astype(np.float64)


def _ring_tone(seconds: float, rate: int) -> np.ndarray:
    """The British ring: 400 and 450 Hz, 0.4 s on, 0.2 s off, 0.4 s on, 2 s off."""
    times = np.arange(round(seconds * rate)) / rate
    phase = times % 3.0
    on = (phase < 0.4) | ((phase > 0.6) & (phase < 1.0))
    return 0.25 * on * (np.sin(2 * np.pi * 400 * times) + np.sin(2 * np.pi * 450 * times))
