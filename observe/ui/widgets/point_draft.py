"""What somebody has begun to say of one point: in the widgets, kept as it changes, let go of."""

from __future__ import annotations

import streamlit as st

from observe.assessment import Moment
from observe.assessment.drafts import KeptDraft, PointDraft
from observe.ui.widgets.desk import Desk
from observe.ui.words.assessment import PointView, evidence


def fill(desk: Desk, seen: PointView, begun: KeptDraft | None) -> None:
    """Put into the point's widgets what was begun, else what is saved; what stands in them already stays.

    Not by a widget's own default, which Streamlit does not want beside a choice made in the player.
    """
    name = seen.criterion.id
    found = begun.draft if begun is not None else None
    draft = found if isinstance(found, PointDraft) else PointDraft.of(name, seen.own)
    st.session_state.setdefault(desk.key(name, "decision"), draft.decision)
    st.session_state.setdefault(desk.key(name, "comment"), draft.comment)
    for moment in seen.moments:
        st.session_state.setdefault(desk.key(name, "moment", moment.cue), choice_of(draft, moment))


def choice_of(draft: PointDraft, moment: Moment) -> str | None:
    """What was made of a moment: one of CHOICES, or None."""
    return "accept" if moment in draft.evidence else "strike" if moment in draft.struck else None


def by_hand(desk: Desk, criterion: str) -> list[Moment]:
    """The moments marked by hand that are tied to a point now."""
    return [
        moment
        for moment in desk.moments
        if criterion in (desk.draft("hand", moment.start, moment.end, otherwise=()) or ())  # type: ignore[operator]
    ]


def draft_of(desk: Desk, seen: PointView) -> PointDraft:
    """What stands in the point's widgets now."""
    name = seen.criterion.id
    chosen = {
        str(moment.cue): str(choice)
        for moment in seen.moments
        if (choice := desk.draft(name, "moment", moment.cue)) is not None
    }
    taken, struck = evidence(seen.moments, chosen, by_hand(desk, name))
    decision = desk.draft(name, "decision")
    comment = str(desk.draft(name, "comment", otherwise="")).strip()
    return PointDraft(name, decision, comment, taken, struck)  # type: ignore[arg-type]  # one of DECISIONS


def keep(desk: Desk, seen: PointView) -> None:
    """Keep what stands in the point's widgets, where that is more than what is saved."""
    draft = draft_of(desk, seen)
    desk.keep(draft, worth=draft != PointDraft.of(draft.criterion, seen.own))


def discard(desk: Desk, seen: PointView) -> None:
    """Let go of what was begun: the widgets show what is saved again."""
    name = seen.criterion.id
    saved = PointDraft.of(name, seen.own)
    desk.let_go(saved.place)
    st.session_state[desk.key(name, "decision")] = saved.decision
    st.session_state[desk.key(name, "comment")] = saved.comment
    for moment in seen.moments:
        st.session_state[desk.key(name, "moment", moment.cue)] = choice_of(saved, moment)
    for moment in desk.moments:
        key = desk.key("hand", moment.start, moment.end)
        others = [each for each in st.session_state.get(key) or () if each != name]
        st.session_state[key] = [*others, *([name] if moment in saved.evidence else [])]
