"""Assessing a call on the review page, each person as they are, without a browser."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Decided, Mark, Moment, Opened, Person, SelfMarked, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.errors import ConsentInvalid
from observe.io import document
from observe.schemes import load
from observe.store import open_store
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.evidence_record import made
from tests.support.pages import player_of

ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
UNIT = load("resolve-problems")
POINTS = tuple(criterion.id for criterion in UNIT.criteria)
HEARD = "HEARD BY THE MACHINE"


@pytest.fixture
def call(seeded, empty):
    return _Call(empty, seeded["billing_resolved"])


class _Call:
    """One call in the store, and the page on which each person sees it."""

    def __init__(self, folder, number):
        self.folder, self.number = folder, number
        with open_store(folder, database="") as store:
            self.subject = Subject(store.observations.get(number).sha256, UNIT.id, UNIT.version)

    def as_seen_by(self, person):
        app = AppTest.from_string(
            "from observe.ui.pages import PAGES\n"
            "next(show for show, about in PAGES if about['url_path'] == 'review')()\n",
            default_timeout=180,
        )
        app.session_state["person"] = person
        app.query_params["call"] = str(self.number)
        app.query_params["unit"] = UNIT.id
        app.run()
        assert not app.exception
        return app

    def does(self, person, event):
        with open_store(self.folder, database="") as store:
            return store.assessments.add(self.subject, self.number, person, event, criteria=POINTS)

    @property
    def standing(self):
        with open_store(self.folder, database="") as store:
            return standing_of(self.subject, POINTS, store.assessments.entries(self.subject))

    def opened(self, *, blind=True):
        self.does(ADA, Opened(LEE.name, ADA.name, blind, "late bill"))
        return self

    def decided(self, person, points=POINTS):
        for name in points:
            self.does(person, Decided(Mark(name, "met", "heard it", (Moment(1.0, 2.0, "hello"),))))
        return self

    def signed(self):
        self.opened().decided(ADA)
        self.does(ADA, Signed(ADA.name, seal(self.subject, self.standing.marks_of(ADA.name))))
        return self


def said(app):
    kinds = ("title", "subheader", "markdown", "caption", "info", "error", "warning", "success", "text")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def button(app, label):
    return next(each for each in app.button if each.label == label)


def widget(app, kind, ending):
    return next(each for each in app.get(kind) if each.key and each.key.endswith(ending))


def decide(app, place, decision="met", comment="I heard it"):
    name = POINTS[place]
    widget(app, "radio", f"{name}-decision").set_value(decision)
    widget(app, "text_area", f"{name}-comment").set_value(comment)
    button(app, f"Save point {UNIT.criteria[place].number}").click()
    app.run()
    assert not app.exception


def test_an_assessor_opens_an_assessment_blind_unless_they_say_otherwise(call):
    app = call.as_seen_by(ADA)
    assert player_of(app)["cues"] == []
    widget(app, "text_input", "open-learner").set_value("Lee  Learner")
    button(app, "Open the assessment").click()
    app.run()
    assert call.standing.opening == Opened("Lee Learner", "Ada Assessor", True, "")


def test_while_blind_nothing_of_what_the_machine_found_reaches_the_page(call):
    with open_store(call.folder, database="") as store:
        seen = document.loads(store.observations.document(call.number))
    app = call.opened().as_seen_by(ADA)
    sent = json.dumps(player_of(app)) + said(app)
    assert player_of(app)["cues"] == []
    assert player_of(app)["units"] == []
    assert not [finding for finding in seen.findings if finding.because in sent]
    assert not [cue for cue in seen.cues if cue.id in sent or cue.because in sent]
    assert not app.get("download_button")
    assert "hidden until you have decided" in player_of(app)["hidden"]
    assert len(player_of(app)["turns"]) == len(seen.turns)


def test_a_decision_reveals_the_suggestion_of_its_own_point_alone(call):
    app = call.opened().as_seen_by(ADA)
    decide(app, 0)
    assert call.standing.marks_of(ADA.name) == {POINTS[0]: Mark(POINTS[0], "met", "I heard it")}
    (unit,) = player_of(app)["units"]
    assert [point["id"] for point in unit["points"]] == [POINTS[0]]
    assert player_of(app)["cues"] == []


def test_everything_is_shown_once_every_point_is_decided(call):
    app = call.opened().decided(ADA).as_seen_by(ADA)
    assert len(player_of(app)["cues"]) > 5
    assert [unit["id"] for unit in player_of(app)["units"]] == [UNIT.id]


def test_moments_put_forward_are_accepted_or_struck_one_by_one(call):
    call.opened(blind=False)
    app = call.as_seen_by(ADA)
    groups = [each for each in app.get("button_group") if "-moment-" in (each.key or "")]
    point = next(name for name in POINTS if sum(f"-{name}-moment-" in each.key for each in groups) >= 2)
    first, second = [each for each in groups if f"-{point}-moment-" in each.key][:2]
    first.set_value("accept")
    second.set_value("strike")
    decide(app, POINTS.index(point), comment="")
    mark = call.standing.marks_of(ADA.name)[point]
    assert [moment.cue for moment in mark.evidence] == [first.key.partition("-moment-")[2]]
    assert [moment.cue for moment in mark.struck] == [second.key.partition("-moment-")[2]]


def test_what_may_not_be_done_is_said_in_words_and_nothing_is_kept(call):
    app = call.opened().as_seen_by(ADA)
    decide(app, 0, comment="")
    assert "neither evidence nor a reason" in app.error[0].value
    assert call.standing.marks_of(ADA.name) == {}
    button(app, f"Save point {UNIT.criteria[1].number}").click()
    app.run()
    assert "choose met, not yet or not applicable" in app.error[0].value


def test_a_decision_taken_back_stays_in_the_history(call):
    app = call.opened().as_seen_by(ADA)
    decide(app, 0)
    button(app, "Take back").click()
    app.run()
    assert call.standing.marks_of(ADA.name) == {}
    assert "(taken back)" in said(app)
    button(app, "Bring it back").click()
    app.run()
    assert len(call.standing.marks_of(ADA.name)) == 1


def test_the_second_of_two_at_once_is_told_and_nothing_is_lost(call):
    app = call.opened().as_seen_by(BEN)
    call.decided(ADA, POINTS[:1])
    decide(app, 0, "not_yet", "Too late")
    assert "Meanwhile Ada Assessor decided point 1\\: met" in app.warning[0].value
    point = call.standing.points[POINTS[0]]
    assert (point.mark_of(ADA.name).decision, point.mark_of(BEN.name).decision) == ("met", "not_yet")


def test_a_learner_is_told_nothing_of_decisions_that_nobody_has_signed(call):
    app = call.opened().as_seen_by(LEE)
    call.decided(ADA, POINTS[:1])
    decide(app, 0, "not_yet", "I was late")
    assert not app.warning
    assert "heard it" not in said(app)


def test_what_was_there_before_one_came_is_no_news(call):
    app = call.opened().decided(ADA, POINTS[:1]).as_seen_by(BEN)
    decide(app, 0, "not_yet", "Too late")
    assert not app.warning


def test_signing_asks_for_ones_own_name_and_every_point(call):
    app = call.opened().decided(ADA).as_seen_by(ADA)
    widget(app, "text_input", "-signature").set_value("Ben Assessor")
    button(app, "Sign these decisions").click()
    app.run()
    assert "Type your own name" in app.error[0].value
    widget(app, "text_input", "-signature").set_value("ada assessor")
    button(app, "Sign these decisions").click()
    app.run()
    assert call.standing.stage == "signed"
    assert "It holds" in said(app)
    decide(app, 0, "not_yet", "on second thoughts")
    assert "no longer holds" in said(app)


def test_a_learner_sees_own_calls_alone(call):
    call.opened()
    other = call.as_seen_by(Person("Mia", "learner"))
    assert not other.get("bidi_component")
    assert "not here" in said(other) or "not one of yours" in said(other) or "No call of yours" in said(other)
    assert call.as_seen_by(LEE).get("bidi_component")


def test_a_learner_marks_first_and_then_compares(call):
    app = call.signed().as_seen_by(LEE)
    decide(app, 0, "not_yet", "I was unsure")
    assert call.standing.self_marks[POINTS[0]].comment == "I was unsure"
    assert "**Ada Assessor, " in said(app)


def test_a_learner_disputes_a_point_with_a_reason(call):
    app = call.signed().as_seen_by(LEE)
    widget(app, "selectbox", "dispute-point").set_value(POINTS[1])
    button(app, "Send it back to the assessor").click()
    app.run()
    assert "without a reason" in app.error[0].value
    widget(app, "text_area", "dispute-reason").set_value("I did say it <b>twice</b>")
    button(app, "Send it back to the assessor").click()
    app.run()
    assert call.standing.stage == "disputed"
    assert "disputes this point: I did say it \\<b\\>twice" in said(call.as_seen_by(ADA))


def test_a_team_leader_returns_with_an_action_and_accepts(call):
    app = call.signed().as_seen_by(QUINN)
    button(app, "Return to the assessor").click()
    app.run()
    assert "without an action" in app.error[0].value
    widget(app, "text_area", "check-action").set_value("Add the moment of the apology")
    button(app, "Return to the assessor").click()
    app.run()
    assert call.standing.stage == "returned"
    button(app, "Undo my last step").click()
    app.run()
    button(app, "Accept").click()
    app.run()
    assert call.standing.stage == "signed_off"


def test_a_team_leader_decides_nothing(call):
    app = call.opened().as_seen_by(QUINN)
    assert not [each for each in app.button if each.label.startswith("Save point")]
    assert len(player_of(app)["cues"]) > 5


def test_a_call_is_shown_whole_to_somebody_without_a_name_who_is_asked_before_deciding(call):
    app = call.opened().as_seen_by(None)
    assert len(player_of(app)["cues"]) > 5
    widget(app, "text_input", "name-review").set_value("Ada Assessor")
    widget(app, "selectbox", "duty-review").set_value("assessor")
    button(app, "Continue").click()
    app.run()
    assert player_of(app)["cues"] == []
    assert button(app, f"Save point {UNIT.criteria[0].number}")


def test_self_marks_are_kept_from_an_assessor_who_has_not_decided(call):
    call.opened()
    call.does(LEE, SelfMarked(Mark(POINTS[0], "met", HEARD)))
    app = call.as_seen_by(ADA)
    assert HEARD not in said(app)
    decide(app, 0)
    assert HEARD in said(app)


def test_the_evidence_record_is_offered_when_all_it_holds_may_be_seen(call):
    def offers(person):
        labels = [each.label for each in call.as_seen_by(person).get("download_button")]
        return "To edit and sign (DOCX)" in labels

    call.opened()
    assert [offers(ADA), offers(LEE), offers(QUINN)] == [False, False, True]
    call.decided(ADA)
    assert [offers(ADA), offers(LEE), offers(BEN)] == [True, False, False]
    call.does(ADA, Signed(ADA.name, seal(call.subject, call.standing.marks_of(ADA.name))))
    assert offers(LEE)


def test_the_evidence_record_holds_the_decisions_and_is_refused_once_consent_is_withdrawn(call):
    call.signed()
    with open_store(call.folder, database="") as store:
        row = store.observations.get(call.number)
        seen = document.loads(store.observations.document(call.number))
    desk = Desk(row, seen, UNIT, ADA)
    assert made(desk, ADA.key, "docx").startswith(b"PK")
    assert "heard it" in made(desk, ADA.key, "csv").decode()
    with open_store(call.folder, database="") as store:
        store.recordings.withdraw(call.subject.sha256, "Sam")
    with pytest.raises(ConsentInvalid, match="consent was withdrawn"):
        made(desk, ADA.key, "csv")


def test_a_learner_is_given_headings_for_the_reflective_account(call):
    app = call.opened().as_seen_by(LEE)
    assert "Headings and moments to write from" in [each.label for each in app.get("download_button")]


def test_an_assessment_begun_by_an_earlier_version_of_the_unit_goes_on_by_it(call):
    call.subject = Subject(call.subject.sha256, UNIT.id, "0.9")
    call.opened().decided(ADA, POINTS[:1])
    assert call.as_seen_by(LEE).get("bidi_component")
    app = call.as_seen_by(ADA)
    decide(app, 1)
    assert set(call.standing.marks_of(ADA.name)) == {*POINTS[:2]}


def test_common_mistakes_are_listed_with_their_moments_and_hidden_as_the_cues_are(seeded, empty):
    call = _Call(empty, seeded["delivery_mishandled"])

    def listed(person):
        return [box for box in call.as_seen_by(person).expander if box.label.startswith("Common mistakes")]

    call.opened()
    assert not listed(ADA)
    (box,) = listed(QUINN)
    assert any("](#t=" in line.value for line in box.markdown)
