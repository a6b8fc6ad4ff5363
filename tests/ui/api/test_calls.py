"""Calls over HTTP: each reader is given what they may see, and no other site anything."""

from __future__ import annotations

import pytest

from observe.assessment import Person
from observe.io import document

ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")
QUINN, ROOT = Person("Quinn Leader", "team_leader"), Person("Root", "administrator")
OPENING = {"learner": LEE.name, "assessor": ADA.name}


def test_calls_are_listed_with_their_sound_and_where_they_stand(to, api):
    to(ADA).does("POST", "/opening", OPENING, 201)
    lines = {line["call"]: line for line in to(ADA).asks("GET", "/calls").json()}
    assert lines.keys() == {*api.calls.values()}
    mine = lines[api.calls["billing_resolved"]]
    assert mine["audio"] == f"/recordings/{mine['call']}/audio"
    assert mine["stages"] == {"resolve-problems": "not_begun"}
    assert mine["duration_s"] > 60


def test_a_learner_is_given_own_calls_alone_and_is_not_told_that_others_are_there(to, api):
    to(ADA).does("POST", "/opening", OPENING, 201)
    lee = to(LEE)
    assert [line["call"] for line in lee.asks("GET", "/calls").json()] == [lee.call]
    assert lee.asks("GET", f"/calls/{lee.call}").status_code == 200
    other, missing = (lee.asks("GET", f"/calls/{number}") for number in (api.calls["garden_enquiry"], 999))
    assert (other.status_code, missing.status_code) == (404, 404)
    assert (
        other.json()["error"]["message"].replace(str(api.calls["garden_enquiry"]), "999")
        == (missing.json()["error"]["message"])
    )


@pytest.mark.parametrize("person", [None, QUINN, ROOT], ids=["nobody yet", "team leader", "administrator"])
def test_a_call_is_its_observation_document(to, api, person):
    found = to(person).asks("GET", f"/calls/{to(person).call}")
    whole = document.loads(api.store.observations.document(to(person).call))
    assert document.loads(found.text) == whole


def test_what_is_hidden_while_marking_blind_is_not_sent(to, api):
    ada = to(ADA)
    ada.does("POST", "/opening", OPENING, 201)
    sent = (
        ada.asks("GET", f"/calls/{ada.call}").text
        + ada.asks("GET", f"/calls/{ada.call}/units/resolve-problems").text
    )
    whole = document.loads(api.store.observations.document(ada.call))
    assert not [cue for cue in whole.cues if cue.id in sent]
    assert not [finding for finding in whole.findings if finding.because in sent]
    assert len(document.loads(ada.asks("GET", f"/calls/{ada.call}").text).turns) == len(whole.turns)


@pytest.mark.parametrize("number", ["0", "-1", "999", "9" * 30])
def test_a_call_that_is_not_there_is_named_as_such(to, number):
    answer = to(ADA).asks("GET", f"/calls/{number}")
    assert answer.status_code == 404
    assert "there is no call" in answer.json()["error"]["message"]


def test_a_number_that_is_none_is_told_where_it_stands(to):
    answer = to(ADA).asks("GET", "/calls/x")
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].startswith("path.call: ")


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_another_site_is_given_nothing(to, site, status):
    answer = to(None).asks("GET", "/calls", headers={"sec-fetch-site": site})
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/nothing"])
def test_no_page_of_the_framework_is_served(to, path):
    assert to(None).asks("GET", path).status_code == 404
