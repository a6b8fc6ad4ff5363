"""One point in the panel: the suggestion beside the decision, the reason, the evidence, and its history."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from observe.assessment import Decided, Entry, Mark, Moment, SelfMarked, Standing
from observe.assessment.events import Checked, Disputed
from observe.permissions import marks_as_learner, may
from observe.schemes import Criterion
from observe.ui.widgets.desk import Desk
from observe.ui.words.assessment import PointView, evidence, mark_in, point_view
from observe.ui.words.common import BADGES, as_markdown_prose, as_markdown_text
from observe.ui.words.history import DECISIONS, SYMBOLS, history, moment_link, moment_of

CHOICES = {"accept": "Accept", "strike": "Strike"}


def point(desk: Desk, standing: Standing, criterion: Criterion) -> None:
    """One point, with what this person may do about it."""
    seen = point_view(desk.person, standing, criterion, desk.observation)
    works = may(desk.person, "mark_points")
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
            _buttons(desk, standing, seen)
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
        index=list(DECISIONS).index(seen.own.decision) if seen.own else None,
        format_func=lambda each: DECISIONS[each],
        key=desk.key(seen.criterion.id, "decision"),
        label_visibility="collapsed",
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
        key = desk.key(seen.criterion.id, "moment", moment.cue)
        # Not by "default", which Streamlit does not want beside a choice made in the player.
        st.session_state.setdefault(key, chosen_before(seen, moment))
        choice.segmented_control(
            f"Evidence for point {seen.criterion.number}",
            list(CHOICES),
            format_func=lambda each: CHOICES[each],
            key=key,
            label_visibility="collapsed",
        )
    mine = _by_hand(desk, seen.criterion.id)
    if mine:
        st.markdown("Moments that you marked:")
        for moment in mine:
            st.markdown(f"- {moment_link(moment)}")


def chosen_before(seen: PointView, moment: Moment) -> str | None:
    """What this person's saved decision makes of a moment: one of CHOICES, or None."""
    if seen.own is None:
        return None
    return "accept" if moment in seen.own.evidence else "strike" if moment in seen.own.struck else None


def _by_hand(desk: Desk, criterion: str) -> list[Moment]:
    return [
        moment
        for moment in desk.moments
        if criterion in (desk.draft("hand", moment.start, moment.end, otherwise=()) or ())  # type: ignore[operator]
    ]


def _reason(desk: Desk, seen: PointView) -> None:
    st.text_area(
        f"Your reason for point {seen.criterion.number}",
        seen.own.comment if seen.own else "",
        key=desk.key(seen.criterion.id, "comment"),
        placeholder="Why, in your own words",
        height=70,
        max_chars=4000,
        label_visibility="collapsed",
    )


def _buttons(desk: Desk, standing: Standing, seen: PointView) -> None:
    name, number = seen.criterion.id, seen.criterion.number
    with st.container(horizontal=True):
        st.button(
            f"Save point {number}",
            key=desk.key(name, "save"),
            type="primary" if seen.own is None else "secondary",
            on_click=_save,
            args=(desk, seen),
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


def _save(desk: Desk, seen: PointView) -> None:
    name, number = seen.criterion.id, seen.criterion.number
    decision = desk.draft(name, "decision")
    if decision is None:
        desk.tell("error", f"Point {number}: choose met, not yet or not applicable first.")
        return
    chosen = {
        str(moment.cue): str(choice)
        for moment in seen.moments
        if (choice := desk.draft(name, "moment", moment.cue)) is not None
    }
    kept, struck = evidence(seen.moments, chosen, _by_hand(desk, name))
    comment = str(desk.draft(name, "comment", otherwise="")).strip()
    mark = Mark(name, decision, comment, kept, struck)  # type: ignore[arg-type]  # one of DECISIONS
    learner = marks_as_learner(desk.person)
    desk.add(SelfMarked(mark) if learner else Decided(mark), f"Point {number} is saved.")


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
