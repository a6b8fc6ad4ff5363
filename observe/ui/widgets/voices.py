"""Who is who on a call: what the machine took each voice for and why, and what sets it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from observe.analysis import correcting
from observe.corrections import Call, CustomerName, Edit, MergeSpeakers, RenameSpeaker, call_of, who
from observe.corrections.edits import LONGEST_NAME
from observe.observation import Observation
from observe.store import StoredObservation
from observe.ui.widgets.one_voice import one_voice
from observe.ui.words.common import as_markdown_text, role_words, shown_name

Correct = Callable[[Sequence[Edit]], None]


def voices(observation: Observation) -> None:
    """Each voice's role and reason."""
    for found in observation.roles:
        name = f" ({as_markdown_text(found.name)})" if found.name else ""
        st.markdown(f"**{role_words(found)}**{name} — {as_markdown_text(found.because)}")


def who_is_who(row: StoredObservation, observation: Observation, correct: Correct) -> None:
    """Each voice's role and reason, and what swaps, names and merges voices or names the customer.

    Args:
        row: the latest version.
        observation: its document.
        correct: makes corrections and shows what comes of them.
    """
    voices(observation)
    one_voice(row, observation)
    call = call_of(observation)
    if {"agent", "customer"} <= {call.role(voice) for voice in call.speakers}:
        st.caption("The wrong way round? Swapping takes a moment: the words are not written down again.")
        if st.button("Swap agent and customer", key=f"swap-{row.id}", icon=":material/swap_horiz:"):
            correct(correcting.swapped(call))
    with st.form(f"customer-{row.id}", border=False):
        st.caption("The customer’s name, so that it is heard when the agent says it.")
        name = st.text_input(
            "Customer’s name", call.customer_name or "", key=f"customer-name-{row.id}", max_chars=LONGEST_NAME
        )
        if st.form_submit_button("Save the customer’s name", key=f"save-customer-{row.id}"):
            correct((CustomerName(name),))
    _names(row, call, correct)
    if len(call.speakers) > 1:
        _merge(row, call, correct)


def _names(row: StoredObservation, call: Call, correct: Correct) -> None:
    with st.form(f"names-{row.id}", border=False):
        voice = st.selectbox(
            "Voice", call.speakers, format_func=lambda one: _called(call, one), key=f"voice-{row.id}"
        )
        name = st.text_input("Name to show for it", key=f"name-{row.id}", max_chars=LONGEST_NAME)
        if st.form_submit_button("Save the name", key=f"save-name-{row.id}"):
            correct((RenameSpeaker(voice, name),))


def _merge(row: StoredObservation, call: Call, correct: Correct) -> None:
    with st.form(f"merge-{row.id}", border=False):
        columns = st.columns(2)
        gone = columns[0].selectbox(
            "This voice",
            call.speakers,
            index=len(call.speakers) - 1,
            format_func=lambda one: _called(call, one),
            key=f"gone-{row.id}",
        )
        into = columns[1].selectbox(
            "is the same person as",
            call.speakers,
            format_func=lambda one: _called(call, one),
            key=f"into-{row.id}",
        )
        if st.form_submit_button("Make the two voices one", key=f"merge-voices-{row.id}"):
            if gone == into:
                st.error("Those are one voice already. Choose two.")
            else:
                correct((MergeSpeakers(gone, into),))


def _called(call: Call, voice: str) -> str:
    words = {"agent": "agent", "customer": "customer", "other": "somebody else"}
    return shown_name(f"{who(call, voice).replace('_', ' ')} ({words[call.role(voice)]})")
