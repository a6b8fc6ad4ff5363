"""Makes the reader of the cues' tables importable by the tests beside it, as ``cue_tables``."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path

_SPEC = util.spec_from_file_location("cue_tables", Path(__file__).with_name("tables.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_TABLES = util.module_from_spec(_SPEC)
sys.modules["cue_tables"] = _TABLES
_SPEC.loader.exec_module(_TABLES)
