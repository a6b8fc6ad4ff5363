"""Being shown around for the first time, by keyboard alone; it never comes again unless it is asked for."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from observe.assessment import Person
from observe.ui.words.tour import TOURS, said
from tests.browser.test_every_page import AXE, LEVELS, SCREENS, looks

FIRST, SECOND, THIRD = TOURS["assessor"]


@pytest.fixture
def newcomer(window, served, remember):
    """The first page of somebody whose browser is new."""

    def opened(person=None, where=""):
        context = window(new=True)
        if person:
            remember(context, person, served.url)
        page = context.new_page()
        page.goto(f"{served.url}/{where}")
        expect(page.get_by_role("region", name="Show me around")).to_be_visible()
        return page

    return opened


def on_to(page, name):
    """Press Tab until the control of that name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and (focused.inner_text() or "").strip() == name:
            return focused
    raise AssertionError(f"{name} is not reached by Tab")


def test_it_is_gone_through_by_keyboard_and_is_gone_until_it_is_called_back(newcomer):
    page = newcomer(Person("Ada Assessor", "assessor"))
    card = page.get_by_role("region", name="Show me around")
    spoken = page.locator("#observe-spoken")
    expect(card).to_contain_text("1 of 3")
    expect(spoken).to_have_text(said(0, "assessor"))
    on_to(page, "Next")
    page.keyboard.press("Enter")
    expect(card).to_contain_text(SECOND.words)
    expect(spoken).to_have_text(said(1, "assessor"))
    assert page.locator(":focus").inner_text().strip() == "Next"  # where it was
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text(FIRST.words)
    on_to(page, "Next")
    page.keyboard.press("Enter")
    expect(card).to_contain_text(SECOND.words)
    page.keyboard.press("Enter")
    expect(card).to_contain_text(THIRD.words)
    expect(spoken).to_have_text(said(2, "assessor"))
    on_to(page, THIRD.link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Portfolio", exact=True)).to_be_visible()
    expect(card).to_contain_text("3 of 3")  # it goes along
    on_to(page, "Done")
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    expect(spoken).to_have_text("")
    page.reload()
    expect(page.get_by_role("heading", name="Portfolio", exact=True)).to_be_visible()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(card).to_have_count(0)
    on_to(page, "Show me around")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("1 of 3")
    on_to(page, "Skip")
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)


@pytest.mark.parametrize(("name", "person"), [("tour", None), ("tour-learner", Person("Lee", "learner"))])
def test_the_card_looks_right_and_can_be_used_by_everyone_in_every_look(newcomer, name, person, tmp_path):
    page = newcomer(person)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate(Axe().axe_script)
    folder = SCREENS if os.environ.get("OBSERVE_SCREENS") == "1" else tmp_path
    card, bar = page.locator(".st-key-tour"), page.locator(".st-key-who")
    for look, width in looks(page):
        page.screenshot(path=folder / f"{name}-{look}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        above, box = bar.bounding_box(), card.bounding_box()
        assert box["y"] >= above["y"] + above["height"]
        assert page.get_by_role("heading", level=1).bounding_box()["y"] >= box["y"] + box["height"]
        assert page.evaluate(AXE, {"levels": LEVELS, "without": []}) == [], look


def test_whoever_has_seen_it_finds_the_call_where_it_always_is_and_ending_it_leaves_the_sound_alone(
    page, newcomer, served
):
    address = f"review?call={served.calls['billing_resolved']}"
    page.goto(f"{served.url}/{address}")
    new = newcomer(where=address)
    for one in (page, new):
        one.locator(".observe .turn").first.wait_for()
        expect(one.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    audio = new.locator(".observe audio")
    audio.evaluate("audio => { audio.muted = true; audio.witness = true; return audio.play(); }")
    new.get_by_role("button", name="Skip").click()
    expect(new.locator(".st-key-tour")).to_have_count(0)
    new.keyboard.press("Escape")
    new.wait_for_function(
        "([player, y]) => player.getBoundingClientRect().y === y",
        arg=[new.locator(".observe").element_handle(), page.locator(".observe").bounding_box()["y"]],
    )
    expect(page.locator(".st-key-tour-box")).to_have_count(0)
    assert audio.evaluate("audio => [audio.witness, audio.paused]") == [True, False]
    new.get_by_role("button", name="Show me around").click()  # the whole page is run again
    expect(new.locator(".st-key-tour")).to_be_visible()
    assert audio.evaluate("audio => [audio.witness, audio.paused]") == [True, False]
