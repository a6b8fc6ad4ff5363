"""Two assessors, a learner and a team leader at one call, from blind marking to sign-off, each in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.assessment import Person, standing_of
from observe.io import document
from observe.services.opened_call import subject_of
from observe.store import open_store
from tests.browser.seats import UNIT, Seat, unheard, witness

ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
CALL = "delivery_mishandled"


@pytest.fixture
def served(served_anew):
    return served_anew


@pytest.fixture
def call(served):
    """The call, and what the machine found on it for the unit."""
    number = served.calls[CALL]
    with open_store(served.folder, database="") as store:
        return number, document.loads(store.observations.document(number))


def sent(seat: Seat) -> bytes:
    return b"".join(frame if isinstance(frame, bytes) else frame.encode() for frame in seat.received)


def test_two_assessors_a_learner_and_a_team_leader_go_from_blind_marking_to_sign_off(seat, served, call):
    number, seen = call

    # Ada says who she is, is remembered, and opens the assessment: blind.
    ada = seat(None)
    ada.page.goto(f"{served.url}/review?call={number}&unit={UNIT.id}")
    ada.page.locator(".observe .mark").first.wait_for()
    asked = ada.page.get_by_test_id("stPopoverBody")
    ada.page.get_by_role("button", name="Who are you?").click()
    asked.get_by_label("Your name").fill(ADA.name)
    ada.chooses(asked.get_by_label("What you are here to do"), "Assessor")
    asked.get_by_role("button", name="Continue").click()
    expect(ada.page.get_by_role("button", name="Ada Assessor, assessor")).to_be_visible()
    expect(ada.page.locator(".observe .mark")).to_have_count(0)
    ada.received.clear()
    ada.opens(number)  # a new visit
    expect(ada.page.get_by_role("button", name="Ada Assessor, assessor")).to_be_visible()
    ada.page.get_by_label("Learner: whose work is it?").fill(LEE.name)
    ada.page.get_by_role("button", name="Open the assessment").click()
    ada.stage("Not begun")

    # Nothing of what the machine found is on her page, nor was any of it sent.
    expect(ada.page.locator(".observe .mark, .observe .quote, .observe .chip")).to_have_count(0)
    told = sent(ada)
    assert seen.recording.file.encode() in told
    for finding in (each for each in seen.findings if each.scheme == UNIT.id):
        assert finding.because.encode() not in told
    for cue in seen.cues:
        assert cue.id.encode() not in told

    # Ben begins before Ada has decided anything.
    ben = seat(BEN)
    ben.opens(number)
    expect(ben.point(1)).to_be_visible()
    expect(ben.page.locator(".observe .mark")).to_have_count(0)

    # The sound plays on while Ada marks a moment, adds it to a point, types and saves.
    ada.page.locator(".observe .turn-head").nth(1).click()
    audio = witness(ada.page)
    ada.page.get_by_role("button", name="Mark a moment").click()
    begun = audio.evaluate("audio => audio.currentTime")
    later = [audio.element_handle(), begun + 1.5]
    ada.page.wait_for_function("([audio, time]) => audio.currentTime > time", arg=later)
    ada.page.get_by_role("button", name="End the moment").click()
    marked = ada.page.locator(".st-key-by-hand")
    expect(marked).to_contain_text("Moments that you marked: 1")
    marked.get_by_role("button", name="1", exact=True).click()
    expect(ada.point(1)).to_contain_text("Moments that you marked:")
    ada.decides(1, "Met", "He says what went wrong in the customer's own words")
    unheard(audio)

    # The suggestion of that point alone is now beside the decision.
    expect(ada.point(1)).to_contain_text("Your decision: ✓ Met")
    expect(ada.point(2)).to_contain_text("hidden until you have said what you think")
    expect(ada.page.locator(".observe .mark")).to_have_count(0)

    # Ben decides the same point otherwise: he is told, and both decisions are kept.
    ben.decides(1, "Not yet", "Only after being asked twice")
    expect(ben.page.get_by_text("Meanwhile Ada Assessor decided point 1: met")).to_be_visible()
    marks = standing(served, seen).points[UNIT.criteria[0].id]
    assert (marks.mark_of(ADA.name).decision, marks.mark_of(BEN.name).decision) == ("met", "not_yet")
    assert [moment.cue for moment in marks.mark_of(ADA.name).evidence] == [None]

    # With the last point decided the cues come, and the sound has never stopped.
    for place in (2, 3, 4):
        ada.decides(place, "Not yet", f"Not heard, {place}")
    expect(ada.page.locator(".observe .mark").first).to_be_visible()
    unheard(audio)
    ada.page.get_by_label("Feedback to the learner").fill("Say when you will call back.")
    ada.page.get_by_role("button", name="Give feedback").click()
    expect(ada.page.get_by_text("The feedback is saved")).to_be_visible()
    ada.signs(ADA.name)
    ada.stage("Signed by the assessor")

    # Lee finds the call among his own, marks himself, compares, and disputes a point.
    lee = seat(LEE)
    lee.page.goto(served.url)
    expect(lee.page.get_by_role("heading", name="My calls")).to_be_visible()
    lee.page.get_by_role("link", name="Review").last.click()
    lee.page.locator(".observe").wait_for()
    expect(lee.page.get_by_test_id("stText").get_by_text("Say when you will call back.")).to_be_visible()
    link = lee.point(1).get_by_role("link").first  # where it could have been said
    start = float(link.get_attribute("href").removeprefix("#t=").partition(",")[0])
    link.click()
    lee.page.wait_for_function(
        "([audio, start]) => !audio.paused && audio.currentTime >= start && audio.currentTime < start + 20",
        arg=[lee.page.locator(".observe audio").element_handle(), start],
    )
    lee.decides(2, "Met", "I gave two ways out")
    expect(lee.point(2)).to_contain_text("Ada Assessor")
    expect(lee.point(2)).to_contain_text("Not heard, 2")
    lee.page.get_by_text("Dispute a point").click()
    lee.chooses(lee.page.get_by_label("Which point?"), UNIT.criteria[1].text[:30])
    lee.page.get_by_label("Why should the assessor look again?").fill("I offered a refund <b>and</b> a new one")
    lee.page.get_by_role("button", name="Send it back to the assessor").click()
    lee.stage("Disputed by the learner")

    # Ada looks again; Quinn returns a point with an action; Ada answers; Quinn accepts.
    ada.opens(number)
    expect(ada.point(2)).to_contain_text(
        "Lee Learner disputes this point: I offered a refund <b>and</b> a new one"
    )
    ada.decides(2, "Met", "Heard on listening again")
    ada.signs(ADA.name)
    quinn = seat(QUINN)
    quinn.opens(number)
    expect(quinn.point(1)).to_contain_text("Ben Assessor")
    about = quinn.page.get_by_role("combobox", name="About", exact=True)
    quinn.chooses(about, UNIT.criteria[2].text[:30])
    quinn.page.get_by_label("What is the assessor to do?").fill("Name the moment")
    quinn.page.get_by_role("button", name="Return to the assessor").click()
    quinn.stage("Returned by quality assurance")
    ada.opens(number)
    expect(ada.point(3)).to_contain_text("Quinn Leader returned this point: Name the moment")
    ada.decides(3, "Not yet", "At the second question he talks of something else")
    ada.signs(ADA.name)
    quinn.opens(number)
    quinn.page.get_by_role("button", name="Accept", exact=True).click()
    quinn.stage("Signed off")
    assert standing(served, seen).stage == "signed_off"


def test_what_was_begun_is_there_after_a_reload_and_in_another_browser(seat, served, call):
    number, _ = call
    ada = seat(ADA)
    ada.opens(number)
    ada.page.get_by_label("Learner: whose work is it?").fill(LEE.name)
    ada.page.get_by_role("button", name="Open the assessment").click()
    ada.stage("Not begun")
    ada.point(2).get_by_role("radiogroup", name="Point 2").get_by_text("Not yet", exact=True).click()
    ada.point(2).get_by_label("Your reason for point 2").fill("She has to ask him twice")
    ada.point(2).get_by_label("Your reason for point 2").press("Tab")
    expect(ada.point(2)).to_contain_text("Not saved yet")
    ada.page.reload()
    elsewhere = seat(ADA)
    elsewhere.opens(number)
    for seen in (ada, elsewhere):
        expect(seen.point(2).get_by_role("radio", name="Not yet")).to_be_checked()
        expect(seen.point(2).get_by_label("Your reason for point 2")).to_have_value("She has to ask him twice")
        expect(seen.point(2)).to_contain_text("Your decision: none yet")
    elsewhere.point(2).get_by_role("button", name="Discard").click()
    expect(elsewhere.point(2)).not_to_contain_text("Not saved yet")
    expect(elsewhere.point(2).get_by_label("Your reason for point 2")).to_have_value("")
    expect(elsewhere.point(2).get_by_role("radio", name="Not yet")).not_to_be_checked()


def standing(served, seen):
    subject = subject_of(seen, UNIT)
    with open_store(served.folder, database="") as store:
        return standing_of(subject, UNIT.criterion_ids, store.assessments.entries(subject))
