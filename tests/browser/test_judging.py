"""Accepting a cue as evidence and striking it out by a key, in the player, while the sound goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.assessment import Opened, Person, Subject
from observe.schemes import load
from observe.store import open_store
from tests.support.serving import window

UNIT = load("resolve-problems")
ADA = Person("Ada Assessor", "assessor")
CALL = "billing_resolved"
POINTS = "points 1, 3 and 8"


@pytest.fixture
def served(served_anew):
    return served_anew


@pytest.fixture
def marking(page, served, remember, review):
    """Ada at a call of hers, with the machine's suggestions in sight."""
    with open_store(served.folder, database="") as store:
        row = store.observations.get(served.calls[CALL])
        subject = Subject(row.sha256, UNIT.id, UNIT.version)
        opened = Opened("Lee Learner", ADA.name, blind=False, scenario="late bill")
        store.assessments.add(subject, row.id, ADA, opened, criteria=UNIT.criterion_ids)
    remember(page.context, ADA, served.url)
    player = review(CALL)
    expect(page.get_by_role("heading", name="Assessment")).to_be_visible()
    return player


def choice(page, number, label, words):
    """The panel's own button for a moment of a point."""
    point = page.locator(f".st-key-point-{UNIT.id}-{UNIT.criteria[number - 1].id}")
    moment = point.locator("[data-testid=stHorizontalBlock]", has_text=words)
    return moment.get_by_role("radio", name=label)


def keys(page):
    """The keys that the open help names."""
    return set(page.get_by_role("dialog", name="Keys").locator("kbd").all_inner_texts())


def test_a_and_x_choose_in_the_panel_beside_the_player_and_the_sound_plays_on(marking):
    page, said = marking.page, marking.root.locator(".said-of-it")
    marking.root.get_by_role("button", name="Paraphrase, Agent at 00:47").click()
    marking.plays_past(47.9)
    marking.root.locator("audio").evaluate(
        "audio => { audio.breaks = 0; for (const kind of ['seeking', 'pause', 'emptied'])"
        " audio.addEventListener(kind, () => { audio.breaks += 1; }); }"
    )
    page.keyboard.press("a")
    expect(said).to_have_text(f"Accepted as evidence for {POINTS}. Save what you decide there to keep it.")
    accept, strike = (choice(page, 3, label, "about the move in March") for label in ("Accept", "Strike"))
    expect(accept).to_be_checked()
    page.keyboard.press("x")
    expect(said).to_have_text(f"Struck out as evidence for {POINTS}. Save what you decide there to keep it.")
    expect(strike).to_be_checked()
    page.keyboard.press("x")
    expect(said).to_have_text(f"“Strike” is taken back for {POINTS}.")
    expect(strike).not_to_be_checked()
    expect(accept).not_to_be_checked()
    assert marking.root.locator("audio").evaluate("audio => audio.breaks") == 0


def test_what_was_accepted_by_key_is_saved_with_the_point(marking, served):
    page = marking.page
    marking.root.get_by_role("button", name="Paraphrase, Agent at 00:47").click()
    marking.pause()
    marking.root.get_by_role("button", name="Accept").click()
    expect(marking.root.locator(".said-of-it")).to_contain_text(f"Accepted as evidence for {POINTS}.")
    point = page.locator(f".st-key-point-{UNIT.id}-{UNIT.criteria[2].id}")
    point.get_by_role("radiogroup", name="Point 3").get_by_text("Met", exact=True).click()
    point.get_by_role("button", name="Save point 3").click()
    expect(page.get_by_text("Point 3 is saved.")).to_be_visible()
    with open_store(served.folder, database="") as store:
        mark = store.assessments.all()[-1].event.mark
    (kept,) = [moment.cue for moment in mark.evidence]
    assert kept.startswith("paraphrase@")


def test_a_cue_that_no_point_rests_on_says_so(marking):
    marking.root.get_by_role("button", name="Notice of recording, Agent").click()
    marking.page.keyboard.press("a")
    expect(marking.root.locator(".said-of-it")).to_contain_text("puts this cue forward")


def test_the_keys_are_offered_to_those_alone_who_mark(marking, chromium, served):
    marking.page.keyboard.press("?")
    assert {"a", "x", "m"} < keys(marking.page)
    context = window(chromium)
    nobody = context.new_page()
    nobody.goto(f"{served.url}/review?call={served.calls[CALL]}")
    nobody.locator(".observe .turn").first.wait_for()
    nobody.keyboard.press("?")
    assert not {"a", "x", "m"} & keys(nobody)
    context.close()
