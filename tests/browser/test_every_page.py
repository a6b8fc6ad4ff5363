"""Every page as each duty sees it, light and dark, wide and as a phone: nothing is cut off, nothing has failed.

axe-core finds no serious fault by WCAG 2.2 AA in either size or colour, and no word is one of ours alone. With
OBSERVE_SCREENS=1 the pictures go to ``docs/screens`` (`make screens`), for people to look at.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
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
from observe.observation import Consent
from observe.schemes import load
from observe.store import Fault, open_store
from tests.browser.rest import rest
from tests.support import seeding, serving

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
    "quality": (QUINN, "quality", "Quality"),
    "learners": (ADA, "learners", "Learners"),
    "progress": (LEE, "progress", "My progress"),
    "calls-administrator": (ABE, "calls", "Calls"),
    "consent": (ABE, "consent", "Consent & retention"),
    "people": (ABE, "people", "People"),
    "jobs": (ABE, "jobs", "Jobs"),
}
#: Pages with pictures, and how many there are.
PICTURES = {"learners": 4, "progress": 4, "quality": 3, "agreement": 1}
WIDE, PHONE = (1440, 1000), (390, 844)
#: The looks that axe-core goes through: each size and each colour once.
LOOKED_INTO = ("wide-light", "phone-dark")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: On Review axe-core does not come to an end with the sizes of its many marks; those are measured here.
SLOW = {"target-size"}
#: A wide table of Streamlit's scrolls sideways on a phone without being made focusable; today's browsers give
#: such a box the focus by themselves (Chromium since 130, Firefox always).
LEFT = "scrollable-region-focusable"
SMALLEST = 24  # pixels: WCAG 2.5.8
AXE = """async ({ levels, without }) => {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const runOnly = { type: 'tag', values: levels };
  const options = { runOnly, rules, resultTypes: ['violations'], preload: false };
  return (await axe.run(document, options)).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html.slice(0, 200), node.failureSummary]));
}"""
FAULTY = """() => {
  const faulty = document.createElement('div');
  faulty.innerHTML = '<img src="/x"><button></button><p style="color:#ccc;background:#fff">Hard to read</p>';
  document.querySelector('.stMainBlockContainer').append(faulty);
}"""
JARGON = re.compile(
    r"\b(?:DER|WER|JER|F1|diari[sz]ation|embeddings?|logits?|thresholds?|tokens?|regex|regular expression"
    r"|None|null|NaN|undefined|traceback)\b"
)
WORDS = """() => {
  const said = (root) => [...root.querySelectorAll('*')].flatMap((node) => [
    ...(node.shadowRoot ? said(node.shadowRoot) : []),
    ...(['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(node.tagName) ? [] : [...node.childNodes]
      .filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.textContent)),
    ...['aria-label', 'title', 'placeholder', 'alt'].map((name) => node.getAttribute(name) || ''),
  ]);
  return said(document.body).filter((words) => words.trim()).join('\\n');
}"""


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """The app on a folder where people have worked: its address, and the id of each call."""
    folder = tmp_path_factory.mktemp("worked")
    calls = seeding.seed(folder)
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
        keep_under_every_standing(store, folder)
        do_jobs_of_every_kind(store, calls[OPENED])
    with serving.serve(folder, "--no-worker") as url:
        yield url, calls


def keep_under_every_standing(store, folder):
    """Recordings whose consent ran out, runs out soon, lasts, or was withdrawn."""
    today = store.now().date()
    for name, days in {
        "old complaint.mp3": -12,
        "refund 4711.wav": 9,
        "new tariff.wav": 200,
        "hold.wav": 90,
    }.items():
        path = folder / name
        path.write_bytes(name.encode())
        given = Consent("explicit", "Bo Registrar", store.now().isoformat(timespec="seconds"))
        sha256 = store.recordings.keep(path, given).sha256
        until = (today + timedelta(days=days)).isoformat()
        store.recordings.give_consent(sha256, replace(given, retain_until=until))
        if name == "hold.wav":
            store.recordings.withdraw(sha256, "Sam Caller")


def do_jobs_of_every_kind(store, call):
    """Jobs of one call that failed, was cancelled and, at last, done, so that no other page tells of them."""
    sha256 = store.observations.get(call).sha256
    failed, cancelled, done = (store.jobs.enqueue(sha256, {"speakers": number}).id for number in (1, 2, 3))
    store.jobs.claim("a worker")
    store.jobs.fail(failed, "a worker", Fault("decode", "found no sound in the recording", "Copy it again"))
    store.jobs.cancel(cancelled)
    store.jobs.claim("a worker")
    store.jobs.finish(done, "a worker", call)


@pytest.fixture
def opened(page, worked, remember):
    """Opens a page as the one it is for, and waits until all of it is there; gives the page and its title."""

    def open_page(name):
        url, calls = worked
        who, where, title = PAGES[name]
        if who is not None:
            remember(page.context, who, url)
        call = f"?call={calls[SIGNED]}&unit={UNIT.id}" if where == "review" else ""
        page.goto(f"{url}/{where}{call}")
        heading = page.get_by_role("heading", name=title, exact=True)
        expect(heading).to_be_visible()
        if where == "review":
            page.locator(".observe .turn").first.wait_for()
        expect(page.locator("svg.marks")).to_have_count(PICTURES.get(name, 0))
        rest(page)
        page.evaluate(Axe().axe_script)
        return page, heading

    return open_page


def looks(page):
    """The page in each size and colour: their names and the width."""
    for size, (width, height) in {"wide": WIDE, "phone": PHONE}.items():
        page.set_viewport_size({"width": width, "height": height})
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)
            page.wait_for_function(
                "look => getComputedStyle(document.querySelector('.stApp')).colorScheme === look", arg=look
            )
            rest(page)
            yield f"{size}-{look}", width


def faults(page, name):
    """What axe-core finds on all of the page: it tells no contrast of what one has to scroll to."""
    before = page.viewport_size
    for _ in range(4):  # lists on Review grow with the window, and so does the page
        height = page.evaluate("Math.ceil(document.querySelector('.stMain').scrollHeight)")
        if height <= page.viewport_size["height"]:
            break
        page.set_viewport_size({**before, "height": min(height + 200, 12_000)})
    try:
        return _faults(page, name)
    finally:
        page.set_viewport_size(before)


def _faults(page, name):
    without = sorted(SLOW) if PAGES[name][1] == "review" else []
    return [one for one in page.evaluate(AXE, {"levels": LEVELS, "without": without}) if one[0] != LEFT]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right_and_can_be_used_by_everyone_in_every_look(opened, name, tmp_path):
    page, heading = opened(name)
    assert page.locator("[data-testid=stException], [data-testid=stDialog], [role=dialog]:visible").count() == 0
    assert JARGON.findall(page.evaluate(WORDS)) == []
    folder = SCREENS if os.environ.get("OBSERVE_SCREENS") == "1" else tmp_path
    for look, width in looks(page):
        page.screenshot(path=folder / f"{name}-{look}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        head, bar = (
            one.bounding_box() for one in (heading.locator("span"), page.locator(".st-key-who button").first)
        )
        assert head["x"] + head["width"] <= bar["x"] or head["y"] >= bar["y"] + bar["height"]
        if look in LOOKED_INTO:
            assert faults(page, name) == [], look


@pytest.mark.parametrize("name", ["calls", "review", "agreement"])
def test_faults_put_on_a_page_on_purpose_are_seen(opened, name):
    page, _ = opened(name)
    page.evaluate(FAULTY)
    assert {rule for rule, *_ in faults(page, name)} == {"image-alt", "button-name", "color-contrast"}


def test_everything_to_press_in_the_player_is_large_enough(opened):
    page, _ = opened("review-assessor")
    for control in page.locator(".observe").locator("button:visible, select:visible, input:visible").all():
        box = control.bounding_box()
        label = control.evaluate(
            "node => node.parentElement.tagName === 'LABEL'"
        )  # which can be pressed as well
        assert label or min(box["width"], box["height"]) >= SMALLEST, control.evaluate("node => node.outerHTML")


def test_a_mark_in_a_picture_says_its_words_and_leads_to_review_at_that_moment(opened):
    page, _ = opened("learners")
    letters = (
        page.locator("svg.marks").first.locator(".mark-text.role-mark text").filter(has_text=re.compile("^A$"))
    )
    letters.first.scroll_into_view_if_needed()
    page.locator(".stMain").evaluate("main => main.scrollBy(0, -200)")  # from below the menu, which stays
    rest(page)
    box = letters.first.bounding_box()
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*place)
    tip = page.locator("#vg-tooltip-element")
    expect(tip).to_contain_text("A Apology")
    expect(tip).to_contain_text("sorry")
    page.mouse.click(*place)
    page.wait_for_url(re.compile(r"/review\?call=\d+&t=\d+\.\d{3}"))
    page.locator(".observe .turn").first.wait_for()


def test_a_picture_is_a_table_and_a_file_to_whoever_asks(opened):
    page, _ = opened("learners")
    table = page.locator(".st-key-table-cues [data-testid=stTable]")
    page.locator(".st-key-table-cues summary").click()
    expect(table.get_by_role("link", name="Review").first).to_have_attribute(
        "href", re.compile(r"^/review\?call=")
    )
    with page.expect_download() as download:
        page.locator(".st-key-png-cues button").click()
    assert download.value.suggested_filename == "cues.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
