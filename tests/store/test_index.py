"""Lists are searched by words, cues and outcomes, written once for each observation."""

import json

import pytest
from sqlalchemy import text

from observe.assessment import Opened, Person, Subject
from observe.observation import Consent
from observe.store import migrations
from observe.store.database import open_database
from observe.store.index import folded, index_of

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


def saying(document, *turns):
    """A document in which these turns are said."""
    data = json.loads(document)
    data["turns"] = [
        {
            "index": place,
            "channel": None,
            "speaker": "A",
            "role": "agent",
            "text": said,
            "words": [
                {"text": word, "start": 1.0 * n, "end": n + 0.5, "probability": 0.9}
                for n, word in enumerate(said.split(" "))
            ],
        }
        for place, said in enumerate(turns)
    ]
    return json.dumps(data)


@pytest.mark.parametrize(
    ("said", "folds_to"),
    [
        ("I’m SORRY, really…", "i'm sorry really"),
        ("STRASSE straße", "strasse strasse"),
        ("caf\u00e9 cafe\u0301", "caf\u00e9 caf\u00e9"),
        ("24/7, £40.", "24/7 £40"),
        ("a\x00b \udc00 c\u202ed", "ab cd"),
        (" - … ! ", "-"),
        (
            "\ufdfa" * 2,
            "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645" * 2,
        ),
    ],
)
def test_words_are_folded_to_what_can_be_compared(said, folds_to):
    assert folded(said) == folds_to


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("sorry", True),
        ("SORRY,", True),
        ("sor", True),
        ("refund to your card", True),
        ("card i'm", False),
        ("100%", True),
        ("10_%", False),
        ("1__", False),
        ("%", True),
        ("refund  to", True),
        ("refunds", False),
        ("", False),
        ("…", False),
        ("x" * 10_000, False),
    ],
)
def test_words_and_phrases_are_found_within_a_turn(store, kept, document, sought, found):
    text = saying(document(kept.sha256), "I can refund to your card.", "I’m sorry, I was 100% sure.")
    added = store.observations.add(text)
    assert store.observations.saying([sought]) == (frozenset({added.id} if found else ()),)


def test_each_word_sought_is_answered_by_itself_in_its_place(store, recording, document):
    one, two = (store.recordings.keep(recording(n, n.encode()), EXPLICIT) for n in ("one.wav", "two.wav"))
    first = store.observations.add(saying(document(one.sha256), "the garden hose")).id
    second = store.observations.add(saying(document(two.sha256), "the garden gate")).id
    both = frozenset({first, second})
    assert store.observations.saying(["gate", "", "GARDEN", "gate", "shed"]) == (
        frozenset({second}),
        frozenset(),
        both,
        frozenset({second}),
        frozenset(),
    )
    assert store.observations.saying([]) == ()


def test_what_a_database_cannot_hold_is_left_out_and_the_rest_is_found(store, kept, document):
    added = store.observations.add(saying(document(kept.sha256), "no\x00thing \ud800 <b>here</b>"))
    assert store.observations.saying(["nothing", "<b>here", "\x00"]) == (
        frozenset({added.id}),
        frozenset({added.id}),
        frozenset(),
    )


def test_cues_and_outcomes_of_the_newer_observations_are_given_by_id(store, kept, document):
    first = store.observations.add(document(kept.sha256)).id
    second = store.observations.add(document(kept.sha256)).id
    heard = store.observations.heard()
    assert set(heard) == {first, second}
    assert heard[first].cues == frozenset({"apology"})
    assert heard[first].outcomes == {
        ("unit", "p0"): "shown",
        ("unit", "p1"): "shown",
        ("unit", "p2"): "opportunity_missed",
        ("other", "p3"): "no_opportunity",
    }
    assert set(store.observations.heard(first)) == {second}


def test_observations_from_before_there_was_an_index_are_found_too(monkeypatch, bare_place, document):
    monkeypatch.setattr("observe.store.database.HEAD", "0005")
    monkeypatch.setattr("alembic.command.upgrade", upgrade_to("0005"))
    bare_place.folder.mkdir(parents=True, exist_ok=True)
    old = open_database(bare_place.folder, bare_place.url)
    numbers = range(1, 46)
    with old.writing() as session:
        for number in numbers:
            session.execute(
                text(
                    "INSERT INTO recordings (sha256, file, path, size_bytes, kept_at)"
                    " VALUES (:sum, 'old.wav', 'recordings/aa/old.wav', 3, '2026-01-01 09:00:00')"
                ),
                {"sum": f"{number:064d}"},
            )
            session.execute(
                text(
                    "INSERT INTO observations (sha256, file, version, created_at, duration_s, basis, cues,"
                    " findings, seconds, document) VALUES (:sum, 'old.wav', 1, '2026-01-01 09:00:00', 1.0,"
                    " 'explicit', 1, '{}', '{}', :document)"
                ),
                {
                    "sum": f"{number:064d}",
                    "document": saying(document(f"{number:064d}"), f"this is number{number}x"),
                },
            )
    old.close()
    monkeypatch.undo()
    store = bare_place.open()
    assert store.observations.saying(["number45x", "number1x"]) == (frozenset({45}), frozenset({1}))
    assert set(store.observations.heard()) == set(numbers)
    assert store.observations.heard()[45].cues == frozenset({"apology"})
    assert migrations.HEAD >= "0006"


def upgrade_to(revision):
    """Alembic's upgrade, stopping at a revision."""
    from alembic import command

    whole = command.upgrade
    return lambda config, _: whole(config, revision)


def test_an_index_is_worked_out_of_the_document_alone(document):
    data = json.loads(saying(document("a" * 64), "Hello there.", "Yes?"))
    assert index_of(data)["words"] == "hello there\nyes"


def test_the_newest_job_of_each_recording_gives_its_state(store, recording):
    one, two = (store.recordings.keep(recording(n, n.encode()), EXPLICIT) for n in ("one.wav", "two.wav"))
    assert store.jobs.states() == {}
    store.jobs.cancel(store.jobs.enqueue(one.sha256, {}).id)
    store.jobs.enqueue(two.sha256, {})
    assert store.jobs.states() == {one.sha256: "cancelled", two.sha256: "queued"}
    store.jobs.enqueue(one.sha256, {})
    assert store.jobs.states()[one.sha256] == "queued"


def test_entries_of_assessments_are_counted(store, kept, document):
    seen = store.observations.add(document(kept.sha256))
    assert store.assessments.count() == 0
    for number in (1, 2):
        store.assessments.add(
            Subject(kept.sha256, "unit", "1"),
            seen.id,
            Person("Ann", "assessor"),
            Opened("Lea", "Ann", blind=True),
            criteria=["p0"],
        )
        assert store.assessments.count() == number == len(store.assessments.all())
