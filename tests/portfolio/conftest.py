"""The same centre at work as the tests of quality have."""

from __future__ import annotations

from importlib import util
from pathlib import Path

_SPEC = util.spec_from_file_location("centre_at_work", Path(__file__).parents[1] / "quality" / "conftest.py")
_at_work = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_at_work)
centre, cue, at = _at_work.centre, _at_work.cue, _at_work.at
