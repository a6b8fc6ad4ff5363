"""The list of calls."""

from __future__ import annotations

import json

import streamlit as st

from observe.clock import clock
from observe.errors import NotFound
from observe.permissions import may, sees_own_calls_alone
from observe.services.calls import entries, list_calls
from observe.store.schemes_used import installed
from observe.ui.player.data import ROLE_WORDS
from observe.ui.widgets import filters as searching
from observe.ui.widgets import jobs
from observe.ui.widgets.navigation import ADD, REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.paging import one_page
from observe.ui.widgets.visit import person, store
from observe.ui.words.calls import find, labels, list_for, mistakes_of
from observe.ui.words.common import CallRow, as_markdown_text
from observe.ui.words.cue_style import STYLES
from observe.ui.words.quotes import Quote, quotes, words_of


def page() -> None:
    """All calls, the newest first, with what each needs next."""
    someone = person()
    own = sees_own_calls_alone(someone)
    st.title("My calls" if own else "Calls", anchor=False)
    calls = list_for(someone, list_calls(store()), entries(store()), store().jobs.states())
    if own and not calls:
        st.info("No call of yours is here yet. Your assessor opens it for you, under the name you gave.")
        return
    with st.container():  # a box of its own, so that what follows keeps its place when the last job is done
        if may(someone, "follow_analyses") and jobs.shown():
            jobs.panel()
    if not calls:
        _empty(working=bool(jobs.shown()))
        return
    # Whoever is to mark first and compare afterwards is not told beforehand what the machine found.
    counts = may(someone, "see_counts")
    schemes = tuple(installed(store()).values())
    filters = searching.asked(someone, schemes)
    words = words_of(filters.sought)
    said = dict(zip(words, store().observations.saying(words), strict=True))
    found = find(calls, filters, said, mistakes_of(schemes), store().now())
    offered = labels(schemes, {name: style.label for name, style in STYLES.items()})
    searching.search_field()
    searching.fields(someone, filters, found, offered, schemes, calls)
    if not found.calls:
        searching.nothing(filters, found, offered)
        return
    for call in one_page(found.calls, f"{filters.query}"):
        spoken = [word for word in words if call.row.observation in said[word]]
        _row(call.row, _quotes(call.row.observation, spoken), counts=counts)
    every = "1 call" if len(calls) == 1 else f"{len(calls)} calls"
    st.caption(f"{len(found.calls)} of {every}. The machine suggests; a person decides.")


def _quotes(observation: int, words: list[str]) -> tuple[Quote, ...]:
    if not words:
        return ()
    try:
        return quotes(json.loads(store().observations.document(observation)), words)
    except NotFound:  # erased since the list was read
        return ()


def _row(row: CallRow, said: tuple[Quote, ...], *, counts: bool) -> None:
    with st.container(border=True, key=f"call-{row.sha256[:16]}"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        lines = [f"**{as_markdown_text(row.file)}**", _facts(row, counts=counts), *map(_quote, said)]
        left.markdown("  \n".join(lines))
        right.page_link(
            to(REVIEW),
            label="Review",
            icon=":material/hearing:",
            query_params={"call": str(row.observation)},
            width="stretch",
        )


def _quote(quote: Quote) -> str:
    who = ROLE_WORDS.get(quote.role, "Other voice")  # type: ignore[call-overload]
    before, found, after = map(as_markdown_text, (quote.before, quote.found, quote.after))
    place = clock(quote.start).replace(":", r"\:")
    return f"{place} {who}\\: “{before} **{found}** {after}”".replace("“ ", "“").replace(" ”", "”")


def _facts(row: CallRow, *, counts: bool) -> str:
    when = f"{row.when.day} {row.when:%B %Y, %H:%M}"
    cues = f"{row.cues} cue{'' if row.cues == 1 else 's'}"
    points = f"✓ {row.shown} shown · ✗ {row.missed} missed"
    found = (cues, points) if counts else ()
    return " · ".join((when.replace(":", r"\:"), row.length.replace(":", r"\:"), *found, row.basis, row.state))


def _empty(*, working: bool) -> None:
    if working:
        st.info("Your first call is on its way. It will be listed here when it is ready.")
        return
    st.header("No calls yet", anchor=False)
    st.write(
        "Add a recorded call that both people agreed to, and see who spoke when, which listening cues were "
        "heard, and which marking points they are evidence for."
    )
    st.page_link(to(ADD), label="Add your first call", icon=":material/add:")
