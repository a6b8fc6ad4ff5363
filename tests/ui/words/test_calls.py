"""The list of calls is searched and filtered; what is hidden from a reader is never told by either."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from observe.assessment import Decided, Mark, Opened, Person, Standing, Subject, standing_of
from observe.assessment.events import Entry
from observe.schemes import load_all
from observe.store import CuesAndOutcomes
from observe.ui.words.calls import Filters, find, listed, mistakes_of
from observe.ui.words.common import CallRow
from observe.ui.words.quotes import quotes, words_of

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
POINTS = ("one", "two")
ASSESSOR, OTHER = Person("Ann", "assessor"), Person("Otto", "assessor")
LEARNER, LEADER = Person("Lea", "learner"), Person("Tom", "team_leader")
MISTAKES = {"u.1": ("They blamed.", frozenset({"blame", "defensive"})), "u.2": ("A wait.", frozenset({"wait"}))}
HEARD = CuesAndOutcomes(
    frozenset({"apology", "blame"}), {("u", "one"): "shown", ("v", "one"): "no_opportunity"}
)


def row(number: int, file: str = "call.wav", *, days: int = 0, basis: str = "Role-play") -> CallRow:
    return CallRow(number, f"{number:064x}", file, NOW - timedelta(days=days), "02:05", 2, 1, 0, basis, "Ready")


def standing(blind: bool, decided: int = 0, scheme: str = "u") -> Standing:
    subject = Subject(f"{1:064x}", scheme, "1")
    events = [
        (LEADER, Opened("Lea", "Ann", blind=blind)),
        *((ASSESSOR, Decided(Mark(point, "not_yet"))) for point in POINTS[:decided]),
    ]
    entries = [Entry(n, subject, 1, by, NOW, event) for n, (by, event) in enumerate(events, start=1)]
    return standing_of(subject, POINTS, entries)


def seen(person, *standings, whole=True):
    return listed(person, row(1), HEARD, standings, whole=whole)


def every(filters=None, *calls, said=None):
    return find(calls, filters or Filters(), said or {}, MISTAKES, NOW)


@pytest.mark.parametrize(
    ("person", "standings", "cues", "points"),
    [
        (None, (), 2, 2),
        (LEADER, (), 2, 2),
        (LEADER, (standing(blind=True),), 2, 2),
        (Person("Ada", "administrator"), (standing(blind=True),), 2, 2),
        (LEARNER, (standing(blind=False, decided=2),), 0, 0),
        (ASSESSOR, (), 0, 0),
        (ASSESSOR, (standing(blind=False),), 2, 1),
        (ASSESSOR, (standing(blind=True),), 0, 0),
        (ASSESSOR, (standing(blind=True, decided=1),), 0, 0),
        (ASSESSOR, (standing(blind=True, decided=2),), 2, 1),
        (OTHER, (standing(blind=True, decided=2),), 0, 0),
        (ASSESSOR, (standing(blind=True, decided=2), standing(blind=True, scheme="v")), 0, 0),
        (ASSESSOR, (standing(blind=False), standing(blind=False, scheme="v")), 2, 2),
    ],
)
def test_a_call_is_found_only_by_what_its_reader_may_see(person, standings, cues, points):
    call = seen(person, *standings)
    assert (len(call.cues), len(call.outcomes)) == (cues, points)
    assert call.hidden == (cues == 0)


def test_an_assessment_that_cannot_be_read_hides_the_suggestions_from_an_assessor():
    assert seen(ASSESSOR, standing(blind=False), whole=False).hidden
    assert not seen(LEADER, standing(blind=False), whole=False).hidden


def test_neither_a_filter_nor_a_number_tells_what_is_hidden():
    call = seen(ASSESSOR, standing(blind=True, decided=1))
    for filters in (
        Filters(cue="apology"),
        Filters(mistake="u.1"),
        Filters(unit="u", point="one", outcome="shown"),
    ):
        assert every(filters, call).calls == ()
    found = every(Filters(unit="u", point="one"), call)
    assert found.calls == (call,)
    assert not found.counts["cue"]
    assert not found.counts["mistake"]
    assert set(found.counts["outcome"]) == {""}


def test_a_learner_is_asked_nothing_that_tells_suggestions_and_hears_nothing_of_quality_assurance():
    asked = Filters("hose", "apology", "u", "one", "shown", "u.1", "signed", "Role-play", "7")
    assert asked.for_eyes_of(LEARNER) == Filters("hose", marking="signed", consent="Role-play", age="7")
    assert asked.for_eyes_of(ASSESSOR) == asked


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), [1, 2, 3]),
        (Filters(cue="apology"), [1, 2]),
        (Filters(cue="thanks"), []),
        (Filters(mistake="u.1"), [1, 2]),
        (Filters(mistake="u.2"), []),
        (Filters(unit="u", point="one", outcome="shown"), [1, 2]),
        (Filters(unit="v", point="one", outcome="no_opportunity"), [1, 2]),
        (Filters(unit="u", point="one", outcome="opportunity_missed"), []),
        (Filters(unit="u", outcome="opportunity_missed"), [1, 2, 3]),
        (Filters(consent="Role-play"), [1, 3]),
        (Filters(age="7"), [1]),
        (Filters(age="30"), [1, 2]),
        (Filters(age="90"), [1, 2, 3]),
        (Filters(marking="not_begun"), [1, 2, 3]),
        (Filters(marking="signed"), []),
        (Filters("HOSE"), [3]),
        (Filters("hose agreed"), []),
        (Filters("role-play hose"), [3]),
        (Filters("billing kettle"), [1]),
        (Filters("("), []),
        (Filters("kettle", age="7"), [1]),
    ],
)
def test_a_filter_leaves_the_calls_it_names(filters, left):
    rows = (row(1, "Billing 7.wav", days=7), row(2, basis="Agreed", days=30), row(3, "hose.wav", days=31))
    nothing = CuesAndOutcomes(frozenset(), {})
    calls = [listed(None, one, nothing if one.observation == 3 else HEARD, (), whole=True) for one in rows]
    found = every(filters, *calls, said={"kettle": frozenset({1, 2}), "hose": frozenset()})
    assert [call.row.observation for call in found.calls] == left


def test_each_number_is_what_choosing_that_option_leaves():
    calls = [
        listed(None, row(number, days=number), heard, (), whole=True)
        for number, heard in enumerate([HEARD, CuesAndOutcomes(frozenset({"thanks"}), {}), HEARD] * 5)
    ]
    for chosen in (Filters(), Filters(cue="apology"), Filters(age="7", mistake="u.1")):
        counts = every(chosen, *calls).counts
        for name in ("cue", "mistake", "age", "marking", "consent"):
            assert counts[name], name
            for option, number in counts[name].items():
                asked = Filters(**{**chosen.query, name: option})
                assert len(every(asked, *calls).calls) == number


def test_what_to_loosen_is_counted():
    call = seen(None)
    assert every(Filters(cue="apology", age="7", marking="signed"), call).without == {
        "cue": 0,
        "age": 0,
        "marking": 1,
    }


def test_an_address_is_read_as_far_as_it_is_known_and_written_without_what_is_not_asked():
    asked = Filters.read({"cue": "apology", "call": "7", "sought": "x" * 10_000})
    assert asked.query == {"cue": "apology", "sought": "x" * 200}


def test_every_common_mistake_that_can_be_heard_is_offered_once():
    mistakes = mistakes_of(load_all())
    assert mistakes
    assert all(cues for _, cues in mistakes.values())


@pytest.mark.parametrize(
    ("sought", "words"),
    [
        ("", ()),
        ('  "', ()),
        ("Refund, refund", ("refund",)),
        ("“to your Card” now", ("to your card", "now")),
        ('"open ended', ("open", "ended")),
        ("(", ("(",)),
        (" ".join(map(str, range(20))), tuple(map(str, range(8)))),
    ],
)
def test_words_and_phrases_are_sought(sought, words):
    assert words_of(sought) == words


def document(*turns: str) -> dict:
    return {
        "turns": [
            {
                "role": "agent",
                "words": [{"text": w, "start": 10.0 * n + i} for i, w in enumerate(turn.split(" "))],
            }
            for n, turn in enumerate(turns)
        ]
    }


def test_a_quote_stands_in_its_words_with_its_second():
    (quote,) = quotes(
        document("Hello there.", "a b c d e f g h I’m SORRY, about that one two three four five six"),
        ["i'm sorry"],
    )
    assert (quote.start, quote.role, quote.found) == (18.0, "agent", "I’m SORRY,")
    assert (quote.before, quote.after) == ("…b c d e f g h", "about that one two three four five…")


def test_each_word_is_quoted_once_where_it_is_first_said_in_time_order():
    found = quotes(document("the gate - is shut", "the gate and the hose"), ["hose", "gate", "shed", "is shut"])
    assert [(quote.start, quote.found) for quote in found] == [(1.0, "gate"), (3.0, "is shut"), (14.0, "hose")]
    assert found[0].before == "the"
    assert found[1].after == ""


def test_words_that_fold_to_nothing_or_to_several_keep_the_place():
    (quote,) = quotes(document("… \ufdfa next word"), ["next"])
    assert (quote.start, quote.found, quote.after) == (2.0, "next", "word")
