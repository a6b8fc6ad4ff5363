"""The seal of a signature: shows later whether decisions are still the ones that were signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from observe.assessment.events import Mark, Subject


def seal(subject: Subject, marks: Mapping[str, Mark]) -> str:
    """The sha256, in hexadecimal, of an assessor's decisions on a recording.

    The same decisions give the same seal, in whatever order they were made.
    """
    data = {"subject": asdict(subject), "marks": [asdict(marks[name]) for name in sorted(marks)]}
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
