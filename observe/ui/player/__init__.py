"""The player component: sound, waveform, timeline, transcript and marking points, all in the browser.

Its scripts and sheets are joined into ``built/`` when the package is built. Clicks and keys never reach Python,
which would cost a rerun each, but for two: a moment that the reader marks, and a cue accepted or struck out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import streamlit as st

from observe.annotation import Seconds
from observe.errors import ObserveError

_BUILT = Path(__file__).parent / "built"
Verdict = Literal["accept", "strike"]


@dataclass(frozen=True, slots=True)
class CueChoice:
    """A cue that the reader accepts as evidence or strikes out, in the player."""

    cue: str
    verdict: Verdict


def show(
    data: Mapping[str, Any],
    *,
    key: str,
    on_moment: Callable[[Seconds, Seconds], object] = lambda *_: None,
    on_judged: Callable[[CueChoice], object] = lambda _: None,
) -> None:
    """Show one call.

    Args:
        data: what ``observe.ui.player.data.player_data`` gives.
        key: one for each recording, the same on every rerun, or the sound would start anew.
        on_moment: is told where a moment starts and ends that the reader has just marked.
        on_judged: is told what the reader makes of a cue.

    Raises:
        ObserveError: the player was not built.
    """

    def marked() -> None:
        told = st.session_state[key].get("moment")
        try:
            moment = float(told["start"]), float(told["end"])
        except (KeyError, TypeError, ValueError):
            return  # not by the player
        on_moment(*moment)

    def judged() -> None:
        told = st.session_state[key].get("judged")
        if isinstance(told, Mapping) and told.get("verdict") in ("accept", "strike"):
            on_judged(CueChoice(str(told.get("cue")), cast(Verdict, told["verdict"])))

    _component()(data=dict(data), key=key, on_moment_change=marked, on_judged_change=judged)


@cache
def _component() -> Any:
    try:
        # Streamlit takes a text of one line for the name of a file.
        script, sheet = (f"/**/\n{(_BUILT / name).read_text('utf-8')}" for name in ("player.js", "player.css"))
    except FileNotFoundError as error:
        raise ObserveError(
            f"the player is not built: {error.filename} is missing", "Install observe again: make setup"
        ) from error
    return st.components.v2.component("observe_player", js=script, css=sheet)
