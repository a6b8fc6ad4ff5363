"""Who is who on a call: what the machine took each voice for and why, and a button that swaps them."""

from __future__ import annotations

import streamlit as st

from observe.observation import Observation
from observe.store import StoredObservation
from observe.ui.adding import add_swapped
from observe.ui.pages import work
from observe.ui.state import store
from observe.ui.views import as_markdown_text, role_words


def who_is_who(row: StoredObservation, observation: Observation) -> None:
    """An expander with each voice's role and reason, and the correction where it is wrong."""
    if len(observation.roles) < 2:
        return
    with st.expander("Who is who"):
        for found in observation.roles:
            st.markdown(f"**{role_words(found)}** — {as_markdown_text(found.because)}")
        if not row.latest:
            st.caption("This is an earlier version; open the latest to correct it.")
            return
        st.caption("The wrong way round? Swapping takes a few seconds: the words are not written down again.")
        if st.button("Swap agent and customer", key=f"swap-{row.id}", icon=":material/swap_horiz:"):
            _, refusals = add_swapped(store(), row.sha256, observation)
            for refusal in refusals:
                st.error(as_markdown_text(refusal.reason))
        if any(job.sha256 == row.sha256 for job in work.shown()):
            work.panel()
