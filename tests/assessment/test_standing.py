"""Where an assessment stands, read from its events; and who may do what next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Entry,
    FeedbackAccepted,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Subject,
    TakenBack,
    standing_of,
)
from observe.assessment.seal import seal
from observe.assessment.sight import check, may_open, sees_cues, sees_decisions, sees_suggestion
from observe.errors import NotAllowed, UsageError

SUBJECT = Subject("a" * 64, "unit", "1.0")
POINTS = ("listens", "acts")
ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")


class _Desk:
    """People acting one after the other on one assessment."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    @property
    def standing(self):
        return standing_of(SUBJECT, POINTS, self.entries)

    def does(self, person, event):
        check(person, self.standing, event)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=len(self.entries))
        self.entries.append(Entry(len(self.entries) + 1, SUBJECT, 1, person, at, event))
        return self.entries[-1]

    def opens(self, *, blind=True):
        return self.does(ADA, Opened(LEE.name, ADA.name, blind))

    def decides(self, person, criterion, decision="met"):
        moment = Moment(1.0, 2.0, "I am sorry")
        return self.does(person, Decided(Mark(criterion, decision, "heard it", (moment,))))

    def signs(self, person):
        return self.does(person, Signed(person.name, seal(SUBJECT, self.standing.marks_of(person.name))))

    def signed(self):
        self.opens()
        for point in POINTS:
            self.decides(ADA, point)
        self.signs(ADA)
        return self


@pytest.fixture
def desk():
    return _Desk()


def test_stages_follow_one_another_from_opening_to_sign_off(desk):
    assert desk.standing.stage == "not_begun"
    desk.opens()
    desk.decides(ADA, "listens")
    assert desk.standing.stage == "marking"
    assert desk.standing.undecided(ADA.name) == ("acts",)
    desk.decides(ADA, "acts", "not_yet")
    desk.signs(ADA)
    assert desk.standing.stage == "signed"
    desk.does(LEE, Disputed("acts", "I did say when"))
    assert desk.standing.stage == "disputed"
    desk.decides(ADA, "acts")
    assert desk.standing.stage == "marking"
    desk.signs(ADA)
    desk.does(QUINN, Checked("returned", "acts", action="add the moment"))
    assert desk.standing.stage == "returned"
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    desk.does(QUINN, Checked("accepted"))
    assert desk.standing.stage == "signed_off"
    desk.decides(ADA, "acts", "not_yet")
    assert desk.standing.stage == "marking"


def test_a_whole_returned_is_open_until_it_is_signed_again(desk):
    desk.signed().does(QUINN, Checked("returned", action="listen again"))
    assert desk.standing.stage == "returned"
    desk.decides(ADA, "acts")
    assert desk.standing.stage == "returned"
    desk.signs(ADA)
    assert desk.standing.stage == "signed"


def test_two_assessors_decisions_stand_side_by_side(desk):
    desk.opens()
    desk.decides(ADA, "listens")
    desk.decides(BEN, "listens", "not_yet")
    point = desk.standing.points["listens"]
    assert point.differs
    assert (point.mark_of("ada  ASSESSOR").decision, point.mark_of(BEN.name).decision) == ("met", "not_yet")


def test_the_latest_decision_counts_and_the_earlier_stays_in_the_history(desk):
    desk.opens()
    desk.decides(ADA, "listens")
    desk.decides(ADA, "listens", "not_yet")
    point = desk.standing.points["listens"]
    assert point.mark_of(ADA.name).decision == "not_yet"
    assert len(point.history) == 2


def test_taking_back_restores_what_was_before_and_can_itself_be_taken_back(desk):
    desk.opens()
    desk.decides(ADA, "listens")
    second = desk.decides(ADA, "listens", "not_yet")
    undone = desk.does(ADA, TakenBack(second.id))
    assert desk.standing.marks_of(ADA.name)["listens"].decision == "met"
    desk.does(ADA, TakenBack(undone.id))
    assert desk.standing.marks_of(ADA.name)["listens"].decision == "not_yet"


def test_an_event_about_another_recording_changes_nothing(desk):
    desk.opens()
    other = Entry(9, Subject("b" * 64, "unit", "1.0"), 1, ADA, datetime.now(UTC), Decided(Mark("acts", "met")))
    assert standing_of(SUBJECT, POINTS, [*desk.entries, other]) == desk.standing


def test_acceptance_counts_only_after_the_last_signature(desk):
    desk.signed().does(LEE, FeedbackAccepted())
    assert desk.standing.acceptance is not None
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    assert desk.standing.acceptance is None


def test_blind_marking_hides_the_suggestion_of_each_point_until_it_is_decided(desk):
    desk.opens(blind=True)
    assert not sees_suggestion(ADA, desk.standing, "listens")
    desk.decides(ADA, "listens")
    assert sees_suggestion(ADA, desk.standing, "listens")
    assert not sees_cues(ADA, desk.standing)
    desk.decides(ADA, "acts")
    assert sees_cues(ADA, desk.standing)


def test_open_marking_hides_nothing_from_an_assessor(desk):
    desk.opens(blind=False)
    assert sees_cues(ADA, desk.standing)


def test_a_learner_marks_first_and_then_compares(desk):
    desk.opens()
    assert not sees_suggestion(LEE, desk.standing, "acts")
    desk.does(LEE, SelfMarked(Mark("acts", "met")))
    assert sees_suggestion(LEE, desk.standing, "acts")


def test_a_learner_sees_own_calls_alone_and_decisions_once_signed(desk):
    desk.opens()
    desk.decides(ADA, "listens")
    assert may_open(LEE, desk.standing)
    assert not may_open(Person("Mia", "learner"), desk.standing)
    assert not sees_decisions(LEE, desk.standing, ADA.name)
    desk.decides(ADA, "acts")
    desk.signs(ADA)
    assert sees_decisions(LEE, desk.standing, ADA.name)


def test_a_second_assessor_sees_the_first_ones_decisions_after_deciding_alone(desk):
    desk.signed()
    assert not sees_decisions(BEN, desk.standing, ADA.name)
    for point in POINTS:
        desk.decides(BEN, point)
    assert sees_decisions(BEN, desk.standing, ADA.name)


SIGNED = seal(SUBJECT, {})
REFUSED = [
    ("a learner cannot decide", LEE, Decided(Mark("acts", "met", "x")), "assessors decide"),
    ("a team leader cannot decide", QUINN, Decided(Mark("acts", "met", "x")), "assessors decide"),
    ("met needs a reason or a moment", BEN, Decided(Mark("acts", "met")), "neither evidence nor a reason"),
    ("the unit has the point", BEN, Decided(Mark("sings", "met", "x")), "does not have"),
    ("others cannot mark as the learner", BEN, SelfMarked(Mark("acts", "met")), "only the learner"),
    ("another learner cannot dispute", Person("Mia", "learner"), Disputed("acts", "no"), "only the learner"),
    ("a dispute has a reason", LEE, Disputed("acts", " "), "without a reason"),
    ("an assessor does not check", BEN, Checked("accepted"), "only a quality assurer"),
    ("a return is about a point of the unit", QUINN, Checked("returned", "sings", "listen"), "does not have"),
    ("a return has an action", QUINN, Checked("returned"), "without an action"),
    ("one signs with one's own name", ADA, Signed("Ben Assessor", SIGNED), "of Ada Assessor"),
    ("one signs what one decided", ADA, Signed("Ada Assessor", SIGNED), "changed while you were signing"),
    ("nobody signs undecided points", BEN, Signed("Ben Assessor", SIGNED), "2 points are not decided"),
    ("one takes back one's own alone", BEN, TakenBack(2), "only they can take it back"),
    ("what is signed is not taken back", ADA, TakenBack(2), "you have signed"),
]


@pytest.mark.parametrize(("who", "event", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_people_may_not_do_is_refused_in_words(desk, who, event, words):
    desk.signed()
    before = list(desk.entries)
    with pytest.raises(NotAllowed, match=words):
        desk.does(who, event)
    assert desk.entries == before


def test_nobody_assesses_their_own_call(desk):
    desk.does(ADA, Opened("Ben Assessor", ADA.name))
    with pytest.raises(NotAllowed, match="own call"):
        desk.decides(BEN, "acts")


def test_a_quality_assurer_does_not_check_their_own_marking(desk):
    desk.signed()
    with pytest.raises(NotAllowed, match="own marking"):
        desk.does(Person(ADA.name, "team_leader"), Checked("accepted"))


@pytest.mark.parametrize("name", ["", "  ", "x" * 200, "Ada\0", "Ada\x1b[2J"])
def test_a_person_has_a_name(name):
    with pytest.raises(UsageError, match="name"):
        Person(name, "learner")


def test_a_seal_tells_every_change_of_the_decisions_and_nothing_else():
    one = Mark("acts", "met", "heard", (Moment(1, 2, "sorry"),))
    two = Mark("listens", "not_yet")
    sealed = seal(SUBJECT, {"acts": one, "listens": two})
    assert sealed == seal(SUBJECT, {"listens": two, "acts": one})
    assert sealed != seal(SUBJECT, {"acts": one})
    assert sealed != seal(
        SUBJECT, {"acts": Mark("acts", "met", "heard", (Moment(1, 3, "sorry"),)), "listens": two}
    )
