"""What a page tells, when it is run without a browser."""

from __future__ import annotations

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest


def said(app: AppTest) -> str:
    """All its words, those in tables as well, a line each, without what escapes them in Markdown."""
    kinds = ("title", "header", "markdown", "caption", "info", "error", "warning", "success")
    words = [element.value for kind in kinds for element in app.get(kind)]
    tables = [str(cell) for table in app.table for row in table.value.to_numpy() for cell in row]
    return re.sub(r"\\(\W)", r"\1", "\n".join([*words, *tables]))


def player_of(app: AppTest) -> dict[str, Any]:
    """What the player on it is given."""
    (component,) = app.get("bidi_component")
    found: dict[str, Any] = json.loads(component.proto.json)
    return found
