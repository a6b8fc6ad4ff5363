"""The player component: sound, timeline, transcript and marking points, all in the browser.

Its JavaScript is a handful of plain files joined into one module, so nothing has to be built. Clicks and keys
never reach Python, but for a moment that the reader marks: they would cost a rerun each.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
#: In the order they lean on each other; the last exports the component.
SCRIPTS = (
    "dom.js",
    "sound.js",
    "view.js",
    "timeline.js",
    "overview.js",
    "transcript.js",
    "points.js",
    "ribbons.js",
    "moment.js",
    "address.js",
    "main.js",
)
SHEETS = ("player.css", "overview.css", "ribbons.css")


def show(data: Mapping[str, Any], *, key: str) -> tuple[float, float] | None:
    """Show one call.

    Args:
        data: what ``observe.ui.views_review.player_data`` gives.
        key: one for each call, the same on every rerun, or the sound would start anew.

    Returns:
        Where a moment that the reader has just marked starts and ends, in seconds; None on every other run.
    """
    shown = _component()(data=dict(data), key=key, on_moment_change=lambda: None)
    marked = shown.get("moment")
    try:
        return float(marked["start"]), float(marked["end"])
    except (KeyError, TypeError, ValueError):
        return None  # nothing was marked, or not by the player


def javascript() -> str:
    """The whole module."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def _component() -> Any:
    css = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SHEETS)
    return st.components.v2.component("observe_player", js=javascript(), css=css)
