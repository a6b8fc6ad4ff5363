"""What somebody chose or typed and has not saved is there when they come back, and for nobody else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Person, Subject
from observe.schemes import load
from observe.store import open_store
from observe.ui import player
from tests.support.pages import said

CALL = "billing_resolved"
UNIT = load("resolve-problems")
POINTS = [criterion.id for criterion in UNIT.criteria]
ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")
BEN, QUINN = Person("Ben Assessor", "assessor"), Person("Quinn Leader", "team_leader")
FIRST = UNIT.criteria[0]


def seen_by(desk, person):
    """The call's page as somebody opens it anew."""
    app = AppTest.from_string(
        "from observe.ui.pages import PAGES\n"
        "next(show for show, about in PAGES if about['url_path'] == 'review')()\n",
        default_timeout=180,
    )
    app.session_state["person"] = person
    app.query_params["call"] = str(desk.calls[CALL])
    app.query_params["unit"] = UNIT.id
    return ran(app)


def ran(app):
    app.run()
    assert not app.exception
    return app


def named(app, kind, ending):
    return next(each for each in app.get(kind) if each.key and each.key.endswith(ending))


def choice(app, name=FIRST.id):
    return named(app, "radio", f"{name}-decision")


def reason(app, name=FIRST.id):
    return named(app, "text_area", f"{name}-comment")


def press(app, label):
    next(each for each in app.button if each.label == label and not each.disabled).click()
    return ran(app)


def shapes(app):
    """How many elements each point has to press and to read: what shifts the page when it comes or goes."""
    points = [key for key in (each.key or "" for each in app.button) if key.endswith("-discard")]
    return len(points), len(app.caption), len(app.button)


def kept(desk, person):
    with open_store(desk.folder, database="") as store:
        row = store.observations.get(desk.calls[CALL])
        return store.drafts.of(Subject(row.sha256, UNIT.id, UNIT.version), person)


@pytest.fixture
def begun(desk):
    """Ada has chosen and typed, and closed the page without saving."""
    desk.opens(CALL)
    app = seen_by(desk, ADA)
    choice(app).set_value("not_yet")
    ran(app)
    reason(app).set_value("Only after being asked")
    ran(app)
    return desk


def test_a_choice_and_a_reason_are_there_on_the_next_visit_and_are_no_decision(begun):
    again = seen_by(begun, ADA)
    assert (choice(again).value, reason(again).value) == ("not_yet", "Only after being asked")
    assert "Not saved yet; kept as you go" in said(again)
    assert begun.standing(CALL).marks_of(ADA.name) == {}
    assert (choice(again, POINTS[1]).value, reason(again, POINTS[1]).value) == (None, "")


@pytest.mark.parametrize("other", [BEN, LEE], ids=["another assessor", "the learner"])
def test_nobody_else_sees_it(begun, other):
    app = seen_by(begun, other)
    assert choice(app).value is None
    assert "Only after being asked" not in said(app) + reason(app).value


def test_nothing_moves_under_a_click_when_something_is_begun(desk):
    desk.opens(CALL)
    app = seen_by(desk, ADA)
    before = shapes(app)
    reason(app).set_value("Only after being asked")
    assert shapes(ran(app)) == before


def test_saving_makes_it_a_decision_and_nothing_is_begun_any_more(begun):
    app = press(seen_by(begun, ADA), f"Save point {FIRST.number}")
    assert begun.standing(CALL).marks_of(ADA.name)[FIRST.id].comment == "Only after being asked"
    assert kept(begun, ADA) == {}
    assert "Not saved yet" not in said(app)


def test_discarding_brings_back_what_is_saved(begun):
    app = press(seen_by(begun, ADA), f"Save point {FIRST.number}")
    choice(app).set_value("met")
    ran(app)
    assert "Not saved yet" in said(app)
    app = press(app, "Discard")
    assert (choice(app).value, kept(begun, ADA)) == ("not_yet", {})
    assert begun.standing(CALL).marks_of(ADA.name)[FIRST.id].decision == "not_yet"


def test_choosing_again_what_is_saved_leaves_nothing_begun(begun):
    app = press(seen_by(begun, ADA), f"Save point {FIRST.number}")
    for value in ("met", "not_yet"):
        choice(app).set_value(value)
        ran(app)
    assert kept(begun, ADA) == {}


def test_what_cannot_be_saved_yet_stays_begun(begun):
    app = seen_by(begun, ADA)
    choice(app).set_value("met")
    reason(app).set_value("")
    press(app, f"Save point {FIRST.number}")
    assert "neither evidence nor a reason" in app.error[0].value
    assert choice(seen_by(begun, ADA)).value == "met"


def test_a_moment_taken_or_struck_is_there_on_the_next_visit(desk):
    desk.opens(CALL)
    desk.decides(CALL)  # so that the machine's moments are shown
    app = seen_by(desk, ADA)
    first, second = [each for each in app.get("button_group") if "-moment-" in (each.key or "")][:2]
    first.set_value("accept")
    second.set_value("strike")
    ran(app)
    again = {each.key: each.value for each in seen_by(desk, ADA).get("button_group")}
    assert (again[first.key], again[second.key]) == ("accept", "strike")


def test_a_moment_marked_by_hand_is_there_with_its_points(desk, monkeypatch):
    desk.opens(CALL)
    with monkeypatch.context() as marking:
        marking.setattr(player, "show", lambda data, *, on_moment, **_: on_moment(10.0, 12.5))
        seen_by(desk, ADA)
    app = seen_by(desk, ADA)
    named(app, "button_group", "hand-10.0-12.5").set_value([POINTS[0], POINTS[2]])
    ran(app)
    app = seen_by(desk, ADA)
    assert named(app, "button_group", "hand-10.0-12.5").value == [POINTS[0], POINTS[2]]
    press(app, "Remove")
    assert kept(desk, ADA) == {}


@pytest.mark.parametrize(
    ("person", "widget", "button", "about"),
    [
        (ADA, "-feedback", "Give feedback", "feedback"),
        (LEE, "-dispute-reason", None, "dispute"),
        (QUINN, "-check-action", "Return to the assessor", "return"),
    ],
    ids=["feedback", "why a point is disputed", "what the assessor is to do"],
)
def test_a_text_is_there_on_the_next_visit_until_it_is_given(desk, person, widget, button, about):
    desk.signed(CALL)
    app = seen_by(desk, person)
    named(app, "text_area", widget).set_value("Add the moment")
    ran(app)
    again = seen_by(desk, person)
    assert named(again, "text_area", widget).value == "Add the moment"
    if button:
        press(again, button)
        assert about not in kept(desk, person)


def test_it_is_said_where_nothing_can_be_kept_any_more(begun):
    app = seen_by(begun, ADA)
    with open_store(begun.folder, database="") as store:
        store.recordings.withdraw(store.observations.get(begun.calls[CALL]).sha256, "A. Tutor")
    choice(app).set_value("met")
    ran(app)
    assert "What you have begun could not be kept" in said(app)
