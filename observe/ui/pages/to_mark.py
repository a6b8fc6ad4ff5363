"""An assessor's desk: the calls that wait for them, with what to do next."""

from __future__ import annotations

import streamlit as st

from observe.services.calls import list_cases
from observe.ui.widgets.navigation import ADD, CALLS, REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store, today
from observe.ui.words.common import as_markdown_text
from observe.ui.words.quality import Task, tasks

HEADS = {0: "Returned", 1: "Disputed", 2: "Begun", 3: "Not begun", 4: "New calls"}


def page() -> None:
    """What waits, the most pressing first."""
    st.title("To mark", anchor=False)
    someone = only_for("see_tasks")
    if someone is None:
        return
    stored = store().observations.list()
    if not stored:
        st.info("There is no call to mark yet. Add one first; it takes a few minutes to be analysed.")
        st.page_link(to(ADD), label="Add a call", icon=":material/add:")
        return
    consented = store().recordings.consented()
    waiting = tasks(someone, list_cases(store()), stored, consented, today())
    if not waiting:
        st.success("Nothing waits for you: every call that is yours is signed.", icon=":material/check:")
        st.page_link(to(CALLS), label="See all calls", icon=":material/list:")
        return
    for rank, head in HEADS.items():
        own = [task for task in waiting if task.rank == rank]
        if own:
            st.header(f"{head} ({len(own)})", anchor=False)
            for place, task in enumerate(own):
                _task(task, f"task-{rank}-{place}")


def _task(task: Task, key: str) -> None:
    with st.container(border=True, key=key):
        left, right = st.columns([6, 1], vertical_alignment="center")
        facts = [f"**{as_markdown_text(task.file)}**"]
        facts += [as_markdown_text(task.unit)] if task.unit else []
        facts += [as_markdown_text(task.learner)] if task.learner else []
        lines = [" · ".join(facts), _state(task), *(f"→ {as_markdown_text(do)}" for do in task.do)]
        left.markdown("  \n".join(lines))
        if task.observation is None:
            right.caption("No longer kept, or consent for it no longer stands")
            return
        query = {"call": str(task.observation)} | ({"unit": task.scheme} if task.scheme else {})
        right.page_link(
            to(REVIEW), label="Open", icon=":material/hearing:", query_params=query, width="stretch"
        )


def _state(task: Task) -> str:
    if task.due is None:
        return as_markdown_text(task.state)
    by = f"by {task.due.day} {task.due:%B %Y}"
    return f"{as_markdown_text(task.state)}, {by}" + (" — **the day is past**" if task.overdue else "")
