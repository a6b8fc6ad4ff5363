"""Consent & retention: every kept recording, whether it may still be used, and what to do where it may not."""

from __future__ import annotations

import streamlit as st

from observe.assessment import Person
from observe.ui.widgets.consent_change import change
from observe.ui.widgets.navigation import ADD, REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.paging import one_page
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store, today
from observe.ui.words.common import BASES
from observe.ui.words.consent import STANDINGS, Custody, Wanted, counts, custody, facts, find, headline, title

EVERY = ""


def page() -> None:
    """What asks for something first, each with the call itself and the means to change its consent."""
    st.title("Consent & retention", anchor=False)
    someone = only_for("change_consent")
    if someone is None:
        return
    rows = custody(store().recordings.list(), today())
    if not rows:
        st.info("No recording is kept here yet. Add a call, with its consent, and it is listed here.")
        st.page_link(to(ADD), label="Add a call", icon=":material/add:")
        return
    st.caption("Every recording that is kept here, and whether it may still be used.")
    _sum_up(rows)
    wanted = _wanted(rows)
    found = find(rows, wanted)
    if not found.rows:
        st.info("No recording matches. Try fewer words, or choose all of them above.")
        return
    for row in one_page(found.rows, f"{wanted}"):
        _row(someone, row)
    every = "1 recording" if len(rows) == 1 else f"{len(rows)} recordings"
    st.caption(f"{len(found.rows)} of {every}.")


def _sum_up(rows: tuple[Custody, ...]) -> None:
    """What asks for something, in a sentence each."""
    number = counts(rows)
    lines = []
    if number["ran_out"]:
        lines.append(f"**Consent for {_recordings(number['ran_out'])} ran out**: not to be used any more.")
    if number["soon"]:
        lines.append(f"**Consent for {_recordings(number['soon'])} runs out** within 30 days.")
    if number["withdrawn"]:
        lines.append(f"**Consent for {_recordings(number['withdrawn'])} was withdrawn.**")
    if lines:
        st.warning("  \n".join(lines), icon=":material/event_busy:")
    else:
        st.success(
            "Consent for every recording stands, and none runs out within 30 days.", icon=":material/check:"
        )


def _recordings(number: int) -> str:
    return "1 recording" if number == 1 else f"{number} recordings"


def _wanted(rows: tuple[Custody, ...]) -> Wanted:
    """The search and the filters; each choice says how many recordings it leaves."""
    sought = st.text_input(
        "Search",
        placeholder="Search file names, and who took consent down",
        key="custody-sought",
        label_visibility="collapsed",
        icon=":material/search:",
        max_chars=200,
        persist_state="session",
    )
    chosen = {name: str(st.session_state.get(f"custody-{name}") or "") for name in ("standing", "basis")}
    number = find(rows, Wanted(sought or "", **chosen))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    standing = left.segmented_control(
        "Consent",
        [EVERY, *STANDINGS],
        default=EVERY,
        required=True,
        format_func=lambda name: (
            f"{STANDINGS[name]} ({number.standings[name]})" if name else f"All ({number.standings.total()})"
        ),
        key="custody-standing",
        wrap=True,
        persist_state="session",
    )
    basis = right.selectbox(
        "How both agreed",
        [EVERY, *BASES],
        format_func=lambda name: f"{BASES[name][0]} ({number.bases[name]})" if name else "Any",
        key="custody-basis",
        persist_state="session",
    )
    return Wanted(sought or "", standing or EVERY, basis or EVERY)


def _row(someone: Person, row: Custody) -> None:
    recording = row.recording
    with st.container(border=True, key=f"custody-row-{recording.sha256}"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.markdown("  \n".join((title(row), headline(row), facts(row))))
        if recording.observation is not None:
            right.page_link(
                to(REVIEW),
                label="Open",
                icon=":material/hearing:",
                query_params={"call": str(recording.observation)},
                width="stretch",
            )
        if right.button("Change", key=f"custody-change-{recording.sha256}", width="stretch"):
            change(someone, row)
