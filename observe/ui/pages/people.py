"""People: everyone known by name, what each did, and who marks whom."""

from __future__ import annotations

import streamlit as st

from observe.assessment.people import DUTIES
from observe.services.calls import entries
from observe.ui.widgets.paging import one_page
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store
from observe.ui.words.people import (
    NOT_SAID,
    duty_label,
    find,
    marking_row,
    people,
    person_row,
    standings,
    who_marks,
)

EVERYONE = ""


def page() -> None:
    """Two tables: the people, and the pairs of them."""
    st.title("People", anchor=False)
    if only_for("see_people") is None:
        return
    assessments = standings(entries(store()))
    everyone = people(assessments, store().corrections.people(), store().recordings.list())
    if not everyone:
        st.info("Nobody is known yet. Whoever takes down a consent, marks or corrects a call is listed here.")
        return
    st.caption(
        "There is no signing in yet: these are the names people gave, so a name here proves nothing about who "
        "it was. Two people who give one name are one line."
    )
    sought = st.text_input(
        "Search",
        placeholder="Search names",
        key="people-sought",
        label_visibility="collapsed",
        icon=":material/search:",
        max_chars=200,
    )
    duty = st.segmented_control(
        "Duty",
        [EVERYONE, *(one for one in (*DUTIES, NOT_SAID) if find(everyone, "", one))],
        default=EVERYONE,
        required=True,
        format_func=lambda name: duty_label(name, everyone),
        key="people-duty",
        wrap=True,
        label_visibility="collapsed",
    )
    found = find(everyone, sought or "", duty or EVERYONE)
    if found:
        st.table([person_row(one) for one in one_page(found, f"people-{sought}-{duty}")])
    else:
        st.info("Nobody is called that. Try part of the name.")
    pairs = who_marks(assessments)
    if pairs:
        st.header("Who marks whom", anchor=False)
        st.table([marking_row(one) for one in one_page(pairs, "pairs")])
