"""A team leader's desk: calls worth a look, a random sample beside them, and accepting or returning."""

from __future__ import annotations

from datetime import date

import streamlit as st

from observe.assessment import Checked, Person
from observe.clock import local_day
from observe.errors import ObserveError
from observe.quality import Case, Plan, draw
from observe.quality.queue import waiting
from observe.quality.reasons import Reason
from observe.quality.sampling import first_signatures
from observe.services.calls import list_cases, with_analyses
from observe.services.worth_a_look import calls_to_check, cases_to_check
from observe.ui.widgets.navigation import REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store, today
from observe.ui.words.common import as_markdown_text, shown_name
from observe.ui.words.quality import listen
from observe.ui.words.worth_a_look import MOST_SPOTS

WORTH, SAMPLE = "Worth a look", "Random sample"


def page() -> None:
    """The queue with its reasons, and the sample with its plan."""
    st.title("Spot-check", anchor=False)
    someone = only_for("spot_check")
    if someone is None:
        return
    cases = list_cases(store())
    if not any(first_signatures(case) for case in cases):
        st.info(
            "Nothing is signed yet. As soon as an assessor has decided every point of a call and signed, "
            "it can be checked here."
        )
        return
    which = st.segmented_control(
        "What to check", [WORTH, SAMPLE], default=WORTH, key="which", label_visibility="collapsed"
    )
    if which == SAMPLE:
        _sample(someone, cases)
    else:
        _queue(someone)


def _queue(someone: Person) -> None:
    cases = cases_to_check(store())
    found = calls_to_check(cases, today())
    st.caption(
        "Signed calls, not accepted yet, where looking is likely to pay; a reason says where to look, not that "
        "anything is wrong. The order is of calls, never of people."
    )
    if not found:
        st.success("No signed call gives a reason for a look.", icon=":material/check:")
    for one in found:
        _card(someone, one.case, one.reasons, "queue")
    told = {one.case.standing.subject for one in found}
    others = [case for case in waiting(cases) if case.standing.subject not in told]
    if others:
        st.header(f"Signed, without such a reason ({len(others)})", anchor=False)
        for case in others:
            _card(someone, case, (), "plain")


def _sample(someone: Person, cases: tuple[Case, ...]) -> None:
    months = sorted(
        {local_day(entry.at).replace(day=1) for case in cases for entry in first_signatures(case).values()},
        reverse=True,
    )
    left, middle, right, last = st.columns(4)
    month = left.selectbox("Signed in", months, format_func=lambda day: f"{day:%B %Y}", key="month")
    share = middle.number_input("Share of each assessor's calls, in %", 1, 100, 10, key="share")
    least = right.number_input("At least", 0, 100, 1, key="least")
    word = last.text_input(
        "Word",
        key="word",
        max_chars=40,
        help="Choose any word when the month is over, and note it down: with it nobody could know beforehand "
        "which calls are drawn, and anyone can draw the same again.",
    )
    plan = Plan(month or months[0], share / 100, int(least), shown_name(word))
    drawn = draw(cases, plan)
    st.markdown(f"**{len(drawn)} drawn:** {as_markdown_text(plan.words)}.")
    st.caption("Chance decides, and not the machine's reasons. The same plan draws the same calls every time.")
    shown = with_analyses(store(), (one.case for one in drawn))
    for one, case in zip(drawn, shown, strict=True):
        note = f"{one.assessor}, from {one.out_of} signed; number {one.number[:12]}…"
        _card(someone, case, (), f"drawn-{one.number[:6]}", note)


def _card(someone: Person, case: Case, reasons: tuple[Reason, ...], kind: str, note: str = "") -> None:
    standing = case.standing
    key = f"{kind}-{standing.subject.sha256[:12]}-{standing.subject.scheme}"
    with st.container(border=True, key=key):
        left, right = st.columns([6, 1], vertical_alignment="top")
        signed = ", ".join(
            f"signed by {entry.by.name} on {entry.at.day} {entry.at:%B %Y}"
            for entry in standing.signatures.values()
        )
        facts = (case.scheme.title, signed or "being marked again", *([note] if note else ()))
        left.markdown(
            f"**{as_markdown_text(case.file)}**  \n" + " · ".join(as_markdown_text(fact) for fact in facts)
        )
        if case.latest is not None:
            right.page_link(
                to(REVIEW),
                label="Open",
                icon=":material/hearing:",
                query_params={"call": str(case.latest.observation), "unit": case.scheme.id},
                width="stretch",
            )
        for reason in reasons:
            _reason(case, reason)
        if standing.stage == "signed_off":
            st.markdown("✓ Accepted")
        elif standing.stage == "returned":
            st.markdown("↩ Returned; it waits for the assessor")
        elif standing.signatures:
            _verdict(someone, case, key)


def _reason(case: Case, reason: Reason) -> None:
    lines = [f"**{as_markdown_text(reason.words)}**"]
    for spot in reason.spots[:MOST_SPOTS]:
        parts = (spot.words, spot.because)
        told = " ".join(as_markdown_text(part) for part in parts if part)
        lines.append(" ".join(filter(None, (f"- {told}", listen(case, spot.moment)))))
    if len(reason.spots) > MOST_SPOTS:
        lines.append(f"- and {len(reason.spots) - MOST_SPOTS} more")
    st.markdown("\n\n".join((lines[0], "\n".join(lines[1:]))))


def _verdict(someone: Person, case: Case, key: str) -> None:
    with st.expander("Accept or return"):
        points = {criterion.id: criterion for criterion in case.scheme.criteria}
        about: str | None = st.selectbox(
            "About",
            [None, *points],
            format_func=lambda name: (
                "The whole assessment"
                if name is None
                else f"{points[name].number}. {shown_name(points[name].text)}"
            ),
            key=f"about-{key}",
        )
        action = st.text_area(
            "If you return it: what is the assessor to do?", key=f"action-{key}", max_chars=2000
        )
        due = st.date_input("By when (optional)", value=None, key=f"due-{key}", format="DD/MM/YYYY")
        accept, give_back, _ = st.columns([1, 1, 4])
        if accept.button("Accept", key=f"accept-{key}", icon=":material/check:", width="stretch"):
            _check(someone, case, Checked("accepted", about))
        if give_back.button("Return", key=f"return-{key}", icon=":material/undo:", width="stretch"):
            by = due if isinstance(due, date) else None
            _check(someone, case, Checked("returned", about, action.strip(), by))


def _check(someone: Person, case: Case, event: Checked) -> None:
    """Keep the verdict; the call's newest analysis is the one that was in sight."""
    standing = case.standing
    number = case.latest.observation if case.latest else standing.history[-1].observation
    try:
        added = store().assessments.add(
            standing.subject, number, someone, event, criteria=tuple(standing.points), seen=standing.last
        )
    except ObserveError as error:
        st.error(". ".join(as_markdown_text(words) for words in (error.message, error.hint) if words))
        return
    if added.meanwhile:
        others = ", ".join(sorted({entry.by.name for entry in added.meanwhile}))
        st.toast(f"Kept. Meanwhile {as_markdown_text(others)} worked on the same call; look at it once more.")
    st.rerun()
