"""Who may do what next to an assessment as it stands."""

from __future__ import annotations

import pytest

from observe.assessment import Checked, Decided, Disputed, Mark, Opened, Person, SelfMarked, Signed, TakenBack
from observe.assessment.seal import seal
from observe.errors import NotAllowed
from observe.permissions import may_dispute
from tests.support.desk import ADA, BEN, LEE, MIA, QUINN, SUBJECT, Desk


@pytest.fixture
def desk():
    return Desk()


SIGNED = seal(SUBJECT, {})
REFUSED = [
    ("a learner cannot decide", LEE, Decided(Mark("acts", "met", "x")), "assessors decide"),
    ("a team leader cannot decide", QUINN, Decided(Mark("acts", "met", "x")), "assessors decide"),
    ("met needs a reason or a moment", BEN, Decided(Mark("acts", "met")), "neither evidence nor a reason"),
    ("the unit has the point", BEN, Decided(Mark("sings", "met", "x")), "does not have"),
    ("others cannot mark as the learner", BEN, SelfMarked(Mark("acts", "met")), "only the learner"),
    ("another learner cannot dispute", MIA, Disputed("acts", "no"), "only the learner"),
    ("a dispute has a reason", LEE, Disputed("acts", " "), "without a reason"),
    ("an assessor does not check", BEN, Checked("accepted"), "only a quality assurer"),
    ("a return is about a point of the unit", QUINN, Checked("returned", "sings", "listen"), "does not have"),
    ("a return has an action", QUINN, Checked("returned"), "without an action"),
    ("one signs with one's own name", ADA, Signed("Ben", SIGNED), "of Ada"),
    ("one signs what one decided", ADA, Signed("Ada", SIGNED), "changed while you were signing"),
    ("nobody signs undecided points", BEN, Signed("Ben", SIGNED), "2 points are not decided"),
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
    desk.does(ADA, Opened("Ben", ADA.name))
    with pytest.raises(NotAllowed, match="own call"):
        desk.decides(BEN, "acts")


def test_a_quality_assurer_does_not_check_their_own_marking(desk):
    desk.signed()
    with pytest.raises(NotAllowed, match="own marking"):
        desk.does(Person(ADA.name, "team_leader"), Checked("accepted"))


def test_a_learner_disputes_their_own_signed_points_each_once(desk):
    desk.opened().decided()
    assert not may_dispute(LEE, desk.standing, "acts")
    desk.signs(ADA)
    assert [may_dispute(each, desk.standing, "acts") for each in (LEE, MIA, BEN)] == [True, False, False]
    desk.does(LEE, Disputed("acts", "I did say when"))
    assert not may_dispute(LEE, desk.standing, "acts")
    assert may_dispute(LEE, desk.standing, "listens")
