"""The calls of ``calls.py``, for the tests beside it."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path

_SPEC = util.spec_from_file_location("framework_calls", Path(__file__).with_name("calls.py"))
calls = util.module_from_spec(_SPEC)
sys.modules["framework_calls"] = calls
_SPEC.loader.exec_module(calls)
