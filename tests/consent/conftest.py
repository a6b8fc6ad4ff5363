"""The sample recordings, where they are."""

from pathlib import Path

import pytest

AUDIO = (".flac", ".ogg", ".opus", ".wav")


@pytest.fixture
def sample_recordings():
    folder = Path(__file__).parents[2] / "recordings_sample"
    found = sorted(path for path in folder.iterdir() if path.suffix in AUDIO)
    assert found
    return found
