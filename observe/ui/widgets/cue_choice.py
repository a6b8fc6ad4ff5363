"""Accepting a cue as evidence, or striking it out, from within the player: by a key, while the sound goes on.

It chooses in the panel beside the player, for every point of the unit that puts the cue forward; saving a point
remains a step of its own, since a decision needs more than its evidence.
"""

from __future__ import annotations

import streamlit as st

from observe.assessment.drafts import PointDraft
from observe.ui.player import CueChoice
from observe.ui.widgets.decision import CHOICES
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.point_draft import choice_of, keep
from observe.ui.widgets.visit import visit
from observe.ui.words.assessment import PointView, point_view

DONE = {"accept": "Accepted as evidence", "strike": "Struck out as evidence"}


def judge(desk: Desk, judged: CueChoice) -> None:
    """Choose for every point that puts the cue forward; the same choice once more takes it back."""
    places = _places(desk, judged.cue)
    if not places:
        visit().said = f"No point of {desk.scheme.title} puts this cue forward, so nothing hangs on it."
        return
    back = all(st.session_state.get(key, before) == judged.verdict for _, key, before in places)
    for seen, key, _ in places:
        st.session_state[key] = None if back else judged.verdict
        keep(desk, seen)
    *others, last = (str(seen.criterion.number) for seen, _, _ in places)
    points = f"points {', '.join(others)} and {last}" if others else f"point {last}"
    if back:
        visit().said = f"“{CHOICES[judged.verdict]}” is taken back for {points}."
    else:
        visit().said = f"{DONE[judged.verdict]} for {points}. Save what you decide there to keep it."


def _places(desk: Desk, cue: str) -> list[tuple[PointView, str, str | None]]:
    """Where the panel puts a cue forward: each point, its widget's name, and what was saved there."""
    standing = desk.standing()
    found = []
    for criterion in desk.scheme.criteria:
        seen = point_view(desk.person, standing, criterion, desk.observation)
        saved = PointDraft.of(criterion.id, seen.own)
        for moment in seen.moments:
            if moment.cue == cue:
                found.append((seen, desk.key(criterion.id, "moment", cue), choice_of(saved, moment)))
    return found
