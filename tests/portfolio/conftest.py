"""The same centre at work as the tests of quality have."""

from tests.quality.conftest import at, centre, cue

__all__ = ["at", "centre", "cue"]
