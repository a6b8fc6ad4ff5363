"""What people did is kept, in order, for good; of two at once neither loses anything."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    Person,
    Signed,
    Subject,
    TakenBack,
    standing_of,
)
from observe.assessment.seal import seal
from observe.errors import ConsentInvalid, NotAllowed, NotFound, StoreUnusable
from observe.observation import Consent

POINTS = ("listens", "acts")
ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
HEARD = Moment(1.25, 2.1, "I am “so” sorry", "apology@1.250")
EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


def decided(point, decision="met", why="heard it"):
    return Decided(Mark(point, decision, why, (HEARD,)))


class _Desk:
    """People acting on one observation of one recording, by one unit."""

    def __init__(self, store, sha256, observation, scheme="unit", version="1.0"):
        self.store, self.observation = store, observation
        self.subject = Subject(sha256, scheme, version)

    @property
    def standing(self):
        return standing_of(self.subject, POINTS, self.store.assessments.entries(self.subject))

    def does(self, person, event, seen=0):
        return self.store.assessments.add(
            self.subject, self.observation, person, event, criteria=POINTS, seen=seen
        )

    def signs(self, person):
        return self.does(person, Signed(person.name, seal(self.subject, self.standing.marks_of(person.name))))


@pytest.fixture
def stored(store, kept, document):
    return store.observations.add(document(kept.sha256))


@pytest.fixture
def desk(store, stored):
    return _Desk(store, stored.sha256, stored.id)


def test_what_was_done_comes_back_as_it_was_with_who_and_when(desk, store, clock):
    opened = desk.does(ADA, Opened(LEE.name, ADA.name, scenario="late delivery")).entry
    clock.forward(90.5)
    entry = desk.does(ADA, decided("acts")).entry
    assert store.assessments.entries(desk.subject) == (opened, entry)
    assert (entry.by, entry.event, entry.observation) == (ADA, decided("acts"), desk.observation)
    assert entry.at == clock.time
    assert entry.id > opened.id


def test_an_assessment_goes_its_whole_way_from_opening_to_sign_off(desk):
    desk.does(ADA, Opened(LEE.name, ADA.name))
    for point in POINTS:
        desk.does(ADA, decided(point))
    desk.signs(ADA)
    desk.does(LEE, Disputed("acts", "I did say when"))
    assert desk.standing.stage == "disputed"
    desk.does(ADA, decided("acts", "not_yet"))
    desk.signs(ADA)
    desk.does(QUINN, Checked("accepted"))
    assert desk.standing.stage == "signed_off"
    assert len(desk.standing.history) == 8


def test_what_a_person_may_not_do_is_not_kept(desk, store):
    desk.does(ADA, Opened(LEE.name, ADA.name))
    for person, event, words in (
        (LEE, decided("acts"), "found a decision by a learner"),
        (ADA, decided("sings"), "found the point “sings”, which this unit does not have"),
        (ADA, Signed(ADA.name, "0" * 64), "points are not decided yet"),
    ):
        with pytest.raises(NotAllowed, match=words):
            desk.does(person, event)
    assert len(store.assessments.all()) == 1


def test_nobody_signs_decisions_that_have_changed_since_they_read_them(desk):
    for point in POINTS:
        desk.does(ADA, decided(point))
    as_read = seal(desk.subject, desk.standing.marks_of(ADA.name))
    desk.does(ADA, decided("acts", "not_yet"))
    with pytest.raises(NotAllowed, match="changed while you were signing"):
        desk.does(ADA, Signed(ADA.name, as_read))


def test_each_question_gives_its_own_entries_in_order(desk, store, stored, recording, document):
    second = store.recordings.keep(recording("two.wav", b"another call"), EXPLICIT)
    elsewhere = _Desk(store, second.sha256, store.observations.add(document(second.sha256)).id)
    newer = _Desk(store, stored.sha256, stored.id, version="1.1")
    one = desk.does(ADA, decided("acts")).entry
    two = elsewhere.does(ADA, decided("acts")).entry
    three = newer.does(BEN, decided("acts")).entry
    four = desk.does(BEN, decided("acts")).entry
    assert store.assessments.entries(desk.subject) == (one, four)
    assert store.assessments.of_recording(stored.sha256) == (one, three, four)
    assert store.assessments.all() == (one, two, three, four)
    assert store.assessments.entries(Subject("0" * 64, "unit", "1.0")) == ()


def test_an_analysis_made_anew_keeps_what_people_said(desk, store, stored, document):
    entry = desk.does(ADA, decided("acts")).entry
    newer = store.observations.add(document(stored.sha256, "2026-06-02T09:00:00+00:00"))
    later = _Desk(store, stored.sha256, newer.id)
    assert later.does(BEN, decided("acts", "not_yet")).meanwhile == (entry,)
    assert {entry.observation for entry in later.standing.history} == {stored.id, newer.id}


def test_the_second_is_told_what_another_did_to_the_same_point_alone(desk):
    desk.does(BEN, decided("listens"))
    first = desk.does(BEN, decided("acts", "not_yet")).entry
    desk.does(ADA, decided("acts"))
    mine = desk.does(ADA, decided("acts", "not_applicable", "no occasion"))
    assert mine.meanwhile == (first,)
    assert desk.standing.points["acts"].differs


def test_what_a_person_has_seen_they_are_not_told_again(desk):
    desk.does(BEN, decided("acts"))
    seen = desk.standing.last
    assert desk.does(ADA, decided("acts"), seen=seen).meanwhile == ()
    anew = desk.does(BEN, decided("acts", "not_yet"), seen=seen).meanwhile
    assert [entry.by for entry in anew] == [ADA]


def test_what_is_about_the_whole_is_told_to_those_who_speak_of_the_whole(desk):
    desk.does(BEN, decided("acts"))
    words = desk.does(BEN, FeedbackGiven("Well done")).entry
    assert desk.does(ADA, FeedbackGiven("Look again at the end")).meanwhile == (words,)


def test_a_taking_back_is_about_the_point_that_it_takes_back(desk):
    first = desk.does(BEN, decided("acts")).entry
    back = desk.does(BEN, TakenBack(first.id)).entry
    assert desk.does(ADA, decided("acts"), seen=first.id).meanwhile == (back,)
    assert desk.does(ADA, decided("listens"), seen=first.id).meanwhile == ()


def test_where_consent_was_withdrawn_nothing_is_added_but_all_can_be_read(desk, store, stored):
    entry = desk.does(ADA, decided("acts")).entry
    store.recordings.withdraw(stored.sha256, "A. Tutor")
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        desk.does(ADA, decided("listens"))
    assert store.assessments.entries(desk.subject) == (entry,)


def test_where_consent_has_run_out_nothing_is_added(desk, store, stored):
    ended = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00", "2026-05-31")
    store.recordings.give_consent(stored.sha256, ended)
    with pytest.raises(ConsentInvalid, match="retain_until is 2026-05-31, which is past"):
        desk.does(ADA, decided("listens"))
    assert store.assessments.all() == ()


def test_an_event_needs_its_recording_and_its_observation(desk, store, recording):
    other = store.recordings.keep(recording("two.wav", b"another call"), EXPLICIT)
    with pytest.raises(NotFound, match="no recording 000000000000…"):
        _Desk(store, "0" * 64, desk.observation).does(ADA, decided("acts"))
    for wrong in (_Desk(store, other.sha256, desk.observation), _Desk(store, desk.subject.sha256, 99)):
        with pytest.raises(NotFound, match=r"no observation \d+ of the recording"):
            wrong.does(ADA, decided("acts"))
    assert store.assessments.all() == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE assessment_events SET by_name = 'Ben'", "DELETE FROM assessment_events"]
)
def test_the_database_itself_refuses_to_change_or_delete_what_was_done(desk, store, statement):
    entry = desk.does(ADA, decided("acts")).entry
    with (
        pytest.raises(StoreUnusable, match="added, never changed or deleted"),
        store._database.writing() as session,
    ):
        session.execute(text(statement))
    assert store.assessments.all() == (entry,)


DECIDE = """
from observe.assessment import Decided, Mark, Person, Subject
subject, me = Subject(argv[0], "unit", "1.0"), Person(argv[2], "assessor")
seen = 0
for number in range(25):
    mark = Mark("acts", "met", f"reason {number} of {me.name}")
    added = store.assessments.add(subject, int(argv[1]), me, Decided(mark), criteria=("acts",), seen=seen)
    print(added.entry.id, *(entry.id for entry in added.meanwhile), sep=",")
    seen = added.entry.id
"""


def test_two_who_decide_one_point_at_once_lose_nothing_and_each_is_told(place, store, stored, said_by):
    arguments = (DECIDE, stored.sha256, stored.id)
    said = said_by(*(place.process(*arguments, name) for name in ("Ada", "Ben")))
    entries = store.assessments.all()
    assert len(entries) == 50
    for name, other, lines in zip(("Ada", "Ben"), ("Ben", "Ada"), said, strict=True):
        told = [[int(number) for number in line.split(",")] for line in lines]
        own = [entry for entry in entries if entry.by.name == name]
        assert [numbers[0] for numbers in told] == [entry.id for entry in own]
        assert [entry.event.mark.comment for entry in own] == [f"reason {n} of {name}" for n in range(25)]
        # All that the other did before one's own last decision was told, each once and in order.
        heard = [number for numbers in told for number in numbers[1:]]
        assert heard == [e.id for e in entries if e.by.name == other and e.id < own[-1].id]


SIGN = """
from observe.assessment import Decided, Mark, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.errors import NotAllowed
subject, me = Subject(argv[0], "unit", "1.0"), Person("Ada", "assessor")
def add(event):
    return store.assessments.add(subject, int(argv[1]), me, event, criteria=("acts",)).entry
for number in range(25):
    if argv[2] == "decides":
        add(Decided(Mark("acts", "met", f"reason {number}")))
        continue
    standing = standing_of(subject, ("acts",), store.assessments.entries(subject))
    try:
        print(add(Signed("Ada", seal(subject, standing.marks_of("Ada")))).id)
    except NotAllowed:
        pass
"""


def test_a_signature_given_while_decisions_change_is_for_the_decisions_just_before_it(
    place, store, stored, said_by
):
    arguments = (SIGN, stored.sha256, stored.id)
    _, signed = said_by(*(place.process(*arguments, what) for what in ("decides", "signs")))
    entries = store.assessments.all()
    signatures = [entry for entry in entries if isinstance(entry.event, Signed)]
    assert [entry.id for entry in signatures] == [int(number) for number in signed]
    for entry in signatures:
        subject = entry.subject
        before = standing_of(subject, ("acts",), (e for e in entries if e.id < entry.id))
        assert entry.event.seal == seal(subject, before.marks_of("Ada"))


def test_events_are_kept_as_plain_json(desk, store):
    desk.does(ADA, decided("acts"))
    with store._database.reading() as session:
        kept = session.execute(text("SELECT event FROM assessment_events")).scalar_one()
    assert json.loads(kept)["mark"]["evidence"][0]["quote"] == HEARD.quote
