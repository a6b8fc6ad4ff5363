"""The panel beside the player: an assessment of the call by one unit, as one person works on it.

It is a fragment: saving a decision or typing a reason runs the panel alone, and the player beside it plays on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from observe.assessment import Moment, Opened, Standing
from observe.assessment.drafts import Draft, KeptDraft, MomentsDraft, PointDraft
from observe.assessment.people import LONGEST_NAME
from observe.errors import ObserveError
from observe.marking.watch import heard
from observe.permissions import may, may_see_entry
from observe.ui.widgets.decision import lines, point
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.evidence_record import evidence_record
from observe.ui.widgets.point_draft import keep
from observe.ui.widgets.sign_off import closing
from observe.ui.widgets.visit import visit
from observe.ui.words.assessment import DEEDS, moment_between, own_moments, point_view, undecided
from observe.ui.words.common import as_markdown_text
from observe.ui.words.history import STAGES, moment_link, signatures

SAY = {"error": st.error, "warning": st.warning, "success": st.success}


def panel(desk: Desk, *, whole: bool) -> None:
    """The assessment, from opening to sign-off; what each person sees and may do is theirs alone.

    Args:
        desk: the assessment and the person.
        whole: whether this person may see the call's cues; hidden, nothing here lists them.
    """
    desk.forget_told()
    _panel(desk, whole=whole)


@st.fragment
def _panel(desk: Desk, *, whole: bool) -> None:
    if visit().anew:
        visit().anew = False
        st.rerun()  # more of the call may be shown than was sent to the browser before
    try:
        standing = desk.standing()
        # Each part has a box of its own: what comes and goes in one does not close what was opened in another.
        with st.container():
            _head(desk, standing)
        with st.container():
            _told(desk)
        if standing.opening is None:
            _opening(desk, standing)
        elif not may(desk.person, "see_points"):
            _history(desk, standing)
        else:
            _marking(desk, standing, whole=whole)
        desk.shown(standing)
    except ObserveError as error:
        st.error(f"{as_markdown_text(error.message)}.", icon=":material/error:")


def _told(desk: Desk) -> None:
    """What came of what was done last; it stays until the next, as the page would jump if it went."""
    for kind, words in visit().told.get(desk.subject, []):
        SAY[kind](words)
        visit().shown.add(desk.subject)


def _marking(desk: Desk, standing: Standing, *, whole: bool) -> None:
    begun = desk.begun()
    with st.container():
        _moments(desk, standing, begun)
    with st.container():
        if whole:
            _watch_points(desk)
    for criterion in desk.scheme.criteria:
        point(desk, standing, criterion, begun.get(PointDraft(criterion.id).place))
    closing(desk, standing, begun)
    with st.container():
        evidence_record(desk, standing)
    _history(desk, standing)


def _head(desk: Desk, standing: Standing) -> None:
    st.subheader("Assessment", anchor=False)
    opening = standing.opening
    if opening is None:
        return
    facts = [f"**{STAGES[standing.stage]}**", f"Learner\\: {as_markdown_text(opening.learner)}"]
    facts.append(f"Assessor\\: {as_markdown_text(opening.assessor)}")
    if opening.scenario:
        facts.append(as_markdown_text(opening.scenario))
    if may(desk.person, "mark_points"):
        total, deed = len(standing.points), DEEDS[desk.person.duty]
        facts.append(f"{total - len(undecided(desk.person, standing))} of {total} points {deed} by you")
    st.markdown(" · ".join(facts))
    for words, holds in signatures(standing):
        st.markdown(
            f"{':material/draw:' if holds else ':material/history:'} Signed\\: {as_markdown_text(words)}"
        )
    if standing.check is not None and may_see_entry(desk.person, standing, standing.check):
        lines(desk, standing, (standing.check,))


def _opening(desk: Desk, standing: Standing) -> None:
    """Who is assessed, by whom, on what kind of call."""
    if not may(desk.person, "open_assessment"):
        st.info("No assessment of this call by this unit has been opened for you. Ask your assessor.")
        return
    st.markdown("Nobody is assessed on this call by this unit yet.")
    learner, assessor, scenario, blind = (
        desk.key("open", part) for part in ("learner", "assessor", "scenario", "blind")
    )
    st.text_input("Learner: whose work is it?", key=learner, max_chars=LONGEST_NAME)
    own = may(desk.person, "decide")
    st.text_input("Assessor", desk.person.name if own else "", key=assessor, max_chars=LONGEST_NAME)
    st.text_input(
        "What kind of call is it?",
        key=scenario,
        max_chars=200,
        placeholder="Such as: late delivery, angry customer",
    )
    st.checkbox(
        "Hide what the machine suggests until each point is decided",
        value=True,
        key=blind,
        help="Marking first and comparing afterwards keeps the suggestion from swaying the decision.",
    )

    def begin() -> None:
        names = [" ".join(str(st.session_state.get(key, "")).split()) for key in (learner, assessor)]
        if not all(names):
            desk.tell("error", "Name the learner and the assessor.")
            return
        about = str(st.session_state.get(scenario, "")).strip()
        desk.add(Opened(names[0], names[1], bool(st.session_state.get(blind, True)), about), "It is open.")

    st.button("Open the assessment", key=desk.key("open"), type="primary", on_click=begin)


def take(desk: Desk, start: float, end: float) -> None:
    """Keep a moment that was just marked in the player, to be added to any point."""
    length = desk.observation.recording.duration_s
    moment = moment_between(desk.observation.turns, start, end, length)
    if moment is not None and moment not in desk.moments:
        _put(desk, (moment,))
        _keep_moments(desk)


def _put(desk: Desk, moments: Iterable[Moment]) -> None:
    desk.moments.extend(moment for moment in moments if moment not in desk.moments)
    desk.moments.sort(key=lambda one: (one.start, one.end))


def _keep_moments(desk: Desk) -> None:
    """Keep the moments that no saved point rests on."""
    saved = own_moments(desk.standing(), desk.person)
    loose = tuple(moment for moment in desk.moments if moment not in saved)
    desk.keep(MomentsDraft(loose), worth=bool(loose))


def _moments(desk: Desk, standing: Standing, begun: Mapping[str, KeptDraft]) -> None:
    """What was marked by hand on this call, each with the points that it speaks for."""
    if not may(desk.person, "mark_points"):
        return
    before = own_moments(standing, desk.person)
    points = {draft.criterion: draft for draft in _drafts(begun) if isinstance(draft, PointDraft)}
    _put(desk, before)
    for draft in _drafts(begun):
        _put(desk, draft.moments if isinstance(draft, MomentsDraft) else ())
    if not desk.moments:
        st.caption("Press “Mark a moment” in the player where it begins, and again where it ends.")
        return
    with st.container(border=True, key="by-hand"):
        st.markdown(f"**Moments that you marked: {len(desk.moments)}**")
        for moment in desk.moments:
            st.markdown(moment_link(moment))
            left, right = st.columns([6, 1], vertical_alignment="center")
            key = desk.key("hand", moment.start, moment.end)
            st.session_state.setdefault(
                key,
                [
                    name
                    for name in standing.points
                    if (moment in points[name].evidence if name in points else name in before.get(moment, ()))
                ],
            )
            left.pills(
                "Evidence for point",
                list(standing.points),
                selection_mode="multi",
                format_func=lambda name: str(desk.numbers[name]),
                key=key,
                on_change=_keep_points,
                args=(desk, standing),
            )
            if moment not in before:
                right.button(
                    "Remove",
                    key=desk.key("drop", moment.start, moment.end),
                    on_click=_remove,
                    args=(desk, standing, moment),
                )


def _drafts(begun: Mapping[str, KeptDraft]) -> list[Draft]:
    return [kept.draft for kept in begun.values()]


def _keep_points(desk: Desk, standing: Standing) -> None:
    """Keep every point as it stands, since a moment may have come to several or gone from them."""
    for criterion in desk.scheme.criteria:
        keep(desk, point_view(desk.person, standing, criterion, desk.observation))


def _remove(desk: Desk, standing: Standing, moment: Moment) -> None:
    desk.moments.remove(moment)
    _keep_moments(desk)
    _keep_points(desk, standing)


def _watch_points(desk: Desk) -> None:
    """Common mistakes of the unit that may be heard on this call: moments to listen to, and no verdict."""
    found = [each for each in heard(desk.scheme, desk.observation.cues) if each.moments]
    if not found:
        return
    cues = {cue.id: cue for cue in desk.observation.cues}
    with st.expander(f"Common mistakes to listen for: {len(found)}"):
        for each in found:
            st.markdown(f"**{as_markdown_text(each.text)}**")
            for name in each.moments:
                st.markdown(f"- {moment_link(Moment.of(cues[name]))}")


def _history(desk: Desk, standing: Standing) -> None:
    seen = [entry for entry in standing.history if may_see_entry(desk.person, standing, entry)]
    with st.expander(f"Everything that was done: {len(seen)}"):
        lines(desk, standing, seen)
