"""A learner's portfolio: points by calls, what is missing, and which call to record next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from observe.assessment import Person
from observe.assessment.people import key_of
from observe.assessment.standing import Standing
from observe.permissions import may, may_see_decisions, sees_own_calls_alone
from observe.portfolio import Portfolio, Rules, next_calls, portfolio_of
from observe.quality import Case
from observe.services.calls import list_cases, with_analyses
from observe.ui.widgets.visit import person, store, today
from observe.ui.words.common import as_markdown_text, legible, shown_name
from observe.ui.words.portfolio import (
    account,
    column_heads,
    headline,
    learners,
    matrix_rows,
    standing_rows,
)


def page() -> None:
    """One learner and one unit."""
    someone = person()
    own = sees_own_calls_alone(someone)
    st.title("My portfolio" if own else "Portfolio", anchor=False)
    if someone is None or not may(someone, "see_portfolio"):
        st.info("Say at the top who you are, to see a portfolio.")
        return
    cases = list_cases(store())
    names = learners(someone, cases)
    if not names:
        st.info(
            "No call of yours is here yet. Your assessor opens it for you, under the name you gave."
            if own
            else "No learner has a call yet. Open a call on the review page, and say whose it is."
        )
        return
    left, right = (st.container(), st.container()) if own else st.columns(2)
    learner = names[0] if own else left.selectbox("Learner", names, key="learner")
    mine = [
        case
        for case in cases
        if case.standing.opening is not None and key_of(case.standing.opening.learner) == key_of(learner)
    ]
    units = {case.scheme.id: case.scheme for case in mine}
    unit = right.selectbox("Unit", list(units), format_func=lambda name: legible(units[name].title), key="unit")
    marked = with_analyses(store(), (case for case in mine if case.scheme.id == unit))
    found = portfolio_of(
        learner,
        units[unit],
        marked,
        today(),
        _rules(),
        sees=lambda standing: _sees(someone, standing),
    )
    st.markdown(f"**{headline(found)}** The machine suggests; a person decides, and signed decisions count.")
    _next(found)
    st.header("Points and calls", anchor=False)
    st.table(matrix_rows(found))
    st.header("What is there, and what is missing", anchor=False)
    st.caption("✓ there · ✗ missing · ○ no recording can show this point")
    st.table(standing_rows(found))
    _authentic(found)
    if may(someone, "write_account"):
        _account(someone, marked)


def _sees(someone: Person, standing: Standing) -> bool:
    return standing.lead is not None and may_see_decisions(someone, standing, standing.lead)


def _rules() -> Rules:
    with st.expander("What is asked"):
        st.caption("As your centre asks it; the figures here are the usual ones.")
        left, middle, right = st.columns(3)
        calls = left.number_input("Signed calls for each point", 1, 10, 2, key="calls")
        kinds = middle.number_input("Different kinds of call", 1, int(calls), min(2, int(calls)), key="kinds")
        months = right.number_input("Months that a call may be old", 1, 60, 12, key="months")
    return Rules(int(calls), int(kinds), int(months))


def _next(found: Portfolio) -> None:
    calls = next_calls(found)
    if not calls:
        return
    st.header("Which call to record next", anchor=False)
    lines = []
    for call in calls:
        numbers = ", ".join(str(point) for point in call.points)
        lines.append(
            f"- {as_markdown_text(call.words)} It helps point{'s' * (len(call.points) > 1)} {numbers}."
        )
    st.markdown("\n".join(lines))


def _authentic(found: Portfolio) -> None:
    st.header("Authentic", anchor=False)
    for head, column in zip(column_heads(found.columns), found.columns, strict=True):
        mark = "✓" if column.authentic else "✗"
        kind = f" · {as_markdown_text(column.scenario)}" if column.scenario else ""
        with st.expander(f"{mark} {head}{kind}"):
            for proof in column.proofs:
                sign = "✓" if proof.there else "✗"
                st.markdown(f"{sign} **{proof.what}.** {as_markdown_text(proof.fact)}")


def _account(someone: Person, cases: Sequence[Case]) -> None:
    st.header("Reflective account", anchor=False)
    st.write(
        "A page with headings, questions and your own moments of a call, for you to write in. "
        "The words are yours: nothing is written for you."
    )
    names = [shown_name(case.file) for case in cases]
    chosen = st.selectbox("Call", range(len(cases)), format_func=lambda place: names[place], key="account")
    if chosen is not None:
        st.download_button(
            "Download the page",
            account(someone, cases[chosen]),
            file_name="reflective-account.md",
            mime="text/markdown",
            key="download-account",
            on_click="ignore",
        )
