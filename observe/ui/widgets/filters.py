"""The search field and the filters above the list of calls, kept in the address and for the way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from observe.assessment import Person
from observe.permissions import may
from observe.schemes import Scheme
from observe.ui.widgets.visit import visit
from observe.ui.words.calls import SUGGESTING, Filters, Found, Listed
from observe.ui.words.common import as_markdown_text, legible

TITLES: Mapping[str, str] = {
    "sought": "Search",
    "cue": "Cue heard",
    "mistake": "Common mistake heard",
    "marking": "Marking",
    "consent": "Consent",
    "age": "Analysed",
    "unit": "Unit",
    "point": "Point",
    "outcome": "Outcome suggested",
}


def asked(person: Person | None, schemes: Sequence[Scheme]) -> Filters:
    """What this reader asks: by the fields, else by the address, else as they left it.

    Args:
        person: who looks.
        schemes: those installed; a point is one of its unit's.
    """
    known = Filters.read(st.query_params.to_dict()).query or Filters.read(visit().filters).query
    # Once the fields are there they alone count; they are gone when the reader comes from another page.
    there = "sought" in st.session_state
    values = {}
    for name in TITLES:
        value = st.session_state.get(name) if there else known.get(name)
        values[name] = str(value or "")
    points = {point.id for unit in schemes if unit.id == values["unit"] for point in unit.criteria}
    if values["point"] not in points:
        values["point"] = values["outcome"] = ""
    st.session_state.update(values)
    filters = Filters(**values).offered_to(person)
    visit().filters = filters.query
    if {name: value for name, value in st.query_params.to_dict().items() if name in TITLES} != filters.query:
        st.query_params.from_dict(filters.query)
    return filters


def search_field() -> None:
    """The field for words."""
    st.text_input(
        "Search",
        placeholder='Search what was said, file names and consent; "in quotes" for a phrase',
        key="sought",
        label_visibility="collapsed",
    )


def fields(
    person: Person | None,
    filters: Filters,
    found: Found,
    labels: Mapping[str, Mapping[str, str]],
    schemes: Sequence[Scheme],
    calls: Sequence[Listed],
) -> None:
    """A field for each filter, whose options say how many calls they leave."""
    narrowing = [name for name in filters.active if name != "sought"]
    with st.expander("Filters", icon=":material/filter_list:", expanded=bool(narrowing)):
        suggesting = may(person, "find_by_suggestion")
        names = ("cue", "mistake", "marking", "consent", "age")
        shown = [name for name in names if suggesting or name not in SUGGESTING]
        for column, name in zip(st.columns(3) * 2, shown, strict=False):
            with column:
                _choice(name, labels[name], getattr(filters, name), found.counts[name])
        if suggesting:
            _outcome(filters, found, labels["outcome"], schemes)
            hidden = sum(call.hidden for call in calls)
            if hidden:
                kept = "1 call is" if hidden == 1 else f"{hidden} calls are"
                st.caption(
                    f"{kept} never found by cue, mistake or outcome: what the machine suggests there is hidden "
                    "until the assessment is opened and, where you mark first, until you have decided it."
                )
    if filters.active:
        st.button("Clear filters", icon=":material/filter_list_off:", on_click=clear, key="clear-filters")


def clear() -> None:
    """Ask for everything again."""
    visit().filters = {}
    for name in TITLES:
        st.session_state[name] = ""


def nothing(filters: Filters, found: Found, labels: Mapping[str, Mapping[str, str]]) -> None:
    """Say that nothing passes, and which filter to loosen."""
    lines = []
    for name, value in filters.active.items():
        left = found.without[name]
        if left and len(filters.active) > 1:
            words = value if name == "sought" else labels[name].get(value, value)
            calls = "1 call" if left == 1 else f"{left} calls"
            lines.append(f"- Without “{TITLES[name]}: {as_markdown_text(words)}”, {calls}")
    if filters.sought and len(filters.active) == 1:
        words = as_markdown_text(filters.sought)
        st.info(f"No call matches “{words}”. Try fewer words, or part of the file's name.")
    elif lines:
        st.info("No call passes all of these at once.\n" + "\n".join(lines))
    else:
        st.info("No call passes these filters. Clear them to see every call.")


def _choice(name: str, labels: Mapping[str, str], chosen: str, counts: Counter[str]) -> None:
    options = ["", *(option for option in labels if counts[option] or option == chosen)]
    if chosen not in options:
        options.append(chosen)  # from an address: of something that is there no more

    def words(option: str) -> str:
        return f"{legible(labels.get(option, option))} ({counts[option]})" if option else "Any"

    st.selectbox(TITLES[name], options, format_func=words, key=name)


def _outcome(filters: Filters, found: Found, labels: Mapping[str, str], schemes: Sequence[Scheme]) -> None:
    units = {scheme.id: scheme for scheme in schemes}
    unit, point, outcome = st.columns(3)
    with unit:
        known = ["", *dict.fromkeys([*units, *([filters.unit] if filters.unit else [])])]
        titles = {name: legible(scheme.title) for name, scheme in units.items()}
        st.selectbox(
            TITLES["unit"], known, format_func=lambda name: titles.get(name, legible(name) or "Any"), key="unit"
        )
    chosen = units.get(filters.unit)
    points = {one.id: f"{one.number}. {legible(one.text)}" for one in chosen.criteria} if chosen else {}
    with point:
        st.selectbox(
            TITLES["point"],
            ["", *points],
            format_func=lambda name: points.get(name, "Any"),
            key="point",
            disabled=not points,
        )
    with outcome:
        if filters.unit and filters.point in points:
            _choice("outcome", labels, filters.outcome, found.counts["outcome"])
        else:
            st.selectbox(TITLES["outcome"], ["Choose a unit and a point"], disabled=True, key="no-outcome")
