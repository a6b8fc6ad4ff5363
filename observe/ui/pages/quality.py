"""A team leader's view over all calls: which are worth their time, and what is heard by learner and month."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from observe.assessment import Moment
from observe.clock import clock
from observe.quality.reasons import Reason, Spot
from observe.schemes import Scheme
from observe.services.calls import StoredCall, consented_calls
from observe.services.worth_a_look import WorthALook, calls_worth_a_look
from observe.ui.pictures.calls_seen import day_words, review_address
from observe.ui.pictures.groups import By, cues_by, grouped, in_period, met_by_learner, met_by_unit, time_by
from observe.ui.widgets import picture
from observe.ui.widgets.navigation import ADD, REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store, today
from observe.ui.words.calls import AGES
from observe.ui.words.common import as_markdown_text, shown_name
from observe.ui.words.cue_style import STYLES
from observe.ui.words.worth_a_look import MOST_SPOTS, learners_of, moment_of, stages_of, title_of

PERIODS: dict[int | None, str] = {None: "Any time"} | {int(days): words for days, words in AGES.items()}
LISTENING = [kind for kind, style in STYLES.items() if style.group == "listening"]
BY: tuple[By, ...] = ("Learner", "Month")
PER_PAGE = 5


def page() -> None:
    """Calls worth a look, then the pictures."""
    st.title("Quality", anchor=False)
    if only_for("see_quality") is None:
        return
    every = consented_calls(store())
    if not every:
        st.info("There is no call yet. Add one first; it takes a few minutes to be analysed.")
        st.page_link(to(ADD), label="Add a call", icon=":material/add:")
        return
    days: int | None = st.selectbox(
        "Period", list(PERIODS), format_func=lambda one: PERIODS[one], key="period", index=0
    )
    calls = in_period(every, today(), days)
    if not calls:
        st.info("There is no call in this time. Choose a longer period.")
        return
    _worth(calls)
    units = {case.scheme.id: case.scheme for call in calls for case in call.cases}
    st.header("Points decided met", anchor=False)
    if units:
        _met(calls, units)
    else:
        st.info("No call of this time has been opened for marking yet.")
    st.header("How often each cue is heard", anchor=False)
    by: By = st.segmented_control("Put together by", BY, default="Learner", key="by") or "Learner"
    groups = grouped(calls, by)
    picture.show(cues_by(groups, LISTENING, by), "cues")
    st.header("Talk and silence", anchor=False)
    picture.show(time_by(groups, by), "strips")


def _worth(calls: Sequence[StoredCall]) -> None:
    found = calls_worth_a_look(store(), calls, today())
    st.header(f"Calls worth your time ({len(found)} of {len(calls)})", anchor=False)
    if not found:
        st.success("No call of this time gives a reason for a look.", icon=":material/check:")
        return
    st.caption(
        "Calls with more kinds of reasons come first. A reason says where looking is likely to pay, not that "
        "anything is wrong. The order is of calls, never of people."
    )
    pages = -(-len(found) // PER_PAGE)
    number = 1
    if pages > 1:
        number = int(st.number_input(f"Page, of {pages}", 1, pages, key=f"page-{len(found)}"))
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    moments = store().observations.moments(one.call.row.id for one in shown)
    for one in shown:
        _card(one, moments.get(one.call.row.id, ()))


def _card(one: WorthALook, moments: Sequence[Moment]) -> None:
    call = one.call
    with st.container(border=True, key=f"worth-{call.row.id}"):
        left, right = st.columns([6, 1], vertical_alignment="top")
        facts = (day_words(call.figures.day), clock(call.row.duration_s), learners_of(call), stages_of(call))
        lines = [
            f"**{as_markdown_text(shown_name(call.row.file))}**  \n"
            + " · ".join(as_markdown_text(fact) for fact in facts if fact),
            "\n".join(_reason(call, reason, moments) for reason in one.reasons),
        ]
        left.markdown("\n\n".join(lines))
        spots = (spot for reason in one.reasons for spot in reason.spots)
        first = next((spot.moment.start for spot in spots if spot.moment is not None), None)
        right.page_link(
            to(REVIEW),
            label="Review",
            icon=":material/hearing:",
            query_params={"call": str(call.row.id)} | ({} if first is None else {"t": f"{first:.3f}"}),
            width="stretch",
        )


def _reason(call: StoredCall, reason: Reason, moments: Sequence[Moment]) -> str:
    lines = [f"- {as_markdown_text(title_of(reason, call))}"]
    lines += [f"  - {_spot(call, spot, moments)}" for spot in reason.spots[:MOST_SPOTS]]
    if len(reason.spots) > MOST_SPOTS:
        lines.append(f"  - and {len(reason.spots) - MOST_SPOTS} more")
    return "\n".join(lines)


def _spot(call: StoredCall, spot: Spot, moments: Sequence[Moment]) -> str:
    words = " ".join(as_markdown_text(part) for part in (spot.words, spot.because) if part)
    moment = moment_of(spot, moments)
    if moment is None:
        return words
    said = f" “{as_markdown_text(moment.quote)}”" if moment.quote else ""
    return f"{words} [Review at {clock(moment.start)}]({review_address(call.row.id, at=moment.start)}){said}"


def _met(calls: Sequence[StoredCall], units: dict[str, Scheme]) -> None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    rows = left.segmented_control("Rows are", ["Learners", "Units"], default="Learners", key="rows")
    st.caption("Of the calls on which a point was decided met or not yet, those on which it was met.")
    if rows == "Units":
        picture.show(met_by_unit(calls, units), "met")
        return
    unit: str = right.selectbox("Unit", list(units), format_func=lambda name: units[name].title, key="unit")
    picture.show(met_by_learner(grouped(calls, "Learner"), units[unit]), "met")
