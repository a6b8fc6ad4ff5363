"""Reviewing one call: listening, reading, and what the marking points rest on."""

from __future__ import annotations

import streamlit as st

from observe.errors import NotFound, ObserveError
from observe.io import document
from observe.observation import Observation
from observe.schemes import load_all, own_folders
from observe.store import StoredObservation
from observe.ui import player
from observe.ui.downloads import downloads
from observe.ui.pages.moving import ADD, CALLS
from observe.ui.pages.moving import page as to
from observe.ui.pages.roles import who_is_who
from observe.ui.shared import sound_address
from observe.ui.state import store, visit
from observe.ui.views import as_markdown_text, clock, shown_name
from observe.ui.views_review import player_data, promises, summary


def page() -> None:
    """The call that the address names, or the one last looked at, or the newest."""
    st.title("Review", anchor=False)
    stored = store().observations.list()
    if not stored:
        st.info("There is no call to review yet. Add one first; it takes a few minutes to be analysed.")
        st.page_link(to(ADD), label="Add a call", icon=":material/add:")
        return
    chosen = _chosen(stored)
    if chosen is None:
        return
    visit().call = chosen.id
    observation = _observation(chosen.id)
    _heading(chosen, observation)
    player.show(
        player_data(observation, load_all(own_folders(store().folder)), audio=sound_address(chosen.id)),
        key=f"player-{chosen.id}",
    )
    _promises(chosen, observation)
    who_is_who(chosen, observation)
    _files(chosen, observation)


def _chosen(stored: tuple[StoredObservation, ...]) -> StoredObservation | None:
    known = {row.id: row for row in stored}
    asked = st.query_params.get("call")
    if asked is None:
        before = visit().call
        wanted = before if before in known else stored[0].id
    else:
        try:
            row = store().observations.get(_number(asked))
        except NotFound:
            st.error(
                f"There is no call “{as_markdown_text(asked)}” here. "
                "It may have been erased, or the link is wrong."
            )
            st.page_link(to(CALLS), label="See all calls", icon=":material/list:")
            return None
        wanted = row.id
        known.setdefault(row.id, row)  # an earlier version, asked for by its own number
    choice: int = st.selectbox(
        "Call",
        list(known),
        index=list(known).index(wanted),
        format_func=lambda number: _line(known[number]),
        key=f"choose-{wanted}",
        label_visibility="collapsed",
    )
    if asked != str(choice):
        st.query_params["call"] = str(choice)
    return known[choice]


def _number(asked: str) -> int:
    """The id that an address names; one that cannot be an id is none that is stored."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 12 else -1


def _line(row: StoredObservation) -> str:
    when = row.created_at.astimezone()
    version = "" if row.latest else f" (version {row.version})"
    return f"{shown_name(row.file, 80)}{version} — {clock(row.duration_s)} — {when.day} {when:%B %Y, %H:%M}"


def _heading(row: StoredObservation, observation: Observation) -> None:
    figures = " · ".join(f"{name}\\: **{value}**" for name, value in summary(observation).items())
    st.markdown(figures)
    try:
        store().recordings.consent(row.sha256)
    except ObserveError as error:
        st.warning(f"{as_markdown_text(str(error))}. The recording is not played.")


def _promises(row: StoredObservation, observation: Observation) -> None:
    rows, taken = promises(observation, audio=sound_address(row.id))
    with st.expander(f"Promises made in this call: {len(rows)}"):
        if rows:
            st.table(rows, hide_index=True)
        else:
            st.markdown("Nothing was promised for after the call.")
        if taken:
            steps = "1 step was" if taken == 1 else f"{taken} steps were"
            st.caption(f"{steps} taken while the customer waited. Whether a promise was kept cannot be heard.")


def _files(row: StoredObservation, observation: Observation) -> None:
    with st.expander("Files to keep, and how this was made"):
        columns = st.columns(4)
        for column, file in zip(columns * 2, downloads(observation), strict=False):
            column.download_button(
                file.label,
                file.text,
                file.name,
                file.media_type,
                key=f"{file.name}-{row.id}",
                on_click="ignore",
                width="stretch",
            )
        made = observation.provenance
        models = "; ".join(f"{model.name} ({model.revision[:12]})" for model in made.models) or "none"
        st.caption(
            as_markdown_text(
                f"observe {made.observe_version}. Models: {models}. Analysed in "
                f"{sum(made.seconds.values()):.0f} s. Recording: SHA-256 {observation.recording.sha256}. "
                "Cues come from words and times alone; nothing is read from the tone of a voice."
            )
        )


@st.cache_data(show_spinner=False, max_entries=32)
def _text(folder: str, observation: int) -> str:
    return store().observations.document(observation)


def _observation(number: int) -> Observation:
    return document.loads(_text(str(store().folder), number))
