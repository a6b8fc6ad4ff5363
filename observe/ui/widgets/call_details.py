"""What is asked of every call that is added, and what is said of what came of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from observe.analysis.pipeline import Options
from observe.observation import Basis, Consent
from observe.services.adding import Outcome, Upload, add_uploads
from observe.text.languages import NAMES
from observe.ui.widgets.visit import store, visit
from observe.ui.words.common import BASES, as_markdown_text, shown_name

MISSING = "First say how both people agreed, and who took it down. Without it nothing is read or kept."


def consent_given() -> Consent | None:
    """How both people agreed, and who took it down; None until both are said."""
    basis: Basis | None = st.radio(
        "How did both people agree to this recording being used?",
        list(BASES),
        index=None,
        format_func=lambda basis: BASES[basis][0],
        captions=[explained for _, explained in BASES.values()],
        key="basis",
    )
    by = st.text_input(
        "Who took the consent down?",
        key="recorded_by",
        max_chars=120,
        placeholder="Your name",
        autocomplete="name",
    ).strip()
    if basis is None or not by:
        return None
    return Consent(basis, shown_name(by), store().now().isoformat(timespec="seconds"))


def about_calls(*, named: bool = True) -> Options:
    """What is known about the call.

    Args:
        named: ask for the customer's name too, which no two calls share.
    """
    with st.expander("What is known about the call (optional)"):
        name = ""
        if named:
            name = st.text_input("The customer's name", key="customer", max_chars=120).strip()
        speakers = st.selectbox("People on the call", ["2", "3", "4", "5", "Find out"], key="speakers")
        channel = st.selectbox(
            "On a stereo recording, the agent is on the", ["Find out", "Left", "Right"], key="channel"
        )
        spoken = st.selectbox(
            "Language",
            [None, "en", *sorted({*NAMES} - {"en"}, key=lambda code: NAMES[code])],
            format_func=lambda code: NAMES.get(code or "", "Find out"),
            key="language",
            help="Cues are for English. Choose it where an English call was taken for another language.",
        )
    return Options(
        language=spoken,
        speakers=None if speakers == "Find out" else int(speakers),
        customer_name=shown_name(name) or None,
        agent_channel={"Left": 0, "Right": 1}.get(channel),
    )


def add_all(uploads: Sequence[Upload], options: Options) -> None:
    """Keep and queue each, say how far that is and which one it is at, and what came of it."""
    bar = st.progress(0.0)

    def report(place: int, name: str) -> None:
        at = f"Keeping {place + 1} of {len(uploads)}: {as_markdown_text(name, longest=100)}"
        bar.progress(place / len(uploads), at)

    outcome = add_uploads(store(), uploads, options, report)
    bar.empty()
    visit().uploads += 1
    tell(outcome)


def tell(outcome: Outcome) -> None:
    """Say what was added and what was refused; calls that were added are followed on the page."""
    jobs, refusals = outcome
    visit().added.extend(jobs)
    for refusal in refusals:
        st.error(f"{as_markdown_text(refusal.file)}: {as_markdown_text(refusal.reason)}")
    if jobs:
        st.toast(f"{len(jobs)} call{'s' if len(jobs) > 1 else ''} added")
        if not refusals:
            st.rerun()
