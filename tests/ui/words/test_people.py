"""Everyone known by name: what they did counts once, and what they took back does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from observe.assessment import (
    Decided,
    Entry,
    Mark,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Subject,
    TakenBack,
)
from observe.observation import Consent
from observe.store import ConsentOnRecord
from observe.ui.words.people import (
    NOT_SAID,
    Marking,
    duties_of,
    duty_label,
    find,
    marking_row,
    people,
    person_row,
    standings,
    who_marks,
)

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ADA, BEN = Person("Ada", "assessor"), Person("Ben", "assessor")
LEE = Person("Lee", "learner")
HOSTILE = "<img src=x> [x](javascript:hit) **b** \u202egnp"


def log(*done):
    """Entries a minute apart, each of who did what to which recording."""
    return [
        Entry(place, Subject(f"{call:064x}", "unit", "1"), 1, by, NOW + timedelta(minutes=place), event)
        for place, (call, by, event) in enumerate(done, start=1)
    ]


def decided(point="p1"):
    return Decided(Mark(point, "met", "heard it"))


def known(*done, corrections=None, recordings=()):
    return {one.name: one for one in people(standings(log(*done)), corrections or {}, recordings)}


def test_calls_and_points_are_counted_once_however_often_they_are_decided():
    found = known(
        (1, ADA, decided()),
        (1, ADA, decided()),
        (1, ADA, decided("p2")),
        (2, ADA, decided()),
        (2, BEN, decided()),
    )
    assert (found["Ada"].marked, found["Ada"].decided) == (2, 3)
    assert (found["Ben"].marked, found["Ben"].decided) == (1, 1)


def test_what_was_taken_back_counts_no_more_but_shows_that_somebody_was_there():
    found = known((1, ADA, decided()), (1, ADA, TakenBack(1)))
    assert (found["Ada"].marked, found["Ada"].decided) == (0, 0)
    assert found["Ada"].seen == NOW + timedelta(minutes=2)


def test_learners_are_counted_by_the_calls_they_marked_themselves():
    mark = SelfMarked(Mark("p1", "met", "I did"))
    found = known((1, LEE, mark), (1, LEE, SelfMarked(Mark("p2", "met", "I did"))), (2, LEE, mark))
    assert (found["Lee"].self_marked, found["Lee"].marked) == (2, 0)


def test_somebody_who_was_only_named_is_known_and_was_never_seen():
    found = known((1, ADA, Opened("Lee", "Ben", True)))
    assert found["Lee"].duties == {"learner"}
    assert found["Ben"].duties == {"assessor"}
    assert (found["Lee"].seen, found["Ben"].seen) == (None, None)
    assert person_row(found["Lee"])["Last seen"] == "Only named by others"


def test_one_name_in_other_letters_is_one_line_under_its_latest_writing():
    found = known(
        (1, Person("ada  L", "assessor"), decided()), (2, Person("Ada L", "team_leader"), Signed("", ""))
    )
    assert list(found) == ["Ada L"]
    assert person_row(found["Ada L"])["Duty"] == "Assessor, team leader"


def test_corrections_and_consents_count_beside_marking_and_need_no_duty():
    recording = ConsentOnRecord(
        "0" * 64, "a", NOW, Consent("explicit", "ADA", "2026-03-02T14:10:00+00:00"), "Sam", NOW, None
    )
    found = known((1, ADA, decided()), corrections={"Cy": (4, NOW)}, recordings=[recording])
    assert {name: (one.corrections, one.consents) for name, one in found.items()} == {
        "Ada": (0, 1),
        "Cy": (4, 0),
        "Sam": (0, 1),
    }
    assert duties_of(found["Cy"]) == (NOT_SAID,)
    assert found["Cy"].seen == NOW


def test_people_are_found_by_duty_and_by_part_of_their_name():
    everyone = known((1, ADA, Opened("Lee", "Ben", True)), corrections={"Cy": (1, NOW)}).values()
    assert [one.name for one in find(everyone, "", "assessor")] == ["Ada", "Ben"]
    assert [one.name for one in find(everyone, "L E", "")] == ["Lee"]
    assert [one.name for one in find(everyone, "", NOT_SAID)] == ["Cy"]
    assert [duty_label(duty, everyone) for duty in ("", "assessor", NOT_SAID)] == [
        "Everyone (4)",
        "Assessors (2)",
        "Duty not said (1)",
    ]


def test_who_marks_whom_holds_second_assessors_and_what_each_signed():
    done = log(
        (1, ADA, Opened("Lee", "Ada", True)),
        (1, ADA, decided()),
        (1, ADA, Signed("Ada", "s")),
        (1, BEN, decided()),
        (2, ADA, Opened("lee", "Ada", True)),
        (3, ADA, Opened("Mo", "Ben", True)),
        (4, ADA, decided()),
    )
    assert who_marks(standings(done)) == (
        Marking("Ada", "lee", 2, 1),
        Marking("Ben", "lee", 1, 0),
        Marking("Ben", "Mo", 1, 0),
    )


def test_names_are_shown_as_text_and_cut_short():
    found = known(
        (1, Person("<b>Ada</b>", "assessor"), decided()), corrections={HOSTILE + "x" * 10_000: (1, NOW)}
    )
    rows = [person_row(one) for one in found.values()] + [marking_row(Marking(HOSTILE, HOSTILE * 900, 1, 0))]
    for row in rows:
        for words in row.values():
            assert "<" not in words.replace("\\<", "")
            assert "\u202e" not in words
            assert len(words) < 150
