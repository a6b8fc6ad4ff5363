"""A call on which one voice was found where more were asked for, and the click that says two people speak."""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from observe.analysis.parties import is_party
from observe.analysis.pipeline import Options
from observe.observation import Observation
from observe.services.adding import add_kept
from observe.store import StoredObservation
from observe.ui.widgets.call_details import tell
from observe.ui.widgets.visit import store


def one_voice(row: StoredObservation, observation: Observation) -> None:
    """Say so where one voice was found against the count, and offer to keep two; nothing slow runs again.

    Args:
        row: the latest version.
        observation: its document.
    """
    if not found_one(observation):
        return
    st.warning("Only one voice was found on this call, so there is no agent and no customer to tell apart.")
    if st.button("Two people speak here", key=f"two-{row.id}", icon=":material/group:"):
        tell(add_kept(store(), row.sha256, two_speak(observation)))
        st.info("The call is being divided again; in a moment its new version is among the calls.")


def found_one(observation: Observation) -> bool:
    """Whether one voice was found on a recording on which two or more were looked for."""
    asked = observation.provenance.options.get("speakers", 2)
    apart = observation.recording.layout in ("party_each", "leak")
    people = [role for role in observation.roles if is_party(role.speaker)]
    return len(people) == 1 and asked != 1 and not apart


def two_speak(observation: Observation) -> Options:
    """What the call was analysed with, but that two people speak for certain."""
    known = {field.name for field in fields(Options)}
    given = {name: value for name, value in observation.provenance.options.items() if name in known}
    return replace(Options(**given), speakers=2, exactly=True)  # type: ignore[arg-type]
