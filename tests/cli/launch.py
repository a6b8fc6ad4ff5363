"""The observe command with made-up engines in place of the models: ``launch.py FAKES ARGUMENT…``.

``FAKE_SECONDS`` makes the recogniser take its time, after it has made the file ``FAKE_BEGUN``; ``FAKE_FAULT``
makes it fail in a way that nobody foresaw.
"""

import importlib.util
import os
import sys
import time
from pathlib import Path

spec = importlib.util.spec_from_file_location("fakes", sys.argv.pop(1))
fakes = importlib.util.module_from_spec(spec)
sys.modules["fakes"] = fakes
spec.loader.exec_module(fakes)

from observe.analysis import engines  # noqa: E402
from observe.analysis.pipeline import Engines  # noqa: E402
from observe.cli import main  # noqa: E402


class Transcriber(fakes.FakeTranscriber):
    """Slow, or at fault, where the environment says so."""

    def transcribe(self, samples, **more):
        """What the fake gives, in its own time."""
        if begun := os.environ.get("FAKE_BEGUN"):
            Path(begun).touch()
        time.sleep(float(os.environ.get("FAKE_SECONDS", "0")))
        if os.environ.get("FAKE_FAULT"):
            raise KeyError("tensor of a shape that nobody expected")
        return super().transcribe(samples, **more)


engines.build = lambda _model, _device, _cues: Engines(Transcriber(), fakes.FakeDiariser())
sys.argv[0] = "observe"
main()
