"""Setting a call right beside its sound: words, who says them, where a turn ends, and who is who."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urljoin

import streamlit as st

from observe.analysis import correcting
from observe.annotation import Turn
from observe.assessment.people import LONGEST_NAME
from observe.clock import minutes_of
from observe.corrections import (
    Call,
    DoesNotFit,
    Edit,
    Reassign,
    SplitTurn,
    apply_one,
    call_of,
    joined_with_next,
    new_voice,
    who,
    words_typed,
)
from observe.corrections.edits import LONGEST_TEXT
from observe.corrections.lines import STATES, change
from observe.errors import ObserveError
from observe.observation import EditMade, Observation
from observe.permissions import may
from observe.store import StoredObservation
from observe.ui.player.data import ROLE_WORDS
from observe.ui.widgets import voices
from observe.ui.widgets.folded import fold
from observe.ui.widgets.visit import person, store, visit
from observe.ui.words.addresses import sound_address
from observe.ui.words.common import as_markdown_text, shown_name

Correct = Callable[[Sequence[Edit]], None]
NOBODY = "Say who you are first, so that it is known who corrected what."


def panel(row: StoredObservation, observation: Observation) -> None:
    """Everything about a call that a person can set right; each correction shows the new version at once.

    Args:
        row: the version that is looked at.
        observation: its document, with or without the machine's suggestions.
    """
    if not observation.turns:
        return
    made = len([edit for edit in observation.edits if edit.state == "counts"])
    label = f"Correct this call{f' ({made} made)' if made else ''}"
    fold(
        label,
        partial(_panel, row, observation),
        key=f"correct-{row.id}",
        icon=":material/edit:",
        expanded=_place(row) is not None,
    )


def _panel(row: StoredObservation, observation: Observation) -> None:
    if not row.latest:
        st.caption("This is an earlier version; open the latest to correct it.")
        _log(row, observation)
        return
    by = _by()
    if by is None:
        st.caption("Your assessor corrects what was misheard; tell them where.")
        voices.voices(observation)
        _log(row, observation)
        return
    call = call_of(observation)
    words, people, log = st.tabs(["Words and turns", "Who is who", f"Corrections ({len(observation.edits)})"])
    with words:
        _turn(row, call, lambda edits: _correct(row, by, edits))
    with people:
        voices.who_is_who(row, observation, lambda edits: _correct(row, by, edits))
    with log:
        _log(row, observation, by)


def _by() -> str | None:
    """Who corrects: the person of this tab, or the name typed here; None for one who may not."""
    someone = person()
    if not may(someone, "correct_call"):
        return None
    if someone is not None:
        return someone.name
    return st.text_input(
        "Your name, for the list of corrections", key="correcting-by", max_chars=LONGEST_NAME
    ).strip()


def _turn(row: StoredObservation, call: Call, correct: Correct) -> None:
    place = _place(row)
    nearest = min(call.turns, key=lambda turn: abs(turn.start - (place or 0.0)))
    chosen = st.selectbox(
        "Turn",
        [turn.index for turn in call.turns],
        index=nearest.index,
        format_func=lambda index: _line(call, call.turns[index]),
        key=f"turn-{row.id}",
    )
    turn = call.turns[chosen]
    _sound(row, turn)
    key = f"{row.id}-{turn.index}"
    with st.form(f"words-{key}", border=False):
        typed = st.text_area("What is said", turn.text, key=f"text-{key}", max_chars=LONGEST_TEXT)
        if st.form_submit_button("Save the words", key=f"save-{key}"):
            _remember(row, turn)
            correct(words_typed(turn, typed))
    left, right = st.columns(2)
    with right:
        _give(row, call, turn, correct)
    with left:
        _borders(row, call, turn, correct)


def _borders(row: StoredObservation, call: Call, turn: Turn, correct: Correct) -> None:
    """Where the turn ends: earlier, before one of its words, or later, with the same voice's next."""
    key = f"{row.id}-{turn.index}"
    if len(turn.words) > 1:
        with st.form(f"split-{key}", border=False):
            at = st.selectbox(
                "The turn ends before",
                range(1, len(turn.words)),
                format_func=lambda n: shown_name(
                    f"… {turn.words[n - 1].text} | {' '.join(word.text for word in turn.words[n : n + 4])} …"
                ),
                key=f"before-{key}",
            )
            if st.form_submit_button("Split the turn", key=f"part-{key}"):
                _remember(row, turn)
                correct((SplitTurn(turn.words[at].start, turn.speaker),))
    try:
        joining = joined_with_next(call, turn)
        apply_one(call, joining)
    except DoesNotFit:
        return
    if st.button(f"Join with the next turn of the same voice ({minutes_of(joining.at)})", key=f"join-{key}"):
        _remember(row, turn)
        correct((joining,))


def _give(row: StoredObservation, call: Call, turn: Turn, correct: Correct) -> None:
    """Words of the turn to another voice: all of them unless a stretch is chosen."""
    key = f"{row.id}-{turn.index}"
    voices = {voice: shown_name(_who(call, voice)) for voice in call.speakers if voice != turn.speaker}
    voices[new_voice(call)] = "Somebody else, not heard so far"
    with st.form(f"give-{key}", border=False):
        to = st.selectbox("Said by", list(voices), format_func=voices.__getitem__, key=f"to-{key}")
        first, last = 0, len(turn.words) - 1
        if last:
            first, last = st.select_slider(
                "These words",
                range(len(turn.words)),
                value=(first, last),
                format_func=lambda n: shown_name(f"{turn.words[n].text} ({n + 1})"),
                key=f"which-{key}",
            )
        if st.form_submit_button("Change who says it", key=f"change-{key}"):
            _remember(row, turn)
            correct((Reassign(turn.words[first].start, turn.words[last].end, turn.speaker, to),))


def _log(row: StoredObservation, observation: Observation, by: str | None = None) -> None:
    if not observation.edits:
        st.caption("Nothing was corrected in this call.")
    for edit in reversed(observation.edits):
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.markdown(_said(edit))
        undone = edit.state == "taken_back"
        if by is not None and right.button(
            "Undo", key=f"undo-{row.id}-{edit.number}", disabled=undone, width="stretch"
        ):
            _do(by, partial(correcting.take_back, store(), row.sha256, by, edit.number), row)


def _said(edit: EditMade) -> str:
    where = f" {minutes_of(edit.start)}" if edit.start is not None else ""
    when = edit.at[:16].replace("T", " ")
    words = as_markdown_text(f"{edit.what}{where}: {change(edit)} — {edit.by}, {when}")
    if edit.state == "taken_back":
        return f"~~{words}~~ {STATES[edit.state]}"
    if edit.state == "does_not_fit":
        return f":material/flag: {words} — **{STATES[edit.state]}**: {as_markdown_text(edit.because)}"
    return words


def _correct(row: StoredObservation, by: str, edits: Sequence[Edit]) -> None:
    if not edits:
        st.info("Nothing was changed.")
        return
    _do(by, lambda: correcting.correct(store(), row.sha256, by, edits), row)


def _do(by: str, act: Callable[[], tuple[StoredObservation, Observation]], row: StoredObservation) -> None:
    """Do it and show the new version, or say in one line why not."""
    if not by:
        st.error(NOBODY)
        return
    try:
        with st.spinner("Bringing the call up to date"):
            stored, _ = act()
    except ObserveError as error:
        st.error(as_markdown_text(str(error)))
        return
    st.session_state["correcting"] = (row.sha256, _place(row) or 0.0)
    visit().call = stored.id
    st.query_params["call"] = str(stored.id)
    st.rerun()


def _remember(row: StoredObservation, turn: Turn) -> None:
    """Stay at this turn in the version that comes of it."""
    st.session_state["correcting"] = (row.sha256, turn.start)


def _place(row: StoredObservation) -> float | None:
    """The second at which this reader last corrected this call, or None."""
    found: tuple[str, float] = st.session_state.get("correcting", ("", 0.0))
    return found[1] if found[0] == row.sha256 else None


def _sound(row: StoredObservation, turn: Turn) -> None:
    """The turn's own seconds to listen to; only where consent stands and the page's address is known."""
    try:
        store().recordings.consent(row.sha256)
    except ObserveError:
        return
    page = st.context.url
    if isinstance(page, str):
        st.audio(urljoin(page, sound_address(row.id)), start_time=int(turn.start), end_time=math.ceil(turn.end))


def _line(call: Call, turn: Turn) -> str:
    return shown_name(f"{minutes_of(turn.start)} {_who(call, turn.speaker)}: {turn.text}", 90)


def _who(call: Call, voice: str) -> str:
    """What a voice is called in a list: its name or label, and its role."""
    role = ROLE_WORDS[call.role(voice)]
    name = who(call, voice)
    return role if name == voice and call.role(voice) != "other" else f"{name.replace('_', ' ')} ({role})"
