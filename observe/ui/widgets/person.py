"""Who uses the app in this tab: shown at the top of each page, asked where something is to be decided.

It is a name that people give themselves. Signing in, when it comes, only has to say who the ``Person`` is.
"""

from __future__ import annotations

import streamlit as st

from observe.assessment import Person
from observe.assessment.people import DUTIES, LONGEST_NAME
from observe.errors import UsageError
from observe.permissions import Action, holders, may
from observe.ui.widgets.visit import person, set_person, show_around
from observe.ui.words.common import as_markdown_text
from observe.ui.words.cookies import cookie_of, script_of
from observe.ui.words.history import DUTIES as WORDS


def bar() -> None:
    """One line at the top of the page: who this is, a way to change it, and to be shown around again."""
    # The box is always there: what comes after it keeps its place on the page.
    with st.container(key="unseen-person"):
        if "remember" in st.session_state:
            st.html(script_of(cookie_of(person())), unsafe_allow_javascript=True)
    someone = person()
    label = "Who are you?"
    if someone:
        label = f"**{as_markdown_text(someone.name)}**, {WORDS[someone.duty].lower()} · change"
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="who"):
        st.button("Show me around", type="tertiary", key="around", on_click=show_around, args=(0,))
        with st.popover(label, icon=":material/person:", key=f"who-{label}"):
            ask("top")
            if someone:
                st.button("Forget me in this browser", key="forget", on_click=set_person, args=(None,))


def only_for(action: Action) -> Person | None:
    """Who this is, where they may do what a page is for; else None, and whose page it is has been said."""
    someone = person()
    if someone is not None and may(someone, action):
        return someone
    whose = " and ".join(f"{WORDS[duty].lower()}s" for duty in holders(action))
    st.info(f"This page is for {whose}. Say at the top who you are.")
    return None


def ask(place: str) -> None:
    """The form that asks who someone is.

    Args:
        place: tells the forms of one page apart.
    """
    someone = person()
    name, duty = f"name-{place}", f"duty-{place}"
    with st.form(f"who-{place}", border=False):
        st.text_input("Your name", someone.name if someone else "", key=name, max_chars=LONGEST_NAME)
        st.selectbox(
            "What you are here to do",
            DUTIES,
            index=DUTIES.index(someone.duty) if someone else None,
            format_func=lambda each: WORDS[each],
            key=duty,
            placeholder="Choose one",
        )
        if st.form_submit_button("Continue", on_click=_named, args=(name, duty)) and (
            fault := _fault(name, duty)
        ):
            st.error(fault)


def _named(name: str, duty: str) -> None:
    if not _fault(name, duty):
        set_person(Person(st.session_state[name], st.session_state[duty]))


def _fault(name: str, duty: str) -> str:
    if st.session_state.get(duty) is None:
        return "Say what you are here to do."
    try:
        Person(st.session_state.get(name, ""), st.session_state[duty])
    except UsageError as error:
        return f"{as_markdown_text(error.hint)}."
    return ""
