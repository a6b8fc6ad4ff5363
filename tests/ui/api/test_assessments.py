"""An assessment over HTTP: from opening to sign-off, what is begun, and what may not be done."""

from __future__ import annotations

import pytest

from observe.assessment import Person
from tests.ui.api.conftest import UNIT

ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
POINTS = [criterion.id for criterion in UNIT.criteria]
FIRST = POINTS[0]
BACKWARDS = {"start": 5.0, "end": 2.0}
OPENING = {"learner": LEE.name, "assessor": ADA.name}


@pytest.fixture
def ada(to):
    """The assessor, of an assessment that she has opened for blind marking."""
    ada = to(ADA)
    ada.does("POST", "/opening", OPENING, 201)
    return ada


def decides(asker, points=POINTS, decision="met", comment="I heard it"):
    for point in points:
        answer = asker.does("PUT", f"/points/{point}", {"decision": decision, "comment": comment})
    return answer


def signs(asker):
    seal = asker.get()["seal"]
    return asker.does("POST", "/signature", {"name": ADA.name, "seal": seal}, 201)


def test_an_assessment_goes_its_whole_way_over_http(to, ada):
    assert [point["hidden"] for point in ada.get()["points"]] == [True] * len(POINTS)
    assert decides(ada)["assessment"]["undecided"] == []
    assert ada.does("POST", "/feedback", {"text": " Well done "}, 201)["assessment"]["stage"] == "marking"
    assert signs(ada)["assessment"]["stage"] == "signed"
    lee, quinn = to(LEE), to(QUINN)
    assert (
        lee.does("POST", "/disputes", {"point": FIRST, "reason": "I did"}, 201)["assessment"]["stage"]
        == "disputed"
    )
    assert ada.get()["points"][0]["disputed"] == "I did"
    decides(ada, [FIRST], comment="Heard again")
    signs(ada)
    assert lee.does("POST", "/acceptance", {"text": ""}, 201)["assessment"]["stage"] == "signed"
    back = {"verdict": "returned", "point": POINTS[1], "action": "Name the moment", "due": "2030-01-31"}
    assert quinn.does("POST", "/checks", back, 201)["assessment"]["stage"] == "returned"
    assert (
        ada.get()["points"][1]["returned"]["words"] == "returned point 2: Name the moment, by 31 January 2030"
    )
    decides(ada, [POINTS[1]])
    signs(ada)
    assert quinn.does("POST", "/checks", {"verdict": "accepted"}, 201)["assessment"]["stage"] == "signed_off"


def test_a_decision_reveals_its_own_suggestion_with_the_moments_to_take_or_strike(to):
    ada = to(ADA)
    ada.does("POST", "/opening", {**OPENING, "blind": False}, 201)
    point = next(point for point in ada.get()["points"] if len(point["moments"]) > 1)
    first, second = (moment["cue"] for moment in point["moments"][:2])
    said = {"decision": "met", "taken": [first], "struck": [second], "by_hand": [{"start": 2.0, "end": 6.0}]}
    own = next(each for each in decided(ada, point["id"], said)["points"] if each["id"] == point["id"])["own"]
    assert {moment["cue"] for moment in own["evidence"]} == {first, None}
    assert [moment["cue"] for moment in own["struck"]] == [second]
    assert next(moment for moment in own["evidence"] if moment["cue"] is None)["quote"]


def decided(asker, point, said):
    return asker.does("PUT", f"/points/{point}", said)["assessment"]


def test_what_is_begun_is_kept_for_its_maker_until_it_is_saved(to, ada):
    begun = {"decision": "not_yet", "comment": "Only after", "by_hand": [{"start": 2.0, "end": 6.0}]}
    ada.does("PUT", f"/drafts/points/{FIRST}", begun)
    ada.does("PUT", "/drafts/texts/feedback", {"text": "Well"})
    ada.does("PUT", "/drafts/moments", [{"start": 1.0, "end": 2.5}])
    seen = to(ADA).get()
    assert (seen["points"][0]["draft"]["decision"], seen["texts"]) == ("not_yet", {"feedback": "Well"})
    assert [(moment["start"], moment["end"]) for moment in seen["moments"]] == [(1.0, 2.5)]
    assert seen["points"][0]["own"] is None
    theirs = to(BEN).get()
    assert (theirs["points"][0]["draft"], theirs["texts"], theirs["moments"]) == (None, {}, [])
    saved = ada.does("PUT", f"/points/{FIRST}", begun)["assessment"]
    assert (saved["points"][0]["own"]["decision"], saved["points"][0]["draft"]) == ("not_yet", None)
    ada.does("POST", "/feedback", {"text": "Well done"}, 201)
    assert ada.does("PUT", "/drafts/moments", [])["moments"] == []
    assert ada.get()["texts"] == {}


def test_what_is_begun_goes_when_it_is_discarded_or_is_what_was_saved(ada):
    said = {"decision": "met", "comment": "I heard it"}
    ada.does("PUT", f"/drafts/points/{FIRST}", said)
    assert ada.does("DELETE", f"/drafts/points/{FIRST}")["points"][0]["draft"] is None
    decides(ada, [FIRST])
    assert ada.does("PUT", f"/drafts/points/{FIRST}", said)["points"][0]["draft"] is None


def test_of_two_at_once_both_are_kept_and_the_second_is_told(to, ada):
    ben = to(BEN)
    seen = ben.get()["last"]
    decides(ada, [FIRST])
    answer = ben.does("PUT", f"/points/{FIRST}", {"decision": "not_yet", "comment": "Late"}, seen=seen)
    assert answer["meanwhile"].startswith("Meanwhile Ada Assessor decided point 1: met")
    assert ada.get()["points"][0]["own"]["decision"] == "met"


def test_steps_are_taken_back_and_brought_back_one_by_one(ada):
    entry = decides(ada, [FIRST])["entry"]
    gone = ada.does("DELETE", f"/entries/{entry}")["assessment"]
    assert (gone["points"][0]["own"], gone["redo"]["words"]) == (
        None,
        "took back: decided point 1: met: I heard it",
    )
    again = ada.does("DELETE", f"/entries/{gone['redo']['entry']}")["assessment"]
    assert again["points"][0]["own"]["decision"] == "met"


def test_a_learner_marks_their_own_call_and_sees_no_decision_before_it_is_signed(to, ada):
    decides(ada, [FIRST])
    lee = to(LEE)
    point = decided(lee, FIRST, {"decision": "not_yet", "comment": "I was late"})["points"][0]
    assert (point["own"]["comment"], point["others"]) == ("I was late", [])
    assert ada.get()["points"][0]["self_mark"]["comment"] == "I was late"


@pytest.mark.parametrize(
    ("person", "method", "path", "body", "status", "words"),
    [
        (None, "GET", "", None, 401, "nobody is named"),
        (None, "PUT", f"/points/{FIRST}", {"decision": "met"}, 401, "nobody is named"),
        (Person("Mia", "learner"), "GET", "", None, 404, "there is no call"),
        (QUINN, "PUT", f"/points/{FIRST}", {"decision": "met", "comment": "x"}, 403, ""),
        (QUINN, "PUT", f"/drafts/points/{FIRST}", {"decision": "met"}, 403, "marked by learners and assessors"),
        (LEE, "POST", "/checks", {"verdict": "accepted"}, 403, ""),
        (ADA, "PUT", f"/points/{FIRST}", {}, 422, "found no decision"),
        (ADA, "PUT", f"/points/{FIRST}", {"decision": "met"}, 403, "neither evidence nor a reason"),
        (ADA, "PUT", f"/points/{FIRST}", {"decision": "passed"}, 422, "body.decision"),
        (ADA, "PUT", f"/points/{FIRST}", {"decision": "met", "comment": "x" * 4001}, 422, "body.comment"),
        (ADA, "PUT", f"/points/{FIRST}", {"decision": "met", "taken": ["apology@1.0"]}, 422, "no moment of"),
        (ADA, "PUT", f"/points/{FIRST}", {"decision": "met", "by_hand": [BACKWARDS]}, 422, "one within"),
        (ADA, "PUT", "/points/sings", {"decision": "met", "comment": "x"}, 404, "no point “sings”"),
        (ADA, "POST", "/feedback", {"text": "  "}, 422, "found no text"),
        (ADA, "POST", "/signature", {"name": ADA.name, "seal": "0" * 64}, 403, ""),
        (ADA, "DELETE", "/entries/999", None, 403, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(to, ada, person, method, path, body, status, words):
    before = ada.get()
    fault = to(person)._answer(method, path, status, json=body)
    assert words in fault["error"]["message"]
    assert ada.get() == before


def test_nothing_is_added_once_consent_is_withdrawn(ada, api):
    sha256 = api.store.observations.get(ada.call).sha256
    api.store.recordings.withdraw(sha256, "A. Tutor")
    for path in (f"/points/{FIRST}", f"/drafts/points/{FIRST}"):
        assert (
            "withdrawn" in ada.does("PUT", path, {"decision": "met", "comment": "x"}, 403)["error"]["message"]
        )


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_form_that_a_browser_sends_unasked_changes_nothing(ada, kind):
    before = ada.get()
    path = f"/calls/{ada.call}/units/{UNIT.id}/feedback"
    answer = ada.asks("POST", path, content=b'{"text": "Well done"}', headers={"content-type": kind})
    assert answer.status_code == 422
    assert ada.get() == before


def test_another_unit_is_not_found(ada):
    assert ada.asks("GET", f"/calls/{ada.call}/units/none").status_code == 404
