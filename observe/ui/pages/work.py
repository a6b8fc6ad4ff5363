"""Calls waiting, being analysed, or failed: stage, share done and time left; cancel and retry."""

from __future__ import annotations

import streamlit as st

from observe.errors import ObserveError
from observe.store import Job, Jobs
from observe.store.estimate import job_time_left
from observe.ui.state import store
from observe.ui.views import STAGE_WORDS, STATE_WORDS, as_markdown_text, time_left_words
from observe.ui.views_support import support_line

#: Seconds between looks at the job table, while this is on the screen.
EVERY = 2.0


def shown() -> tuple[Job, ...]:
    """The latest job of each recording, where it waits, runs, failed or was cancelled; oldest first."""
    newest: dict[str, Job] = {}
    for job in store().jobs.list():
        newest.setdefault(job.sha256, job)
    return tuple(job for job in reversed(newest.values()) if job.state != "done")


@st.fragment(run_every=EVERY)
def panel() -> None:
    """The jobs, looked at again every two seconds without disturbing the rest of the page."""
    jobs = shown()
    before: set[int] = st.session_state.get("work", set())
    active = {job.id for job in jobs if job.active}
    st.session_state["work"] = active
    if before - active:
        st.rerun()  # one has ended: the list around this panel is out of date
    for job in jobs:
        with st.container(border=True, key=f"job-{job.id}"):
            _one(job, store().jobs)


def _one(job: Job, jobs: Jobs) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    name = as_markdown_text(job.file)
    with right:
        if job.active:
            stopping = job.cancel_requested
            if st.button("Cancel", key=f"cancel-{job.id}", disabled=stopping, width="stretch"):
                _do(jobs.cancel, job)
        elif st.button("Try again", key=f"retry-{job.id}", width="stretch"):
            _do(jobs.retry, job)
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


def _do(act: object, job: Job) -> None:
    try:
        act(job.id)  # type: ignore[operator]
    except ObserveError as error:
        st.error(as_markdown_text(str(error)))
    else:
        st.rerun()
