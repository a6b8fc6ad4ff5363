"""What each person sees of an assessment, without a page."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Entry,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    SelfMarked,
    Signed,
    TakenBack,
)
from observe.assessment.seal import seal
from observe.permissions import may, may_see_suggestion, visible_call, visible_part
from observe.services.opened_call import subject_of
from observe.ui.words.assessment import (
    evidence,
    hidden_words,
    moment_between,
    own_moments,
    point_view,
    undecided,
)
from observe.ui.words.history import deed, history, meanwhile, moment_link, signatures, undoable
from tests.support.apology import CALL, CUE, MISSED, TURN, UNIT
from tests.support.desk import ADA, BEN, EVERYONE, LEE, QUINN, Desk

POINTS = UNIT.criterion_ids


class _Desk(Desk):
    def __init__(self):
        super().__init__(subject_of(CALL, UNIT), POINTS)

    def view(self, person, place=0):
        return point_view(person, self.standing, UNIT.criteria[place], CALL)


OCCASION = Moment(2.5, 4.0, "about that bill", "occasion@2.500")


def test_why_cues_are_hidden_is_said_in_a_sentence():
    desk = _Desk()

    def told(person):
        return hidden_words(visible_call(person, [desk.standing]))

    assert told(ADA) == "What the machine suggests is hidden until the assessment is opened."
    desk.opened()
    assert told(ADA) == f"What the machine heard is hidden until you have decided {len(POINTS)} points more."
    for name in POINTS[1:]:
        desk.does(LEE, SelfMarked(Mark(name, "met")))
    assert told(LEE) == "What the machine heard is hidden until you have marked 1 point more."


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(EVERYONE),
        st.one_of(
            st.builds(Opened, st.sampled_from(["Lee", "Mia"]), st.just("Ada"), st.booleans()),
            *(
                st.builds(
                    lambda kind, name, decision: kind(Mark(name, decision, "SECRET WORDS")),
                    st.just(kind),
                    st.sampled_from(POINTS),
                    st.sampled_from(["met", "not_yet"]),
                )
                for kind in (Decided, SelfMarked)
            ),
            st.builds(TakenBack, st.integers(1, 12)),
        ),
    ),
    max_size=14,
)


@settings(deadline=None)  # a busy machine may take its time
@given(deeds=EVENTS, person=st.sampled_from(EVERYONE))
def test_whatever_happened_nothing_hidden_is_ever_sent(deeds, person):
    desk = _Desk()
    for who, event in deeds:
        try:
            desk.does(who, event)
        except PermissionError:
            continue
    seen = visible_part(visible_call(person, [desk.standing]), CALL)
    for finding in seen.findings:
        assert finding.scheme == UNIT.id
        assert may_see_suggestion(person, desk.standing, finding.criterion)
    if not may(person, "see_cues", desk.standing):
        assert seen.cues == ()
        assert CUE.id not in json.dumps([finding.evidence for finding in seen.findings])
    for place, name in enumerate(POINTS):
        view = desk.view(person, place)
        if not may_see_suggestion(person, desk.standing, name):
            assert view.suggestion is None
            assert view.moments == ()
        if person.duty == "assessor" and view.own is None:
            assert view.self_mark is None
            assert not [
                entry for entry in view.history if entry.by.key != person.key and "SECRET" in str(entry)
            ]


def test_an_assessor_sees_the_learners_view_after_deciding_alone():
    desk = _Desk().opened()
    desk.does(LEE, SelfMarked(Mark(POINTS[0], "met", "I did")))
    assert desk.view(ADA).self_mark is None
    desk.does(ADA, Decided(Mark(POINTS[0], "not_yet")))
    assert desk.view(ADA).self_mark == Mark(POINTS[0], "met", "I did")


def test_a_learner_sees_decisions_once_signed_and_disputes_and_no_quality_notes():
    desk = _Desk().opened().decided()
    assert desk.view(LEE).others == ()
    desk.does(ADA, Signed("Ada", seal(desk.subject, desk.standing.marks_of("Ada"))))
    assert [entry.by for entry in desk.view(LEE).others] == [ADA]
    desk.does(QUINN, Checked("returned", POINTS[0], "listen again"))
    assert desk.view(LEE).returned is None
    assert not any(isinstance(entry.event, Checked) for entry in desk.view(LEE).history)
    assert desk.view(ADA).returned is not None


def test_taking_back_does_not_give_a_hidden_decision_away():
    desk = _Desk().opened()
    first = desk.does(ADA, Decided(Mark(POINTS[0], "met", "heard")))
    desk.does(ADA, TakenBack(first.id))
    assert desk.view(BEN).history == ()


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (1.0, 2.5, "I am sorry"),
        (1.2, 2.6, "I am sorry"),
        (0.0, 0.9, ""),
        (2.9, 99.0, "that bill"),
        (-5.0, 1.6, "I"),
    ],
)
def test_a_moment_marked_by_hand_quotes_the_words_heard_in_it(start, end, quote):
    moment = moment_between([TURN], start, end, 60.0)
    assert moment.quote == quote
    assert 0 <= moment.start < moment.end <= 60.0


@pytest.mark.parametrize(
    ("start", "end"), [(2.0, 2.0), (3.0, 2.0), (61.0, 70.0), (math.nan, 2.0), (1.0, math.nan)]
)
def test_times_that_lie_in_no_recording_mark_nothing(start, end):
    assert moment_between([TURN], start, end, 60.0) is None


def test_evidence_is_what_was_accepted_and_marked_and_the_struck_stays_apart():
    one, two, three = (Moment(n, n + 1.0, "words", f"cue@{n}") for n in (5, 1, 9))
    hand = Moment(3.0, 4.0, "by hand")
    kept, struck = evidence([one, two, three], {"cue@5": "accept", "cue@1": "strike"}, [hand])
    assert kept == (hand, one)
    assert struck == (two,)


def test_moments_marked_by_hand_come_back_with_the_points_they_speak_for():
    desk, hand = _Desk().opened(), Moment(3.0, 4.0, "by hand")
    for name in POINTS[:2]:
        desk.does(ADA, Decided(Mark(name, "met", "", (hand, Moment.of(CUE)))))
    assert own_moments(desk.standing, ADA) == {hand: POINTS[:2]}
    assert own_moments(desk.standing, BEN) == {}


def test_what_is_left_to_do_differs_for_a_learner_and_an_assessor():
    desk = _Desk().opened()
    desk.does(LEE, SelfMarked(Mark(POINTS[0], "met")))
    assert undecided(LEE, desk.standing) == POINTS[1:]
    assert undecided(ADA, desk.standing) == POINTS


NUMBERS = {name: place for place, name in enumerate(POINTS, 1)}
DEEDS = [
    (Opened("Lee", "Ada", True, "late bill"), "to be marked by Ada, suggestions hidden at first, late bill"),
    (Decided(Mark(POINTS[0], "not_yet", "too late")), "decided point 1: not yet: too late"),
    (SelfMarked(Mark(POINTS[1], "met")), "marked their own point 2: met"),
    (FeedbackGiven("Well done"), "wrote to the learner: Well done"),
    (FeedbackAccepted(), "accepted the outcome"),
    (Disputed(POINTS[2], "I did"), "disputed point 3: I did"),
    (
        Checked("returned", None, "listen", datetime(2026, 5, 4).date()),
        "returned the assessment: listen, by 4 May 2026",
    ),
    (Checked("accepted", POINTS[3]), "accepted point 4"),
    (Signed("Ada", "0" * 64), "signed as Ada"),
]


@pytest.mark.parametrize(
    ("event", "words"), DEEDS, ids=[type(event).__name__ + words[:9] for event, words in DEEDS]
)
def test_what_was_done_is_said_in_words(event, words):
    entry = Entry(1, subject_of(CALL, UNIT), 1, ADA, datetime(2026, 1, 1, tzinfo=UTC), event)
    assert deed(entry, NUMBERS).endswith(words)


def test_what_was_taken_back_is_named_and_marked_in_the_history():
    desk = _Desk().opened()
    entry = desk.does(ADA, Decided(Mark(POINTS[0], "met", "heard")))
    desk.does(ADA, TakenBack(entry.id))
    lines = history(desk.standing, desk.entries, NUMBERS)
    assert [line.gone for line in lines] == [False, True, False]
    assert lines[2].what == "took back: decided point 1: met: heard"


def test_undoing_goes_back_step_by_step_and_can_be_undone():
    desk = _Desk().opened()
    first = desk.does(ADA, Decided(Mark(POINTS[0], "met", "heard")))
    second = desk.does(ADA, Decided(Mark(POINTS[1], "met", "heard")))
    assert undoable(ADA, desk.standing) == (second, None)
    gone = desk.does(ADA, TakenBack(second.id))
    assert undoable(ADA, desk.standing) == (first, gone)
    desk.does(ADA, TakenBack(gone.id))
    assert undoable(ADA, desk.standing) == (second, None)


def test_a_signature_says_whether_it_still_holds():
    desk = _Desk().signed()
    ((words, holds),) = signatures(desk.standing)
    assert holds
    assert words.startswith("Ada, 1 January 2026")
    desk.does(ADA, Decided(Mark(POINTS[0], "not_yet")))
    ((words, holds),) = signatures(desk.standing)
    assert not holds
    assert "no longer holds" in words


def test_what_others_did_meanwhile_is_told_with_what_they_decided():
    desk = _Desk().opened()
    entry = desk.does(ADA, Decided(Mark(POINTS[0], "met", "heard")))
    assert meanwhile((), NUMBERS) == ""
    assert "Ada decided point 1: met: heard" in meanwhile((entry,), NUMBERS)


def test_a_moments_link_carries_its_seconds_and_shows_hostile_words_as_text():
    link = moment_link(replace(Moment.of(CUE), quote="](javascript:x) <b>"))
    assert link.startswith("[▶ 00\\:01–00\\:02](#t=1.000,2.500)")
    assert "](javascript" not in link.removeprefix("[▶ 00\\:01–00\\:02](#t=1.000,2.500)").replace("\\]", "")
    assert "<b>" not in link


def test_where_a_missed_opportunity_arose_is_put_forward_though_no_cue_was_heard():
    desk = _Desk().opened(blind=False)
    assert point_view(ADA, desk.standing, UNIT.criteria[0], MISSED).moments == (OCCASION,)


def test_an_occasion_is_hidden_with_its_suggestion_and_shown_with_it():
    desk = _Desk().opened()
    for name, criterion in zip(POINTS, UNIT.criteria, strict=True):
        before = point_view(ADA, desk.standing, criterion, MISSED)
        assert (before.hidden, before.moments) == (True, ())
        desk.does(ADA, Decided(Mark(name, "not_yet")))
        assert point_view(ADA, desk.standing, criterion, MISSED).moments == (OCCASION,)


def test_an_occasion_that_was_accepted_is_evidence_and_not_a_moment_marked_by_hand():
    kept, struck = evidence([OCCASION], {OCCASION.cue: "accept"}, [])
    assert (kept, struck) == ((OCCASION,), ())
    assert evidence([OCCASION], {OCCASION.cue: "strike"}, []) == ((), (OCCASION,))
    desk = _Desk().opened()
    desk.does(ADA, Decided(Mark(POINTS[0], "not_yet", "", kept)))
    assert own_moments(desk.standing, ADA) == {}
