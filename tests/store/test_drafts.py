"""What somebody has begun is there again, theirs alone, until it is saved or let go of."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from observe.assessment import Moment, Person, Subject
from observe.assessment.drafts import MomentsDraft, PointDraft, TextDraft
from observe.errors import ConsentInvalid, DocumentInvalid, NotFound

ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
TAKEN, STRUCK = Moment(1.25, 2.1, "I am “so” sorry", "apology@1.250"), Moment(3.0, 4.0, "right", "thanks@3.000")
BY_HAND = Moment(10.0, 12.5, "as I heard it")
POINT = PointDraft("listens", "met", "She says\nit twice 🙂", (TAKEN, BY_HAND), (STRUCK,))


@pytest.fixture
def subject(kept):
    return Subject(kept.sha256, "unit", "1.0")


def begun(store, subject, person):
    return {place: kept.draft for place, kept in store.drafts.of(subject, person).items()}


@pytest.mark.parametrize(
    "draft",
    [
        POINT,
        PointDraft("acts"),
        PointDraft("acts", None, "only a reason yet"),
        *(TextDraft(about, "so far") for about in ("feedback", "acceptance", "dispute", "return")),
        MomentsDraft((BY_HAND,)),
    ],
    ids=lambda draft: draft.place,
)
def test_what_was_begun_comes_back_as_it_was(store, subject, clock, draft):
    store.drafts.keep(subject, ADA, draft)
    (kept,) = store.drafts.of(subject, ADA).values()
    assert (kept.draft, kept.at) == (draft, clock.time)


def test_the_next_takes_its_place_and_others_stay(store, subject, clock):
    store.drafts.keep(subject, ADA, POINT)
    store.drafts.keep(subject, ADA, TextDraft("feedback", "Well done"))
    clock.forward(60)
    later = PointDraft("listens", "not_yet")
    store.drafts.keep(subject, ADA, later)
    assert begun(store, subject, ADA) == {
        "point:listens": later,
        "feedback": TextDraft("feedback", "Well done"),
    }
    assert store.drafts.of(subject, ADA)["point:listens"].at == clock.time


@pytest.mark.parametrize(
    ("same", "reader"),
    [
        (True, Person("ada  ASSESSOR", "assessor")),
        (False, BEN),
        (False, Person("Ada Assessor", "learner")),
    ],
    ids=["the same person, typed otherwise", "another person", "the same name in another duty"],
)
def test_it_is_there_for_the_one_who_made_it_alone(store, subject, same, reader):
    store.drafts.keep(subject, ADA, POINT)
    assert begun(store, subject, reader) == ({"point:listens": POINT} if same else {})


@pytest.mark.parametrize("other", [("unit", "1.1"), ("other", "1.0")], ids=["another version", "another unit"])
def test_it_belongs_to_one_unit_in_one_version(store, subject, other):
    store.drafts.keep(subject, ADA, POINT)
    assert begun(store, Subject(subject.sha256, *other), ADA) == {}


def test_it_goes_when_it_is_let_go_of_and_once_more_does_no_harm(store, subject):
    store.drafts.keep(subject, ADA, POINT)
    store.drafts.keep(subject, BEN, POINT)
    for _ in range(2):
        store.drafts.drop(subject, ADA, POINT.place)
    assert (begun(store, subject, ADA), begun(store, subject, BEN)) == ({}, {POINT.place: POINT})


def test_it_is_there_when_the_store_is_opened_again(place, store, subject):
    store.drafts.keep(subject, ADA, POINT)
    assert begun(place.open(), subject, ADA) == {POINT.place: POINT}


def test_nothing_is_begun_on_a_recording_that_is_not_kept(store):
    with pytest.raises(NotFound, match="no recording"):
        store.drafts.keep(Subject("f" * 64, "unit", "1.0"), ADA, POINT)


def test_nothing_more_is_kept_once_consent_is_withdrawn(store, subject):
    store.drafts.keep(subject, ADA, POINT)
    store.recordings.withdraw(subject.sha256, "A. Tutor")
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        store.drafts.keep(subject, ADA, PointDraft("acts", "met"))
    assert begun(store, subject, ADA) == {POINT.place: POINT}


def test_half_a_character_is_refused_and_the_draft_before_it_stays(store, subject):
    store.drafts.keep(subject, ADA, POINT)
    with pytest.raises(DocumentInvalid, match="not UTF-8"):
        store.drafts.keep(subject, ADA, PointDraft("listens", "met", "\ud83d"))
    assert begun(store, subject, ADA) == {POINT.place: POINT}


@pytest.mark.parametrize(
    "found", ["", "{}", '{"kind": "wish"}', '{"kind": "text", "about": "song", "text": ""}']
)
def test_one_that_another_version_wrote_is_named_as_such(store, subject, found):
    store.drafts.keep(subject, ADA, POINT)
    with store._database.writing() as session:
        session.execute(text("UPDATE drafts SET draft = :found"), {"found": found})
    with pytest.raises(DocumentInvalid, match="a draft that cannot be read"):
        store.drafts.of(subject, ADA)


def test_drafts_go_with_their_recording(store, subject):
    store.drafts.keep(subject, ADA, POINT)
    with store._database.writing() as session:
        for table in ("consents", "recordings"):
            session.execute(text(f"DELETE FROM {table}"))
    assert begun(store, subject, ADA) == {}
