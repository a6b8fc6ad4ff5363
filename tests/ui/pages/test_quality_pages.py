"""An assessor's desk, spot checks, agreement and the portfolio, without a browser, where people have worked."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import (
    Checked,
    Disputed,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
)
from observe.schemes import load
from observe.services.calls import list_cases, with_analyses
from observe.store import open_store
from observe.ui.words.portfolio import account
from tests.support.pages import said

UNIT = load("resolve-problems")
POINTS = [criterion.id for criterion in UNIT.criteria]
ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
HOSTILE = "<img src=x> [x](javascript:hit) :red[y] **b**"


def page_for(name, person, shows="page"):
    said = f"Person({person.name!r}, {person.duty!r})" if person else "None"
    app = AppTest.from_string(
        "import streamlit as st\n"
        "from observe.assessment import Person\n"
        f"from observe.ui.pages import {name}\n"
        f"st.session_state['person'] = {said}\n"
        f"{name}.{shows}()\n",
        default_timeout=60,
    )
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", ["to_mark", "spot_check", "agreement", "portfolio", "learners", "quality"])
@pytest.mark.parametrize("person", [None, ADA, LEE, QUINN], ids=["nobody", "assessor", "learner", "leader"])
def test_every_page_says_what_to_do_where_there_is_nothing_yet(empty, name, person):
    app = page_for(name, person)
    assert app.get("info")
    assert not app.table


def test_calls_that_nobody_opened_are_offered_to_an_assessor(desk):
    text = said(page_for("to_mark", ADA))
    assert "New calls (3)" in text
    assert "Open it for a learner" in text


def test_the_desk_tells_what_to_do_with_each_call_the_most_pressing_first(desk):
    desk.signed("billing_resolved")
    desk.does("billing_resolved", QUINN, Checked("returned", POINTS[1], "Add the moment", due=date(2020, 1, 2)))
    desk.signed("delivery_mishandled")
    desk.does("delivery_mishandled", LEE, Disputed(POINTS[0], HOSTILE))
    desk.opens("garden_enquiry")
    desk.decides("garden_enquiry", points=POINTS[:3])
    app = page_for("to_mark", ADA)
    assert [head.value for head in app.header] == ["Returned (1)", "Disputed (1)", "Begun (1)"]
    text = said(app)
    assert "Point 2: Add the moment (asked by Quinn Leader)" in text
    assert "by 2 January 2020 — **the day is past**" in text
    assert "\\<img src\\=x\\>" in "".join(element.value for element in app.markdown)
    assert f"3 of {len(POINTS)} points decided" in text
    assert "Go on with point 4" in text
    queries = {link.proto.query_string for link in app.get("page_link")}
    assert f"call={desk.calls['garden_enquiry']}&unit={UNIT.id}" in queries


def test_another_assessors_calls_are_not_on_the_desk(desk):
    desk.opens("billing_resolved", assessor=BEN)
    assert "billing" not in said(page_for("to_mark", ADA))


def test_a_desk_on_which_everything_is_signed_says_so(desk):
    for stem in desk.calls:
        desk.signed(stem)
    assert "Nothing waits for you" in said(page_for("to_mark", ADA))


def test_the_queue_tells_reasons_and_where_to_listen(desk):
    desk.signed("delivery_mishandled")
    text = said(page_for("spot_check", QUINN))
    assert "signed by Ada Assessor" in text
    assert "The assessor's decision differs from the suggestion" in text
    assert "New as an assessor" in text
    assert f"](/recordings/{desk.calls['delivery_mishandled']}/audio#t=" in text


def test_a_team_leader_returns_a_point_with_an_action_and_a_day(desk):
    desk.signed("delivery_mishandled")
    app = page_for("spot_check", QUINN)
    (about,) = (box for box in app.selectbox if box.label == "About")
    about.set_value(POINTS[2])
    app.text_area[0].set_value("Listen to 01:10 again")
    app.date_input[0].set_value(date(2026, 4, 1))
    next(button for button in app.button if button.label == "Return").click().run()
    assert not app.exception
    standing = desk.standing("delivery_mishandled")
    event = standing.points[POINTS[2]].returned.event
    assert (event.action, event.due, standing.stage) == ("Listen to 01:10 again", date(2026, 4, 1), "returned")
    assert standing.history[-1].by == QUINN


def test_a_return_without_an_action_is_refused_in_words_and_nothing_is_kept(desk):
    desk.signed("delivery_mishandled")
    app = page_for("spot_check", QUINN)
    before = desk.standing("delivery_mishandled").last
    next(button for button in app.button if button.label == "Return").click().run()
    assert "without an action" in app.error[0].value
    assert desk.standing("delivery_mishandled").last == before


def test_accepting_the_whole_signs_it_off(desk):
    desk.signed("billing_resolved")
    app = page_for("spot_check", QUINN)
    next(button for button in app.button if button.label == "Accept").click().run()
    assert desk.standing("billing_resolved").stage == "signed_off"
    assert "No signed call gives a reason for a look" in said(app)


def test_the_sample_stands_beside_its_plan_and_follows_the_word(desk):
    for stem in desk.calls:
        desk.signed(stem)
    app = page_for("spot_check", QUINN)
    app.segmented_control(key="which").set_value("Random sample").run()
    assert "**1 drawn:** 10 % of the calls that each assessor signed in" in said(app)
    app.number_input(key="share").set_value(100).run()
    assert "**3 drawn:**" in said(app)
    app.text_input(key="word").set_value("owl").run()
    assert "drawn with the word “owl”" in said(app)


def test_agreement_shows_figures_with_what_they_rest_on(desk):
    desk.signed("billing_resolved")
    desk.decides("billing_resolved", BEN, "not_yet", POINTS[:3])
    desk.decides("billing_resolved", BEN, "met", POINTS[3:])
    desk.does("billing_resolved", QUINN, Checked("accepted"))
    app = page_for("agreement", QUINN)
    machine, people, checked = (table.value for table in app.table[:3])
    assert people.iloc[0]["Points"] == str(len(POINTS))
    assert people.iloc[0]["Decided alike"] == f"{100 * (len(POINTS) - 3) / len(POINTS):.0f} %"
    assert people.iloc[0]["Kappa"].startswith("0.00")
    assert people.iloc[1]["Kappa"] == "0.00 (no interval: fewer than 5 calls)"
    assert checked.iloc[0]["Kappa"] == "not defined: only one decision was ever given"
    assert int(machine.iloc[0]["Calls"]) == 1
    text = said(app)
    assert f"**The same moments:** 100 % of {2 * (len(POINTS) - 3)} moments" in text
    assert "Too little to say anything" in text
    assert app.get("vega_lite_chart")


def test_each_point_is_shown_out_of_its_occasions_and_beside_it_the_calls_without_one(desk):
    desk.signed("billing_resolved")
    desk.signed("delivery_mishandled")
    app = page_for("agreement", QUINN)
    (table,) = [one.value for one in app.table if "Calls without an occasion" in one.value.columns]
    for _, row in table.iterrows():
        occasions = int(row["Shown"].split(" of ")[1]) if " of " in row["Shown"] else 0
        assert occasions + int(row["Calls without an occasion"]) == 2
    assert len(table)
    assert not any("total" in row["Point"].lower() for _, row in table.iterrows())
    assert "Month by month" in [header.value for header in app.header]


def test_what_was_not_marked_blind_is_left_out_unless_asked_for(desk):
    desk.does("billing_resolved", ADA, Opened(LEE.name, ADA.name, blind=False))
    desk.decides("billing_resolved")
    app = page_for("agreement", QUINN)
    assert "decided with the suggestion in view" in said(app)
    app.toggle(key="blind").set_value(False).run()
    assert app.table[0].value.iloc[0]["Calls"] == "1"


def test_a_learner_sees_their_own_portfolio_and_only_what_is_signed(desk):
    desk.signed("billing_resolved")
    desk.opens("delivery_mishandled", scenario="parcel lost")
    desk.decides("delivery_mishandled", decision="not_yet")
    desk.opens("garden_enquiry", learner="Someone Else")
    app = page_for("portfolio", LEE)
    assert not [box for box in app.selectbox if box.label == "Learner"]
    matrix = app.table[0].value
    assert matrix.shape == (len(POINTS), 3)
    text = said(app)
    assert "✓ met, 1 moment" in text
    assert "not yet" not in "\n".join(matrix.astype(str).to_numpy().ravel())
    assert "Record a call with a problem to deal with." in text
    assert [button.label for button in app.get("download_button")] == ["Download the page"]


def test_an_assessor_chooses_the_learner_and_sees_gaps_and_proofs(desk):
    desk.signed("billing_resolved")
    desk.opens("garden_enquiry", learner="Zoe Learner")
    app = page_for("portfolio", ADA)
    (box,) = (box for box in app.selectbox if box.label == "Learner")
    assert box.options == ["Lee Learner", "Zoe Learner"]
    text = said(app)
    assert "0 of the" in text
    assert "Met on 1 signed call; 2 are asked for." in text
    assert "The recording's sha256 is" in text
    assert not app.get("download_button")


def test_the_rules_of_the_centre_change_what_is_missing(desk):
    desk.signed("billing_resolved")
    app = page_for("portfolio", ADA)
    app.number_input(key="calls").set_value(1).run()
    assert not app.exception
    recordable = sum(1 for criterion in UNIT.criteria if criterion.heard != "not_on_recording")
    assert f"{recordable} of the {recordable} points" in said(app)


def test_the_scaffold_holds_the_learners_own_moments_and_nothing_they_may_not_see_yet(desk):
    desk.opens("billing_resolved")
    moment = Moment(61.0, 63.0, HOSTILE)
    desk.does("billing_resolved", LEE, SelfMarked(Mark(POINTS[0], "met", "", (moment,))))
    with open_store(desk.folder, database="") as store:
        (case,) = with_analyses(store, list_cases(store))
    text = account(LEE, case)
    assert "01:01–01:03" in text
    assert not re.search(r"(?<!\\)[<\[]", text)
    hidden = [cue.quote for cue in case.latest.cues]
    assert hidden
    assert not any(quote in text for quote in hidden)


def test_where_consent_was_withdrawn_no_quote_is_shown_and_decisions_stay(desk):
    desk.signed("delivery_mishandled")
    with open_store(desk.folder, database="") as store:
        store.recordings.withdraw(store.observations.get(desk.calls["delivery_mishandled"]).sha256, "Sam")
    app = page_for("spot_check", QUINN)
    text = said(app)
    assert "/audio#t=" not in text
    assert "signed by Ada Assessor" in text
    portfolio = said(page_for("portfolio", ADA))
    assert "consent for it no longer stands" in portfolio


def test_a_decision_keeps_the_analysis_it_was_made_on_beside_the_newest(desk, billing):
    desk.opens("billing_resolved")
    desk.decides("billing_resolved", points=POINTS[:1])
    with open_store(desk.folder, database="") as store:
        between, newest = (store.observations.add(billing).id for _ in range(2))
        (case,) = with_analyses(store, list_cases(store))
    assert [one.observation for one in case.analysed] == [desk.calls["billing_resolved"], newest]
    assert between not in {one.observation for one in case.analysed}


def test_an_assessor_chooses_a_learner_and_sees_each_picture_with_its_table_and_file(desk):
    desk.signed("billing_resolved")
    desk.opens("garden_enquiry")
    desk.opens("delivery_mishandled", learner="Zoe Learner")
    app = page_for("learners", ADA)
    (box,) = (box for box in app.selectbox if box.label == "Learner")
    assert box.options == ["Lee Learner", "Zoe Learner"]
    assert len(app.get("vega_lite_chart")) == 4
    assert [button.label for button in app.get("download_button")] == ["Download as PNG"] * 4
    assert [expander.label for expander in app.expander] == ["As a table"] * 4
    text = said(app)
    assert "2 calls, the newest first." in text
    assert "signed by the assessor" in text
    assert f"(/review?call={desk.calls['billing_resolved']})" in text
    assert "In 1 of these calls the machine's cues are hidden until you have decided every point" in text
    box.select("Zoe Learner").run()
    assert not app.exception
    assert "1 call, the newest first." in said(app)


def test_no_quote_of_an_undecided_call_is_sent_to_an_assessor(desk):
    desk.opens("delivery_mishandled")
    with open_store(desk.folder, database="") as store:
        number = desk.calls["delivery_mishandled"]
        quotes = [moment.quote for moment in store.observations.moments([number])[number] if moment.quote]
    app = page_for("learners", ADA)
    sent = "".join(str(chart.proto) for chart in app.get("vega_lite_chart")) + said(app)
    assert "Hidden until you have decided" in sent
    assert quotes
    assert not any(quote in sent for quote in quotes)
    desk.decides("delivery_mishandled")
    sent = "".join(str(chart.proto) for chart in page_for("learners", ADA).get("vega_lite_chart"))
    assert any(quote in sent for quote in quotes)


def test_a_learner_sees_the_same_pictures_of_their_own_calls_alone(desk):
    desk.signed("billing_resolved")
    desk.opens("garden_enquiry", learner="Someone Else")
    app = page_for("learners", LEE, "progress")
    assert len(app.get("vega_lite_chart")) == 4
    text = said(app)
    assert "My progress" in text
    assert "1 call, the newest first." in text
    assert "garden" not in text


@pytest.mark.parametrize("person", [None, ADA, QUINN], ids=["nobody", "assessor", "leader"])
def test_my_progress_is_for_learners(empty, person):
    assert page_for("learners", person, "progress").get("info")


def test_a_learner_without_a_call_is_told_who_opens_one(empty):
    assert "Your assessor opens it for you" in said(page_for("learners", LEE, "progress"))


def test_without_any_kind_of_cue_the_page_says_what_to_choose(desk):
    desk.signed("billing_resolved")
    app = page_for("learners", ADA)
    app.multiselect(key="kinds").set_value([]).run()
    assert not app.exception
    assert "Choose at least one kind of cue" in said(app)
    assert len(app.get("vega_lite_chart")) == 2


def test_a_team_leader_sees_which_calls_are_worth_their_time_and_why(desk):
    desk.signed("delivery_mishandled")
    desk.does("delivery_mishandled", LEE, Disputed(POINTS[0], HOSTILE))
    app = page_for("quality", QUINN)
    assert len(app.get("vega_lite_chart")) == 3
    text = said(app)
    assert re.search(r"Calls worth your time \(\d of 3\)", text)
    assert "The customer's upset goes unanswered" in text
    assert re.search(rf"\[Review at \d\d:\d\d\]\(/review\?call={desk.calls['delivery_mishandled']}&t=", text)
    assert "\\<img src\\=x\\>" in "".join(element.value for element in app.markdown)
    app.segmented_control(key="rows").set_value("Units").run()
    app.segmented_control(key="by").set_value("Month").run()
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 3


def test_a_period_without_a_call_says_so(desk):
    app = page_for("quality", QUINN)
    app.selectbox(key="period").set_value(7).run()
    assert "There is no call in this time" in said(app)


def test_calls_that_nobody_opened_yet_are_worth_a_look_too(desk):
    text = said(page_for("quality", QUINN))
    assert "The customer's upset goes unanswered" in text
    assert "No call of this time has been opened for marking yet" in text


def test_agreement_is_drawn_with_its_ranges_by_point_and_by_pair(desk):
    cat = Person("Cat Assessor", "assessor")
    desk.signed("billing_resolved")
    desk.decides("billing_resolved", BEN, "not_yet", POINTS)
    desk.decides("billing_resolved", cat, "met", POINTS)
    app = page_for("agreement", QUINN)
    heads = [head.value for head in app.header]
    assert "By point, at a glance" in heads
    assert "Each two assessors" in heads
    assert len(app.get("vega_lite_chart")) == 2
    app.segmented_control(key="measure-points").set_value("Kappa").run()
    assert not app.exception
    assert "Kappa over all points" in said(app)
