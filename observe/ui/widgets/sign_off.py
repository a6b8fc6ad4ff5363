"""What closes an assessment: feedback and signature, the learner's answer, and quality assurance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

import streamlit as st

from observe.assessment import (
    Checked,
    Disputed,
    FeedbackAccepted,
    FeedbackGiven,
    Signed,
    Standing,
)
from observe.assessment.drafts import KeptDraft, TextDraft, TextPlace
from observe.assessment.reflection import as_markdown, scaffold
from observe.assessment.seal import seal
from observe.permissions import may, may_dispute, visible_call, visible_part
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.visit import today
from observe.ui.words.assessment import undecided
from observe.ui.words.common import as_markdown_prose, legible, shown_name
from observe.ui.words.history import deed, moment_of, undoable

#: The widget of each text that somebody may have begun.
TEXTS: Mapping[TextPlace, str] = {
    "feedback": "feedback",
    "acceptance": "accept-comment",
    "dispute": "dispute-reason",
    "return": "check-action",
}


def closing(desk: Desk, standing: Standing, begun: Mapping[str, KeptDraft]) -> None:
    """What this person may do about the assessment as a whole.

    Args:
        desk: the assessment and the person.
        standing: where the assessment stands.
        begun: what this person has begun and not saved.
    """
    for about, widget in TEXTS.items():
        kept = begun[about].draft if about in begun else None
        st.session_state.setdefault(desk.key(widget), kept.text if isinstance(kept, TextDraft) else "")
    with st.container():
        _feedback(standing)
    if may(desk.person, "sign"):
        _give_feedback(desk)
        _sign(desk, standing)
    elif may(desk.person, "check"):
        _check(desk, standing)
    elif may(desk.person, "answer", standing):
        _answer(desk, standing)
        _account(desk, standing)
    _undo(desk, standing)


def _typed(desk: Desk, about: TextPlace) -> str:
    return str(desk.draft(TEXTS[about], otherwise="")).strip()


def _keep(desk: Desk, about: TextPlace) -> None:
    """Keep a text as far as it is typed."""
    text = _typed(desk, about)
    desk.keep(TextDraft(about, text), worth=bool(text))


def _done(desk: Desk, about: TextPlace) -> None:
    """Empty a text that was given."""
    st.session_state[desk.key(TEXTS[about])] = ""
    desk.let_go(about)


def _feedback(standing: Standing) -> None:
    for entry in standing.feedback:
        if isinstance(entry.event, FeedbackGiven):
            st.markdown(f"**Feedback from {as_markdown_prose(entry.by.name)}**, {_at(entry.at)}")
            with st.container(border=True):
                st.text(legible(entry.event.text))
    if standing.acceptance is not None and isinstance(standing.acceptance.event, FeedbackAccepted):
        said = standing.acceptance.event.comment
        st.success(
            f"{as_markdown_prose(standing.acceptance.by.name)} accepted the outcome, "
            f"{_at(standing.acceptance.at)}" + (f": {as_markdown_prose(said)}" if said else ".")
        )


def _give_feedback(desk: Desk) -> None:
    st.subheader("Feedback to the learner", anchor=False)
    st.text_area(
        "Feedback to the learner",
        key=desk.key(TEXTS["feedback"]),
        label_visibility="collapsed",
        placeholder="What went well, and what to work on next",
        max_chars=8000,
        on_change=_keep,
        args=(desk, "feedback"),
    )

    def give() -> None:
        text = _typed(desk, "feedback")
        if not text:
            desk.tell("error", "Write the feedback first.")
        elif desk.add(FeedbackGiven(text), "The feedback is saved; the learner sees it on this page."):
            _done(desk, "feedback")

    st.button("Give feedback", key=desk.key("give"), on_click=give)


def _sign(desk: Desk, standing: Standing) -> None:
    st.subheader("Sign", anchor=False)
    left = undecided(desk.person, standing)
    with st.container():
        if left:
            numbers = ", ".join(str(desk.numbers[name]) for name in left)
            st.caption(f"Every point is decided before you sign. Still open: {numbers}.")
    name = desk.key("signature")
    st.text_input("Type your name to sign", key=name, max_chars=120)
    # The seal of what is on the screen now, not of what it may be when the button is pressed.
    sealed = seal(standing.subject, standing.marks_of(desk.person.name))

    def sign() -> None:
        if desk.add(Signed(str(st.session_state.get(name, "")), sealed), "Signed."):
            st.session_state[name] = ""

    st.button("Sign these decisions", key=desk.key("sign"), type="primary", on_click=sign, disabled=bool(left))


def _answer(desk: Desk, standing: Standing) -> None:
    st.subheader("Your answer", anchor=False)
    if not standing.signatures:
        st.caption("Once the assessor has signed, you can accept the outcome here, or dispute a point.")
        return

    def accept() -> None:
        words = _typed(desk, "acceptance")
        if desk.add(FeedbackAccepted(words), "Thank you; the assessor sees that you accept the outcome."):
            _done(desk, "acceptance")

    with st.container():
        if standing.acceptance is None:
            st.text_input(
                "A word to the assessor (if you like)",
                key=desk.key(TEXTS["acceptance"]),
                max_chars=1000,
                on_change=_keep,
                args=(desk, "acceptance"),
            )
            st.button("Accept the outcome", key=desk.key("accept"), type="primary", on_click=accept)
    which = desk.key("dispute-point")
    open_to = [name for name in standing.points if may_dispute(desk.person, standing, name)]

    def dispute() -> None:
        name = st.session_state.get(which)
        if name is None:
            desk.tell("error", "Choose the point that you dispute.")
        elif desk.add(
            Disputed(name, _typed(desk, "dispute")),
            f"Point {desk.numbers[name]} goes back to the assessor, with your reason.",
        ):
            _done(desk, "dispute")

    with st.expander("Dispute a point"):
        _choose_point(desk, open_to, "Which point?", which)
        st.text_area(
            "Why should the assessor look again?",
            key=desk.key(TEXTS["dispute"]),
            max_chars=4000,
            on_change=_keep,
            args=(desk, "dispute"),
        )
        st.button("Send it back to the assessor", key=desk.key("dispute"), on_click=dispute)


def _account(desk: Desk, standing: Standing) -> None:
    """Headings, questions and the learner's own moments for a reflective account, which they write."""
    st.subheader("Your reflective account", anchor=False)
    seen = visible_part(visible_call(desk.person, (standing,)), desk.observation)
    call = shown_name(desk.observation.recording.file)
    account = scaffold(
        desk.person.name, desk.scheme, call, standing.self_marks, seen.findings, seen.cues, seen.turns
    )
    st.download_button(
        "Headings and moments to write from",
        as_markdown(account),
        f"{PurePath(call).stem or 'call'}.{desk.scheme.id}.reflective-account.md",
        "text/markdown",
        key=desk.key("account"),
        on_click="ignore",
        help="A text file with the questions and your moments. It opens in any editor; you write the account.",
    )


def _check(desk: Desk, standing: Standing) -> None:
    st.subheader("Quality assurance", anchor=False)
    if not standing.signatures:
        st.caption("It can be accepted or returned once the assessor has signed.")
        return
    which, due = (desk.key("check", part) for part in ("point", "due"))
    _choose_point(desk, list(standing.points), "About", which, whole=True)
    st.text_area(
        "What is the assessor to do?",
        key=desk.key(TEXTS["return"]),
        max_chars=4000,
        placeholder="Needed to return it",
        on_change=_keep,
        args=(desk, "return"),
    )
    st.date_input("By which day?", value=None, min_value=today(), key=due, format="DD/MM/YYYY")

    def check(verdict: str) -> None:
        name = st.session_state.get(which)
        about = "The assessment" if name is None else f"Point {desk.numbers[name]}"
        returned = verdict == "returned"
        event = Checked(
            verdict,  # type: ignore[arg-type]
            name,
            _typed(desk, "return") if returned else "",
            st.session_state.get(due) if returned else None,
        )
        if desk.add(event, f"{about} is {'returned to the assessor' if returned else 'accepted'}."):
            _done(desk, "return")

    with st.container(horizontal=True):
        st.button("Accept", key=desk.key("check-accept"), type="primary", on_click=check, args=("accepted",))
        st.button("Return to the assessor", key=desk.key("check-return"), on_click=check, args=("returned",))


def _choose_point(desk: Desk, names: list[str], label: str, key: str, *, whole: bool = False) -> None:
    points = {one.id: f"{one.number}. {legible(one.text)}" for one in desk.scheme.criteria}
    st.selectbox(
        label,
        [None, *names] if whole else names,
        index=0 if whole else None,
        format_func=lambda name: "The whole assessment" if name is None else points[name],
        key=key,
        placeholder="Choose a point",
    )


def _undo(desk: Desk, standing: Standing) -> None:
    last, gone = undoable(desk.person, standing)
    with st.container(horizontal=True):
        if last is not None:
            st.button(
                "Undo my last step",
                key=desk.key("undo"),
                icon=":material/undo:",
                help=as_markdown_prose(f"You {deed(last, desk.numbers, standing)}"),
                on_click=desk.take_back,
                args=(last.id, "Taken back. It stays in the history."),
            )
        if gone is not None:
            st.button(
                "Bring it back",
                key=desk.key("redo"),
                icon=":material/redo:",
                on_click=desk.take_back,
                args=(gone.id, "Brought back."),
            )


def _at(at: datetime) -> str:
    return moment_of(at).replace(":", r"\:")
