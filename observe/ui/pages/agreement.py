"""Agreement: how far assessors, the machine and quality assurers decide alike, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from observe.quality import Agreement, Case, moments
from observe.quality.agreement import Table, accepted, by_raters, table
from observe.quality.leaning import leanings
from observe.quality.pairs import between_assessors, first_looks, settled, with_machine
from observe.quality.trends import trend
from observe.schemes import Scheme
from observe.services.calls import list_cases, with_analyses
from observe.ui.pictures.agreement import MEASURES, Measure, by_pair, by_point
from observe.ui.widgets import picture
from observe.ui.widgets.person import only_for
from observe.ui.widgets.visit import store
from observe.ui.words.common import as_markdown_text, legible
from observe.ui.words.quality import (
    agreement_rows,
    leaning_row,
    occasions_rows,
    share_words,
    trend_row,
)

EXPLAINED = """
**Decided alike** is the share of points that both gave the same decision. It flatters: two people who nearly
always say “met” agree nearly always, even if neither listens.

**Kappa** takes that out. 1 means always alike; 0 means no more often than such habits would bring about by
themselves; below 0 means less often. If two people agree on 80 of 100 points and their habits alone would
make it 60, they went half of the way from 60 to 100: kappa is 0.5. Where everybody gave one and the same
decision, habit explains all of it, and there is no kappa.

**In brackets** stands the range in which the figure may well lie (95 %). Points of one call resemble each
other, so it goes by calls: with few calls the range is wide, and with fewer than five there is none for
kappa.

**What is compared** is what each person said first, before they could see the suggestion or the other's
decisions. Changing one's mind afterwards does not make agreement. Points that no recording can show are left
out beside the machine, which says nothing of them.

**The same moments**: nobody stops the clock at the same instant. Two moments count as the same where they
meet once each is made longer by the *window* at both ends. With 2 s, up to 4 s may lie between them. A longer
window finds more agreement, so the window belongs to the figure.
"""


def page() -> None:
    """Three comparisons in tables, the same in a picture, and who decides met more or less readily."""
    st.title("Agreement", anchor=False)
    if only_for("team_leader") is None:
        return
    cases = with_analyses(store(), list_cases(store()))
    units = {case.scheme.id: case.scheme for case in cases}
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    chosen: str | None = left.selectbox(
        "Unit",
        [None, *units],
        format_func=lambda name: "All units" if name is None else legible(units[name].title),
        key="unit",
    )
    window = middle.number_input("Window, in seconds", 0.0, 30.0, moments.WINDOW, 0.5, key="window")
    only_blind = right.toggle("Only what was marked blind", value=True, key="blind")
    with st.expander("What the figures mean"):
        st.markdown(EXPLAINED)
    own = [case for case in cases if chosen in (None, case.scheme.id)]
    schemes = [scheme for name, scheme in units.items() if chosen in (None, name)]
    shown = [
        ("Assessor and machine", _machine(own, schemes, window, only_blind=only_blind)),
        ("Two assessors", _assessors(own, schemes, window)),
        ("Assessor and quality assurer", _checked(own, schemes)),
    ]
    _pictures(shown, schemes)
    _pairs(by_raters(between_assessors(own)))
    _leanings(own)
    _occasions(own, schemes)
    _trends(own, schemes)


def _machine(cases: Sequence[Case], schemes: Sequence[Scheme], window: float, *, only_blind: bool) -> Table:
    st.header("Assessor and machine", anchor=False)
    every = [*with_machine(cases)]
    pairs = [pair for pair in every if pair.blind or not only_blind]
    kept = [one for one in moments.with_machine(cases) if one.blind or not only_blind]
    found = table(pairs)
    if not pairs:
        left = f" {len(every)} points were decided with the suggestion in view." if every else ""
        st.info(
            f"No point has been decided before its suggestion was seen.{left} Open calls for blind marking."
        )
        return found
    st.table(agreement_rows(found, schemes))
    same = moments.alike(kept, window)
    if same.n:
        st.markdown(
            f"**The same moments:** {share_words(same)} of {same.n} moments on {_calls(same.calls)}, where the "
            f"assessor decided met and the machine suggests shown; window {window:g} s."
        )
    return found


def _assessors(cases: Sequence[Case], schemes: Sequence[Scheme], window: float) -> Table:
    st.header("Two assessors", anchor=False)
    pairs = [*between_assessors(cases)]
    found = table(pairs)
    if not pairs:
        st.info(
            "No point has been decided by two assessors. Ask a second assessor to mark a few of the same calls."
        )
        return found
    st.table(agreement_rows(found, schemes))
    same = moments.alike(moments.by_assessors(cases), window)
    if same.n:
        st.markdown(
            f"**The same moments:** {share_words(same)} of {same.n} moments on {_calls(same.calls)}, where "
            f"both decided alike; window {window:g} s."
        )
    return found


def _checked(cases: Sequence[Case], schemes: Sequence[Scheme]) -> Table:
    st.header("Assessor and quality assurer", anchor=False)
    looks = [*first_looks(cases)]
    found = table(settled(looks))
    if not looks:
        st.info("No signed call has been accepted or returned yet. Do so on the page Spot-check.")
        return found
    first = accepted(looks)
    st.markdown(
        f"**Accepted at the first look:** {share_words(first)} of {first.n} points in {first.calls} calls. "
        "Accepting a whole call accepts each of its points."
    )
    if found.overall.n:
        st.markdown(
            "Below, the decision as it was first checked beside the one that was accepted in the end; a point "
            "returned for a better reason and decided the same way again counts as alike."
        )
        st.table(agreement_rows(found, schemes))
    return found


def _pictures(tables: Sequence[tuple[str, Table]], schemes: Sequence[Scheme]) -> None:
    if not any(found.overall.n for _, found in tables):
        return
    st.header("By point, at a glance", anchor=False)
    measure = _measure("points")
    st.caption("A mark is the figure, its line the range in which it may well lie. The tables say the same.")
    for scheme in schemes:
        if any(scheme.id == unit for _, found in tables for unit, _ in found.points):
            st.markdown(f"**{as_markdown_text(scheme.title)}**")
            picture.show(by_point(tables, scheme, measure), f"by-point-{scheme.id}")


def _pairs(people: Mapping[tuple[str, str], Agreement]) -> None:
    """Each two assessors, where there are more than two."""
    if len(people) < 2:
        return
    st.header("Each two assessors", anchor=False)
    picture.show(by_pair(people, _measure("pairs")), "by-pair")


def _measure(key: str) -> Measure:
    chosen: Measure | None = st.segmented_control(
        "Measure", MEASURES, default=MEASURES[0], key=f"measure-{key}", label_visibility="collapsed"
    )
    return chosen or MEASURES[0]


def _leanings(cases: Sequence[Case]) -> None:
    found = leanings(cases)
    if not found:
        return
    st.header("Who decides met more or less readily", anchor=False)
    st.caption(
        "Each assessor against the others, on the same points of the same calls only, by name. It is for a "
        "talk between colleagues: neither strict nor lenient is wrong by itself."
    )
    st.table([leaning_row(one) for one in found])


def _occasions(cases: Sequence[Case], schemes: Sequence[Scheme]) -> None:
    tables = [(scheme, occasions_rows(cases, scheme)) for scheme in schemes]
    if not any(rows for _, rows in tables):
        return
    st.header("How often each point is shown", anchor=False)
    st.caption(
        "As the machine suggests, over all calls: of the occasions for a point, those in which it was shown. A "
        "call that gave no occasion speaks neither for nor against, and points that no recording can show are "
        "left out. A missing figure is not nought."
    )
    for scheme, rows in tables:
        if rows:
            st.markdown(f"**{as_markdown_text(scheme.title)}**")
            st.table(rows)


def _trends(cases: Sequence[Case], schemes: Sequence[Scheme]) -> None:
    points = {(scheme.id, criterion.id): criterion for scheme in schemes for criterion in scheme.criteria}
    titles = {scheme.id: legible(scheme.title) for scheme in schemes}
    if not any(trend(cases, *point) for point in points):
        return
    st.header("Month by month", anchor=False)
    st.caption(
        "One point over all calls, out of the occasions for it. A month without an occasion has no figure."
    )
    chosen = st.selectbox(
        "Point",
        list(points),
        format_func=lambda point: f"{titles[point[0]]}: {points[point].number}. {legible(points[point].text)}",
        key="trend",
    )
    months = trend(cases, *chosen) if chosen else ()
    if months:
        st.table([trend_row(one) for one in months])
    else:
        st.info("There has been no occasion for this point yet.")


def _calls(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}"
