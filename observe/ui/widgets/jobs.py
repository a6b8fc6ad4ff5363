"""Calls waiting, being analysed, or failed: stage, share done and time left; cancel, retry, ask for help."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from observe.errors import ObserveError
from observe.store import Job, Jobs
from observe.store.estimate import job_time_left
from observe.ui.widgets.navigation import REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.visit import store
from observe.ui.words.common import STAGE_WORDS, STATE_WORDS, as_markdown_text, time_left_words
from observe.ui.words.support import support_line

#: Seconds between looks at the job table, while this is on the screen.
EVERY = 2.0
#: Jobs that are shown on a page about something else.
MOST = 8


def shown() -> tuple[Job, ...]:
    """The newest job of each recording, unless it is done: first those that run, then those that wait."""
    order = ("running", "queued", "failed", "cancelled")
    return tuple(sorted(store().jobs.unfinished(), key=lambda job: order.index(job.state)))


@st.fragment(run_every=EVERY)
def panel() -> None:
    """The jobs, looked at again every two seconds without disturbing the rest of the page."""
    jobs = shown()
    before: set[int] = st.session_state.get("work", set())
    active = {job.id for job in jobs if job.active}
    st.session_state["work"] = active
    if before - active:
        st.rerun()  # one has ended: the list around this panel is out of date
    for job in jobs[:MOST]:
        row(job)
    if len(jobs) > MOST:
        st.caption(f"And {len(jobs) - MOST} more. The administrator finds all of them on the page Jobs.")


def row(job: Job, facts: str = "") -> None:
    """One job, and what can be done about it.

    Args:
        job: as it is now.
        facts: what else to say of it, in Markdown.
    """
    with st.container(border=True, key=f"job-{job.id}"):
        _one(job, store().jobs, facts)


def _one(job: Job, jobs: Jobs, facts: str) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    name = as_markdown_text(job.file, longest=100)
    with right:
        if job.active:
            stopping = job.cancel_requested
            st.button(
                "Cancel",
                key=f"cancel-{job.id}",
                disabled=stopping,
                width="stretch",
                on_click=_do,
                args=(jobs.cancel, job),
            )
        elif job.state == "done":
            if job.observation is not None:
                query = {"call": str(job.observation)}
                st.page_link(to(REVIEW), label="Review", query_params=query, width="stretch")
        else:
            st.button("Try again", key=f"retry-{job.id}", width="stretch", on_click=_do, args=(jobs.retry, job))
    with left:
        if job.state == "running":
            stage = "Stopping" if job.cancel_requested else STAGE_WORDS.get(job.stage, job.stage)
            left_words = time_left_words(job_time_left(job, store().now()))
            words = " · ".join(filter(None, (f"{stage}, {job.progress:.0%}", left_words)))
            st.progress(job.progress, text=f"**{name}** — {words}")
        elif job.state == "failed" and job.fault:
            st.markdown(
                f":material/error: **{name}** could not be analysed: {as_markdown_text(job.fault.message)}."
            )
            if job.fault.hint:
                st.caption(f"{as_markdown_text(job.fault.hint)}.")
            with st.expander("A line to send to whoever helps you", key=f"support-{job.id}"):
                st.code(support_line(job), language=None, wrap_lines=True)
                st.caption("It names neither the people on the call nor the file.")
        else:
            st.markdown(f"**{name}** — {STATE_WORDS[job.state].lower()}")
        if facts:
            st.caption(facts)


def _do(act: Callable[[int], object], job: Job) -> None:
    """Act on the job before the page is drawn anew, as the next look at the jobs may cut that drawing short."""
    try:
        act(job.id)
    except ObserveError as error:
        # An error on the page would be gone with the next look at the jobs.
        st.toast(as_markdown_text(str(error)), icon=":material/error:", duration="infinite")
