"""The list of calls."""

from __future__ import annotations

import streamlit as st

from observe.ui.pages import work
from observe.ui.pages.moving import ADD, REVIEW
from observe.ui.pages.moving import page as to
from observe.ui.state import person, store
from observe.ui.views import CallRow, as_markdown_text, call_rows, search
from observe.ui.views_assessment import calls_of

PER_PAGE = 25


def page() -> None:
    """All calls, the newest first, with what each needs next."""
    someone = person()
    learner = someone if someone is not None and someone.duty == "learner" else None
    st.title("My calls" if learner else "Calls", anchor=False)
    rows = call_rows(store().observations.list(), store().jobs.list())
    if learner:
        own = calls_of(learner, store().assessments.all())
        rows = tuple(row for row in rows if row.sha256 in own)
        if not rows:
            st.info("No call of yours is here yet. Your assessor opens it for you, under the name you gave.")
            return
    elif work.shown():
        work.panel()
    if not rows:
        _empty(working=bool(work.shown()))
        return
    # Whoever is to mark first and compare afterwards is not told beforehand what the machine found.
    counts = someone is None or someone.duty in ("team_leader", "administrator")
    sought = st.text_input(
        "Search", placeholder="Search by file name or consent", key="search", label_visibility="collapsed"
    )
    found = search(rows, sought)
    if not found:
        st.info(f"No call matches “{as_markdown_text(sought)}”. Try fewer words, or part of the file's name.")
        return
    pages = -(-len(found) // PER_PAGE)
    number = 1
    if pages > 1:
        number = int(st.number_input(f"Page, of {pages}", 1, pages, key=f"page-{sought}"))
    for row in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
        _row(row, counts=counts)
    calls = "1 call" if len(rows) == 1 else f"{len(rows)} calls"
    st.caption(f"{len(found)} of {calls}. The machine suggests; a person decides.")


def _row(row: CallRow, *, counts: bool) -> None:
    with st.container(border=True, key=f"call-{row.sha256[:16]}"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.markdown(f"**{as_markdown_text(row.file)}**  \n{_facts(row, counts=counts)}")
        right.page_link(
            to(REVIEW),
            label="Review",
            icon=":material/hearing:",
            query_params={"call": str(row.observation)},
            width="stretch",
        )


def _facts(row: CallRow, *, counts: bool) -> str:
    when = f"{row.when.day} {row.when:%B %Y, %H:%M}"
    cues = f"{row.cues} cue{'' if row.cues == 1 else 's'}"
    points = f"✓ {row.shown} shown · ✗ {row.missed} missed"
    found = (cues, points) if counts else ()
    return " · ".join((when.replace(":", r"\:"), row.length.replace(":", r"\:"), *found, row.basis, row.state))


def _empty(*, working: bool) -> None:
    if working:
        st.info("Your first call is on its way. It will be listed here when it is ready.")
        return
    st.header("No calls yet", anchor=False)
    st.write(
        "Add a recorded call that both people agreed to, and see who spoke when, which listening cues were "
        "heard, and which marking points they are evidence for."
    )
    st.page_link(to(ADD), label="Add your first call", icon=":material/add:")
