"""An assessor's whole job and a learner's without a mouse: all is reached by Tab, seen, and holds nobody."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.assessment import Opened, Person
from observe.store import open_store
from tests.browser.keys import Keyboard
from tests.browser.seats import UNIT
from tests.support import seeding

ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")
CALL = "billing_resolved"


@pytest.fixture
def served(served_anew):
    return served_anew


def plays(page):
    """Wait until the sound plays; gives it."""
    audio = page.locator(".observe audio")
    page.wait_for_function("audio => !audio.paused && audio.currentTime > 0", arg=audio.element_handle())
    return audio


def decides(keys, number, choice, words):
    """Choose, give a reason and save a point."""
    point = keys.page.get_by_role("radiogroup", name=f"Point {number}")
    keys.to({"Met": "Met", "Not yet": "Met"}[choice])
    assert point.locator(":focus").count() == 1
    keys.press("Space")
    if choice == "Not yet":
        keys.press("ArrowDown")
    expect(point.get_by_role("radio", name=choice)).to_be_checked()
    keys.to(f"Your reason for point {number}")
    keys.type(words)
    keys.to(f"Save point {number}")
    keys.press("Enter")
    expect(keys.page.get_by_text(f"Point {number} is saved.")).to_be_visible()


def test_an_assessor_says_who_they_are_opens_listens_decides_takes_back_and_signs(page, served):
    keys = Keyboard(page)
    page.goto(served.url)
    expect(page.get_by_role("heading", name="Calls", exact=True)).to_be_visible()
    keys.to("Who are you?", most=20)
    assert keys.passed[0] == "Skip to main content"
    keys.press("Enter")
    page.get_by_label("Your name").wait_for()
    keys.to("Your name", most=10)
    keys.type(ADA.name)
    keys.tab()
    keys.press("ArrowDown")
    page.get_by_role("option", name="Assessor").wait_for()
    keys.type("Assessor")
    keys.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)  # the list has closed, and lets go of the focus
    keys.to("Continue", most=60)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="To mark")).to_be_visible()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")

    keys.to("Open", most=40)
    keys.press("Enter")
    page.locator(".observe .turn").first.wait_for()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    keys.to("Play")
    keys.press("Enter")
    audio = plays(page)
    keys.press("n")  # the player's own key, from wherever the focus is in it
    keys.to("Learner: whose work is it?")
    keys.type(LEE.name)
    keys.to("Open the assessment")
    keys.press("Enter")
    expect(page.get_by_text("It is open.")).to_be_visible()
    assert not audio.evaluate("audio => audio.paused && !audio.ended")

    expect(page.get_by_text("Everything that was done")).to_be_visible()  # the last of the panel
    total = page.get_by_role("button", name="Save point").count()
    expect(page.get_by_role("radiogroup")).to_have_count(total)
    decides(keys, 1, "Met", "Heard at the beginning")
    keys.to("Take back")
    keys.press("Enter")
    expect(page.get_by_text("Point 1: taken back.")).to_be_visible()
    keys.to("Your reason for point 1", back=True)
    keys.to("Met", back=True)
    keys.tab(back=True)
    for number in range(1, total + 1):
        decides(keys, number, "Not yet" if number % 2 else "Met", f"Reason {number}")
    keys.to("Type your name to sign")
    keys.type(ADA.name)
    keys.press("Enter")
    keys.to("Sign these decisions")
    keys.press("Enter")
    expect(page.get_by_text("It holds.")).to_be_visible()
    assert (keys.unseen, keys.stuck) == ([], [])


def test_a_learner_goes_from_their_calls_to_marking_themselves(page, served, remember):
    with open_store(served.folder, database="") as store:
        seeding.does(store, served.calls[CALL], UNIT, ADA, Opened(LEE.name, ADA.name, True))
    remember(page.context, LEE, served.url)
    keys = Keyboard(page)
    page.goto(served.url)
    expect(page.get_by_role("heading", name="My calls")).to_be_visible()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    for _ in range(40):
        name, kind = keys.tab()
        if (name, kind) == ("Review", "A") and "Search" in keys.passed:
            break
    keys.press("Enter")
    page.locator(".observe .turn").first.wait_for()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    decides(keys, 1, "Met", "I said sorry")
    assert (keys.unseen, keys.stuck) == ([], [])


def test_a_focus_that_cannot_be_seen_and_a_control_that_holds_it_are_noticed(page):
    page.set_content(
        "<p><button>Seen</button></p><p><button style='outline:none'>Unseen</button></p>"
        "<p><button onkeydown='event.preventDefault()'>Trap</button></p>"
    )
    keys = Keyboard(page)
    keys.to("Trap", most=5)
    keys.tab()
    assert (keys.unseen, keys.stuck) == (["BUTTON Unseen"], ["Trap"])
