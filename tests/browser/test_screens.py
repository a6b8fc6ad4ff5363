"""Every page as each duty sees it, light and dark, wide and as a phone: nothing is cut off, nothing has failed.

With OBSERVE_SCREENS=1 the pictures go to ``docs/screens`` (`make screens`), for people to look at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from observe.assessment import (
    Decided,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Subject,
    standing_of,
)
from observe.assessment.seal import seal
from observe.schemes import load
from observe.store import open_store
from observe.ui.remembering import cookie_of

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
UNIT = load("resolve-problems")
ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")
QUINN, ABE = Person("Quinn Leader", "team_leader"), Person("Abe Bursar", "administrator")
SIGNED, OPENED = "billing_resolved", "garden_enquiry"
PAGES = {
    "calls": (None, "calls", "Calls"),
    "review": (None, "review", "Review"),
    "add": (None, "add", "Add a call"),
    "my-calls": (LEE, "calls", "My calls"),
    "review-learner": (LEE, "review", "Review"),
    "portfolio": (LEE, "portfolio", "My portfolio"),
    "to-mark": (ADA, "to_mark", "To mark"),
    "review-assessor": (ADA, "review", "Review"),
    "spot-check": (QUINN, "spot_check", "Spot-check"),
    "agreement": (QUINN, "agreement", "Agreement"),
    "calls-administrator": (ABE, "calls", "Calls"),
}
WIDE, PHONE = (1440, 1000), (390, 844)


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """The app on a folder where people have worked: its address, and the id of each call."""
    import sys

    folder = tmp_path_factory.mktemp("worked")
    serving = sys.modules["serving"]
    calls = serving.seed(folder)
    moment = (Moment(10.0, 12.5, "so it was the March bill"),)
    with open_store(folder, database="") as store:

        def does(stem, person, event):
            row = store.observations.get(calls[stem])
            subject = Subject(row.sha256, UNIT.id, UNIT.version)
            store.assessments.add(subject, row.id, person, event, criteria=UNIT.criterion_ids)
            return standing_of(subject, UNIT.criterion_ids, store.assessments.entries(subject))

        does(SIGNED, ADA, Opened(LEE.name, ADA.name, True, "late bill"))
        for place, point in enumerate(UNIT.criterion_ids):
            does(SIGNED, ADA, Decided(Mark(point, "met" if place else "not_yet", "Heard it", moment)))
            does(SIGNED, LEE, SelfMarked(Mark(point, "met", "I said so", moment)))
        standing = does(SIGNED, ADA, FeedbackGiven("Say when you will call back."))
        does(SIGNED, ADA, Signed(ADA.name, seal(standing.subject, standing.marks_of(ADA.name))))
        does(OPENED, ADA, Opened(LEE.name, ADA.name, False, "a new garden"))
        does(OPENED, ADA, Decided(Mark(UNIT.criterion_ids[0], "met", "Heard it", moment)))
    for url in serving.serve(folder, "--no-worker"):
        yield url, calls


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right_light_and_dark_wide_and_on_a_phone(page, worked, name, tmp_path):
    url, calls = worked
    who, where, title = PAGES[name]
    if who is not None:
        key, _, value = cookie_of(who).partition(";")[0].partition("=")
        page.context.add_cookies([{"name": key, "value": value, "url": url}])
    call = f"?call={calls[SIGNED]}&unit={UNIT.id}" if where == "review" else ""
    page.goto(f"{url}/{where}{call}")
    heading = page.get_by_role("heading", name=title, exact=True)
    expect(heading).to_be_visible()
    if where == "review":
        page.locator(".observe .turn").first.wait_for()
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-testid=stSkeleton], [data-stale=true]")).to_have_count(0)
    assert page.locator("[data-testid=stException], [data-testid=stDialog], [role=dialog]:visible").count() == 0
    for size, (width, height) in {"wide": WIDE, "phone": PHONE}.items():
        page.set_viewport_size({"width": width, "height": height})
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)
            page.wait_for_function(
                "look => getComputedStyle(document.querySelector('.stApp')).colorScheme === look", arg=look
            )
            page.wait_for_timeout(400)  # until what slides has come to rest
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            head, bar = (
                one.bounding_box() for one in (heading.locator("span"), page.locator(".st-key-who button"))
            )
            assert head["x"] + head["width"] <= bar["x"] or head["y"] >= bar["y"] + bar["height"]
            folder = SCREENS if os.environ.get("OBSERVE_SCREENS") == "1" else tmp_path
            page.screenshot(path=folder / f"{name}-{size}-{look}.png")
