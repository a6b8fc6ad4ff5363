"""One point in the panel: the suggestion beside the decision, the reason, the evidence, and its history."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from observe.assessment import Entry, Mark, Standing
from observe.assessment.drafts import KeptDraft
from observe.assessment.events import Checked, Disputed
from observe.permissions import marks_as_learner, may
from observe.schemes import Criterion
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.point_draft import by_hand, discard, draft_of, fill, keep
from observe.ui.words.assessment import PointView, mark_in, point_view, said
from observe.ui.words.common import BADGES, as_markdown_prose, as_markdown_text
from observe.ui.words.history import DECISIONS, SYMBOLS, history, moment_link, moment_of

CHOICES = {"accept": "Accept", "strike": "Strike"}


def point(desk: Desk, standing: Standing, criterion: Criterion, begun: KeptDraft | None) -> None:
    """One point, with what this person may do about it.

    Args:
        desk: the assessment and the person.
        standing: where the assessment stands.
        criterion: the point.
        begun: what this person has begun to say of it and not saved.
    """
    seen = point_view(desk.person, standing, criterion, desk.observation)
    works = may(desk.person, "mark_points")
    if works:
        fill(desk, seen, begun)
    with st.container(border=True, key=f"point-{desk.scheme.id}-{criterion.id}"):
        st.markdown(f"**{criterion.number}** {as_markdown_text(criterion.text)}")
        with st.container():
            _open_matters(seen)
            _corrected_since(desk, seen)
        left, right = st.columns(2, gap="medium")
        with left:
            if works:
                _decision(desk, seen)
            else:
                _decisions(seen)
        with right:
            _suggestion(seen)
        if works:
            with st.container():
                _evidence(desk, seen)
            _reason(desk, seen)
            with st.container():
                _decisions(seen)
            _buttons(desk, standing, seen, begun)
        _history(desk, standing, seen)


def _open_matters(seen: PointView) -> None:
    if seen.dispute is not None and isinstance(seen.dispute.event, Disputed):
        who = as_markdown_text(seen.dispute.by.name)
        st.warning(
            f"{who} disputes this point: {as_markdown_prose(seen.dispute.event.reason)}",
            icon=":material/forum:",
        )
    if seen.returned is not None and isinstance(seen.returned.event, Checked):
        event = seen.returned.event
        due = f" By {event.due.day} {event.due:%B %Y}." if event.due else ""
        st.warning(
            f"{as_markdown_text(seen.returned.by.name)} returned this point: "
            f"{as_markdown_prose(event.action)}.{due}",
            icon=":material/undo:",
        )


def _corrected_since(desk: Desk, seen: PointView) -> None:
    """Decisions that rest on words which were corrected after they were made."""
    for entry in filter(None, (seen.own_entry, *seen.others)):
        for moved in desk.moved(entry):
            whose = "Your decision" if entry is seen.own_entry else f"{entry.by.name}'s decision"
            st.warning(
                f"{as_markdown_text(whose)} rests on {moment_link(moved.moment)}. "
                f"{as_markdown_prose(moved.because)} Look at it again.",
                icon=":material/edit_note:",
            )


def _decision(desk: Desk, seen: PointView) -> None:
    learner = marks_as_learner(desk.person)
    if seen.own is None:
        st.markdown("**Your view:** not given yet" if learner else "**Your decision:** none yet")
    else:
        saved = f"{SYMBOLS[seen.own.decision]} {DECISIONS[seen.own.decision]}"
        st.markdown(f"**{'Your view' if learner else 'Your decision'}:** {saved}")
    st.radio(
        f"Point {seen.criterion.number}",
        list(DECISIONS),
        index=None,
        format_func=lambda each: DECISIONS[each],
        key=desk.key(seen.criterion.id, "decision"),
        label_visibility="collapsed",
        on_change=keep,
        args=(desk, seen),
    )


def _suggestion(seen: PointView) -> None:
    if seen.hidden:
        st.markdown("**The machine suggests:** hidden until you have said what you think")
        return
    if seen.suggestion is None:
        st.markdown("**The machine suggests:** nothing for this point")
        return
    badge = BADGES[seen.suggestion.outcome]
    st.markdown(f"**The machine suggests:** {badge.symbol} {badge.words}", help=badge.explains)
    st.caption(as_markdown_text(seen.suggestion.because))
    if seen.criterion.note:
        st.caption(f"To judge by ear: {as_markdown_text(seen.criterion.note)}")
    if seen.criterion.elsewhere:
        st.caption(f"Other evidence that serves: {as_markdown_prose('; '.join(seen.criterion.elsewhere))}")


def _evidence(desk: Desk, seen: PointView) -> None:
    """The moments put forward, each to accept or strike, and those marked by hand for this point."""
    missed = seen.suggestion is not None and seen.suggestion.outcome == "opportunity_missed"
    if seen.moments:
        st.markdown("Where it could have been said; play it:" if missed else "Moments put forward:")
    for moment in seen.moments:
        words, choice = st.columns([5, 3], vertical_alignment="center")
        words.markdown(moment_link(moment))
        choice.segmented_control(
            f"Evidence for point {seen.criterion.number}",
            list(CHOICES),
            format_func=lambda each: CHOICES[each],
            key=desk.key(seen.criterion.id, "moment", moment.cue),
            label_visibility="collapsed",
            on_change=keep,
            args=(desk, seen),
        )
    mine = by_hand(desk, seen.criterion.id)
    if mine:
        st.markdown("Moments that you marked:")
        for moment in mine:
            st.markdown(f"- {moment_link(moment)}")


def _reason(desk: Desk, seen: PointView) -> None:
    st.text_area(
        f"Your reason for point {seen.criterion.number}",
        key=desk.key(seen.criterion.id, "comment"),
        placeholder="Why, in your own words",
        height=70,
        max_chars=4000,
        label_visibility="collapsed",
        on_change=keep,
        args=(desk, seen),
    )


def _buttons(desk: Desk, standing: Standing, seen: PointView, begun: KeptDraft | None) -> None:
    """What can be done, and what is kept: always as high and wide, so that nothing moves under a click."""
    name, number = seen.criterion.id, seen.criterion.number
    with st.container(horizontal=True):
        st.button(
            f"Save point {number}",
            key=desk.key(name, "save"),
            type="primary" if seen.own is None else "secondary",
            on_click=_save,
            args=(desk, seen),
        )
        st.button(
            "Discard",
            key=desk.key(name, "discard"),
            on_click=discard,
            args=(desk, seen),
            disabled=begun is None,
            help="Lets go of what is not saved",
        )
        entry = seen.own_entry
        signed = desk.person.key in standing.signatures and may(desk.person, "sign")
        if entry is not None and not signed:
            st.button(
                "Take back",
                key=desk.key(name, "back"),
                on_click=desk.take_back,
                args=(entry.id, f"Point {number}: taken back. It stays in the history."),
            )
    if begun is not None:
        st.caption(f"Not saved yet; kept as you go, last on {moment_of(begun.at)}.")
    else:
        st.caption("Saved." if seen.own is not None else "Nothing begun.")


def _save(desk: Desk, seen: PointView) -> None:
    draft, number = draft_of(desk, seen), seen.criterion.number
    if draft.mark is None:
        desk.tell("error", f"Point {number}: choose met, not yet or not applicable first.")
        return
    if desk.add(said(desk.person, draft.mark), f"Point {number} is saved."):
        desk.let_go(draft.place)


def _decisions(seen: PointView) -> None:
    """What others decided, as far as this person may see it."""
    for entry in seen.others:
        mark = mark_in(entry)
        if mark is not None:
            _mark(f"{entry.by.name}, {moment_of(entry.at)}", mark)
    if seen.self_mark is not None:
        _mark("The learner's own view", seen.self_mark)


def _mark(who: str, mark: Mark) -> None:
    reason = f" — {as_markdown_prose(mark.comment)}" if mark.comment else ""
    st.markdown(f"**{as_markdown_text(who)}:** {SYMBOLS[mark.decision]} {DECISIONS[mark.decision]}{reason}")
    for moment in mark.evidence:
        st.markdown(f"- {moment_link(moment)}")
    if mark.struck:
        number = len(mark.struck)
        st.caption(f"{number} moment{'s' if number > 1 else ''} put forward by the machine struck out.")


def _history(desk: Desk, standing: Standing, seen: PointView) -> None:
    if not seen.history:
        return
    with st.expander(f"History of point {seen.criterion.number}: {len(seen.history)}"):
        lines(desk, standing, seen.history)


def lines(desk: Desk, standing: Standing, entries: Iterable[Entry]) -> None:
    """Entries of the history, one a line; what was taken back is struck through."""
    for line in history(standing, entries, desk.numbers):
        what = as_markdown_prose(line.what)
        st.markdown(
            f"- {as_markdown_text(line.when)} — **{as_markdown_text(line.who)}** "
            + (f"~~{what}~~ (taken back)" if line.gone else what)
        )
