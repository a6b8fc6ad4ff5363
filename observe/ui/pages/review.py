"""Reviewing one call: listening, reading, and what the marking points rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from observe.annotation import Seconds
from observe.assessment import Person, Standing
from observe.clock import clock
from observe.errors import NotFound, ObserveError
from observe.observation import Observation
from observe.permissions import (
    is_learner_of,
    may,
    may_open_call,
    own_calls,
    sees_own_calls_alone,
    visible_call,
    visible_part,
)
from observe.schemes import Scheme
from observe.services.opened_call import opened_call
from observe.store import StoredObservation
from observe.ui import player
from observe.ui.player.data import player_data, promises, summary
from observe.ui.widgets import corrections
from observe.ui.widgets import person as whose
from observe.ui.widgets.assessment import panel, take
from observe.ui.widgets.cue_choice import judge
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.downloads import downloads
from observe.ui.widgets.folded import fold
from observe.ui.widgets.navigation import ADD, CALLS
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.visit import person, store, visit
from observe.ui.words.addresses import peaks_address, sound_address
from observe.ui.words.assessment import hidden_words
from observe.ui.words.common import as_markdown_text, legible, shown_name
from observe.ui.words.history import STAGES


def page() -> None:
    """The call that the address names, or the one last looked at, or the newest."""
    st.title("Review", anchor=False)
    someone = person()
    stored = _stored(someone)
    if not stored:
        _none(someone)
        return
    above = st.columns(2) if someone is not None else (st.container(), st.container())
    with above[0]:
        chosen = _chosen(stored)
    if chosen is None:
        return
    visit().call = chosen.id
    opened = opened_call(store(), chosen)
    observation, schemes, standings = opened.observation, opened.schemes, opened.standings
    if not may_open_call(someone, standings.values()):
        st.error("This call is not one of yours, so it is not shown.", icon=":material/lock:")
        return
    if someone is None or not schemes:
        _heading(chosen, observation)
        player.show(_shown(chosen, observation, schemes), key=_key(chosen))
        if someone is None:
            with st.expander("Mark this call"):
                st.write("The machine suggests; a person decides. Say who you are to begin.")
                whose.ask("review")
        _below(chosen, observation, schemes, whole=True)
        return
    with above[1]:
        unit = _unit(someone, schemes, observation, standings)
    visible = visible_call(someone, standings.values())
    seen = visible_part(visible, observation)
    hidden = hidden_words(visible) if observation.cues and not seen.cues else ""
    _heading(chosen, seen)
    desk = Desk(chosen, observation, unit, someone)
    left, right = st.columns([11, 9], gap="medium")
    with left.container(key="beside"):
        works = may(someone, "mark_points")
        judges = works and not hidden and standings[unit.id].opening is not None
        player.show(
            _shown(chosen, seen, schemes, unit=unit.id, hidden=hidden, marks=works, judges=judges),
            key=_key(chosen),
            on_moment=partial(take, desk),
            on_judged=partial(judge, desk),
        )
    with right:
        panel(desk, whole=not hidden)
    _below(chosen, seen, schemes, whole=not hidden)


def _stored(someone: Person | None) -> tuple[StoredObservation, ...]:
    stored = store().observations.list()
    if not sees_own_calls_alone(someone):
        return stored
    own = own_calls(someone, store().assessments.all())
    return tuple(row for row in stored if row.sha256 in own)


def _none(someone: Person | None) -> None:
    if sees_own_calls_alone(someone):
        st.info("No call of yours is here to review yet. Your assessor opens it for you.")
        return
    st.info("There is no call to review yet. Add one first; it takes a few minutes to be analysed.")
    st.page_link(to(ADD), label="Add a call", icon=":material/add:")


def _unit(
    someone: Person, schemes: Sequence[Scheme], observation: Observation, standings: Mapping[str, Standing]
) -> Scheme:
    """The unit to mark by: the one that the address names, or the one last used, or the first begun."""
    begun = [one for one in schemes if standings[one.id].opening is not None]
    if sees_own_calls_alone(someone):
        schemes = [one for one in begun if is_learner_of(someone, standings[one.id])]
    known = {one.id: one for one in schemes}
    asked = (st.query_params.get("unit"), visit().unit, *(one.id for one in begun), *known)
    wanted = next(name for name in asked if name in known)
    choice = st.selectbox(
        "Unit",
        list(known),
        index=list(known).index(wanted),
        format_func=lambda name: f"{legible(known[name].title)} ({STAGES[standings[name].stage].lower()})",
        key=f"unit-{observation.recording.sha256[:16]}-{wanted}",
        label_visibility="collapsed",
    )
    visit().unit = choice
    if st.query_params.get("unit") != choice:
        st.query_params["unit"] = choice
    return known[choice]


def _key(row: StoredObservation) -> str:
    """The same for every version of a call, so that correcting it leaves the sound where it is."""
    return f"player-{row.sha256[:16]}"


def _shown(
    row: StoredObservation, seen: Observation, schemes: Sequence[Scheme], **of_person: Any
) -> dict[str, Any]:
    """What the player shows; ``of_person`` goes to ``player_data`` as it is."""
    said, visit().said = visit().said, ""
    return player_data(
        seen,
        schemes,
        audio=sound_address(row.id),
        levels=peaks_address(row.id),
        at=_moment(row),
        said=said,
        **of_person,
    )


def _moment(row: StoredObservation) -> Seconds | None:
    """The second that the address names, or None where it names none of this call."""
    asked = st.query_params.get("t", "")
    seconds = float(asked) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", asked, re.ASCII) else None
    return seconds if seconds is not None and seconds <= row.duration_s else None


def _below(row: StoredObservation, seen: Observation, schemes: Sequence[Scheme], *, whole: bool) -> None:
    """What the call holds beside the player; with suggestions hidden, nothing that would give one away."""
    with st.container():  # a box of its own, so that what follows keeps its place when this comes
        if whole:
            rows, taken = promises(seen, audio=sound_address(row.id))
            label = f"Promises made in this call: {len(rows)}"
            fold(label, partial(_promises, rows, taken), key=f"promises-{row.id}")
    with st.container():
        corrections.panel(row, seen)
    if whole:
        fold("Files to keep, and how this was made", partial(_files, row, seen), key=f"files-{row.id}")


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
        st.query_params.pop("t", None)  # a moment of the other call
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
    if observation.recording.remarks:
        say = st.caption if observation.findings else st.info  # where nothing is suggested, here stands why
        say(as_markdown_text(" ".join(observation.recording.remarks)))
    try:
        store().recordings.consent(row.sha256)
    except ObserveError as error:
        st.warning(f"{as_markdown_text(str(error))}. The recording is not played.")


def _promises(rows: Sequence[Mapping[str, str]], taken: int) -> None:
    if rows:
        st.table(rows, hide_index=True)
    else:
        st.markdown("Nothing was promised for after the call.")
    if taken:
        steps = "1 step was" if taken == 1 else f"{taken} steps were"
        st.caption(f"{steps} taken while the customer waited. Whether a promise was kept cannot be heard.")


def _files(row: StoredObservation, observation: Observation) -> None:
    columns = st.columns(4)
    for column, file in zip(columns * 2, downloads(observation), strict=False):
        column.download_button(
            file.label,
            file.make,
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
