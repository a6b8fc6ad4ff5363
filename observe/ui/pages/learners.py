"""A learner's calls in pictures: for their assessors on Learners, for themselves on My progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from observe.assessment import Person
from observe.assessment.people import key_of
from observe.clock import clock
from observe.schemes import Scheme
from observe.services.calls import StoredCall, consented_calls
from observe.ui.pictures.calls_seen import SeenCall, calls_seen, day_words, units_of
from observe.ui.pictures.points import points_picture
from observe.ui.pictures.rates import trend_picture
from observe.ui.pictures.time_shares import strips_picture
from observe.ui.pictures.timeline import timeline_picture
from observe.ui.widgets import picture
from observe.ui.widgets.navigation import CALLS, TO_MARK
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store
from observe.ui.words.common import as_markdown_text, shown_name
from observe.ui.words.cue_style import STYLES, style_of
from observe.ui.words.portfolio import learners

LISTENING = [kind for kind, style in STYLES.items() if style.group == "listening"]
#: Calls that the pictures with one row a call show at a time, the newest.
SHOWN = (20, 50, 200)
DECIDED, SUGGESTED = "Decided", "Suggested"
MINUTES, SHARE = "Minutes", "Share of the call"


def page() -> None:
    """An assessor chooses a learner."""
    st.title("Learners", anchor=False)
    someone = only_for("assessor")
    if someone is None:
        return
    calls = consented_calls(store())
    names = learners(someone, (case for call in calls for case in call.cases))
    if not names:
        st.info("No learner has a call yet. Open a call for marking, and say whose it is.")
        st.page_link(to(TO_MARK), label="See what there is to mark", icon=":material/checklist:")
        return
    asked = key_of(st.query_params.get("learner", ""))
    place = next((place for place, name in enumerate(names) if key_of(name) == asked), 0)
    chosen: str = st.selectbox(
        "Learner", names, index=place, key=f"learner-{key_of(names[place])}", help="Type to search by name."
    )
    if key_of(chosen) != asked:
        st.query_params["learner"] = chosen
    _learner(someone, calls, chosen)


def progress() -> None:
    """A learner sees their own."""
    st.title("My progress", anchor=False)
    someone = only_for("learner")
    if someone is None:
        return
    calls = consented_calls(store())
    if not learners(someone, (case for call in calls for case in call.cases)):
        st.info("No call of yours is here yet. Your assessor opens it for you, under the name you gave.")
        st.page_link(to(CALLS), label="See my calls", icon=":material/list:")
        return
    _learner(someone, calls, someone.name)


def _learner(someone: Person, known: Sequence[StoredCall], learner: str) -> None:
    calls = calls_seen(someone, known, learner)
    whose = shown_name(learner)
    newest = calls[-_how_many(calls) :][::-1]
    _list(someone, newest, len(calls))
    hidden = sum(call.cues is None for call in newest)
    if hidden:
        deed = "marked" if someone.duty == "learner" else "decided"
        st.caption(
            f"In {hidden} of these calls the machine's cues are hidden until you have {deed} every point, so "
            "that they cannot lead you."
        )
    kinds = _kinds()
    st.header("Cues along the calls", anchor=False)
    if kinds:
        share = st.segmented_control("Count in", [MINUTES, SHARE], default=MINUTES, key="axis") == SHARE
        st.caption("Point at a mark to read the words; choose it to open Review at that moment.")
        seen = [call.observation for call in newest if call.cues is not None]
        moments = store().observations.moments(seen)
        picture.show(timeline_picture(someone, newest, moments, kinds, share=share), "cues", whose)
    st.header("Talk and silence", anchor=False)
    picture.show(strips_picture([(call.label, call.time) for call in newest], "Call"), "strips", whose)
    st.header("Points", anchor=False)
    _points(newest, units_of(someone, known, learner), whose)
    st.header("What changes over time", anchor=False)
    if kinds:
        picture.show(trend_picture(calls, kinds), "trend", whose)


def _how_many(calls: Sequence[SeenCall]) -> int:
    offered = [number for number in SHOWN if number < len(calls)]
    if not offered:
        return len(calls)
    every = [*offered, len(calls)]
    chosen: int = st.selectbox(
        "Calls shown",
        every,
        format_func=lambda number: f"All {number}" if number == len(calls) else f"The newest {number}",
        key="many",
    )
    return chosen


def _list(someone: Person, calls: Sequence[SeenCall], every: int) -> None:
    st.header("Calls" if someone.duty == "assessor" else "My calls", anchor=False)
    st.markdown(f"{every} call{'' if every == 1 else 's'}, the newest first.")
    lines = []
    for call in calls:
        facts = (day_words(call.day), clock(call.length), call.stands)
        told = " · ".join(as_markdown_text(fact) for fact in facts)
        lines.append(f"- **{call.number}** · [{as_markdown_text(call.file)}]({call.address()}) · {told}")
    st.markdown("\n".join(lines))


def _kinds() -> list[str]:
    chosen: list[str] = st.multiselect(
        "Kinds of cue",
        list(STYLES),
        default=LISTENING,
        format_func=lambda kind: f"{style_of(kind).letters} · {style_of(kind).label}",
        key="kinds",
    )
    if not chosen:
        st.info("Choose at least one kind of cue to see where it was heard.")
    return [kind for kind in STYLES if kind in chosen]


def _points(calls: Sequence[SeenCall], units: Mapping[str, Scheme], whose: str) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    used = {unit: sum(unit in call.points for call in calls) for unit in units}
    order = sorted(units, key=lambda unit: -used[unit])
    unit: str = left.selectbox("Unit", order, format_func=lambda name: units[name].title, key="unit")
    which = right.segmented_control("Marks say what is", [DECIDED, SUGGESTED], default=DECIDED, key="which")
    picture.show(points_picture(calls, units[unit], suggested=which == SUGGESTED), "points", whose)
