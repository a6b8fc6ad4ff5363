"""Jobs: every analysis that was asked for, the newest first, with what can be done about it."""

from __future__ import annotations

import streamlit as st

from observe.store import STATES
from observe.ui.widgets import jobs as work
from observe.ui.widgets.navigation import ADD
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store
from observe.ui.words.jobs import facts, state_label, under_way

#: Jobs shown at first, and with each “Show more”.
AT_ONCE = 25
EVERY = ""


def page() -> None:
    """The list; it looks again by itself as long as anything waits or runs."""
    st.title("Jobs", anchor=False)
    if only_for("see_jobs") is None:
        return
    counts = store().jobs.counts()
    if not counts:
        st.info("Nothing has been analysed yet. Add a call, and its job is listed here.")
        st.page_link(to(ADD), label="Add a call", icon=":material/add:")
        return
    active = bool(under_way(counts))
    st.fragment(_list, run_every=work.EVERY if active else None)(active)


def _list(was_active: bool) -> None:
    counts = store().jobs.counts()
    if was_active != bool(under_way(counts)):
        st.rerun()  # nothing is left to look at again for, or something is again
    state = st.segmented_control(
        "Jobs that are",
        [EVERY, *STATES],
        default=EVERY,
        required=True,
        format_func=lambda name: state_label(name, counts),
        key="jobs-state",
        wrap=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    wanted = [one for one in STATES if one == state] or None
    most = int(st.session_state.get("jobs-most", AT_ONCE))
    jobs = store().jobs.list(wanted, limit=most)
    for job in jobs:
        work.row(job, facts(job))
    whole = sum(counts.get(one, 0) for one in wanted or STATES)
    if not jobs:
        st.info("There is no such job.")
    elif whole > len(jobs):
        label = f"Show more: {whole - len(jobs)} are not shown"
        st.button(label, on_click=_more, args=(most,), key="jobs-more")
    if was_active:
        st.caption("The list looks for itself every two seconds while a call waits or is being analysed.")


def _more(most: int) -> None:
    st.session_state["jobs-most"] = most + AT_ONCE
