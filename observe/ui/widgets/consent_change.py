"""Changing the consent for one recording: another last day, a withdrawal, or agreement anew."""

from __future__ import annotations

from datetime import date

import streamlit as st

from observe.assessment import Person
from observe.assessment.people import LONGEST_NAME
from observe.errors import ObserveError
from observe.observation import Basis, Consent
from observe.ui.widgets.visit import store, today
from observe.ui.words.common import BASES, as_markdown_text, shown_name
from observe.ui.words.consent import (
    FOLLOWS,
    Custody,
    agreed_anew,
    facts,
    headline,
    loosens,
    title,
    with_last_day,
)

LAST_DAY, WITHDRAW, ANEW = "Change the last day", "Withdraw consent", "Record agreement anew"


def panel(someone: Person, row: Custody) -> None:
    """What stands on record, and the means to change it.

    Args:
        someone: who changes it; their name is offered where one is asked.
        row: as the list shows the recording.
    """
    st.markdown("  \n".join((title(row), headline(row), facts(row))))
    if row.standing == "withdrawn":
        _anew(someone, row)
        return
    what = st.segmented_control(
        "What is to be done?",
        [LAST_DAY, WITHDRAW, ANEW],
        default=LAST_DAY,
        required=True,
        key=_key(row, "what"),
    )
    {WITHDRAW: _withdraw, ANEW: _anew}.get(what or LAST_DAY, _last_day)(someone, row)


_window = st.dialog("Consent for one recording", width="medium")(panel)


def change(someone: Person, row: Custody) -> None:
    """The same in a window of its own, which closes when something was changed; it begins at the beginning."""
    st.session_state.pop(_key(row, "sure"), None)
    _window(someone, row)


def _key(row: Custody, part: str) -> str:
    return f"custody-{part}-{row.recording.sha256}"


def _withdraw(_someone: Person, row: Custody) -> None:
    by = _name("Who withdrew it?", row, "withdrew")
    st.markdown(FOLLOWS)
    asked = _key(row, "sure")
    if not st.session_state.get(asked):
        st.button(
            "Withdraw consent",
            disabled=not by,
            key=_key(row, "withdraw"),
            type="primary",
            on_click=st.session_state.__setitem__,
            args=(asked, True),
        )
        if not by:
            st.caption("First say who withdrew it: one of the people on the call, or whoever passed it on.")
        return
    st.warning(
        f"Withdraw consent for {title(row)}, as {as_markdown_text(by)} asks? It is refused from then on.",
        icon=":material/warning:",
    )
    with st.container(horizontal=True):
        if st.button("Yes, withdraw it", key=_key(row, "yes"), type="primary", disabled=not by):
            st.session_state.pop(asked)
            store().recordings.withdraw(row.recording.sha256, by)
            _done("Consent is withdrawn. The recording is refused from now on.")
        if st.button("No, leave it as it is", key=_key(row, "no")):
            st.session_state.pop(asked)
            st.rerun()


def _anew(someone: Person, row: Custody) -> None:
    st.write("Only where both people were asked again, and agreed. What was on record before is kept.")
    basis: Basis | None = st.radio(
        "How did both people agree?",
        list(BASES),
        index=None,
        format_func=lambda basis: BASES[basis][0],
        captions=[explained for _, explained in BASES.values()],
        key=_key(row, "basis"),
    )
    by = _name("Who took it down?", row, "anew", someone.name)
    day = _day(row, None, "anew-day")
    if st.button("Record it", key=_key(row, "record"), type="primary", disabled=not (basis and by)) and basis:
        given = agreed_anew(basis, by, day, store().now())
        store().recordings.give_consent(row.recording.sha256, given)
        _done("Recorded. The recording can be used again; jobs that were stopped can be tried again.")


def _last_day(someone: Person, row: Custody) -> None:
    given = row.recording.consent
    now = today()
    day = _day(row, row.last_day if row.last_day and row.last_day >= now else None, "day")
    until = date.fromisoformat(given.retain_until) if given.retain_until else None
    by, agreed = "", True
    if loosens(given, day):
        longer = f"until {day.day} {day:%B %Y}" if day else "without a last day"
        st.write(f"That is longer than was agreed, so both people have to agree to it again: {longer}.")
        agreed = st.checkbox("Both people agreed to the longer time", key=_key(row, "longer"))
        by = _name("Who took it down?", row, "longer-by", someone.name)
    wanting = day == until or not agreed or (loosens(given, day) and not by)
    if st.button("Set the last day", key=_key(row, "set"), type="primary", disabled=wanting):
        _try(row, with_last_day(given, day, by, store().now()))


def _try(row: Custody, changed: Consent) -> None:
    try:
        store().recordings.change_consent(row.recording.sha256, changed)
    except ObserveError as error:  # withdrawn since the list was read
        st.error(". ".join(as_markdown_text(words) for words in (error.message, error.hint) if words))
    else:
        _done("The last day is set.")


def _day(row: Custody, before: date | None, part: str) -> date | None:
    found = st.date_input(
        "Last day it may be used (optional)",
        value=before,
        min_value=today(),
        format="DD/MM/YYYY",
        key=_key(row, part),
        help="On that day it may still be used; from the next on it is refused. Empty means no last day.",
    )
    return found if isinstance(found, date) else None


def _name(label: str, row: Custody, part: str, before: str = "") -> str:
    return shown_name(st.text_input(label, before, max_chars=LONGEST_NAME, key=_key(row, part)) or "")


def _done(words: str) -> None:
    st.toast(words)
    st.rerun()
