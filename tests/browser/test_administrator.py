"""What an administrator does, in a real browser: a whole folder added, a consent withdrawn and given anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from observe.assessment import Person
from observe.store import open_store
from tests.browser.rest import rest
from tests.support.seeding import SAMPLES

ABE = Person("Abe Bursar", "administrator")
SCREENS = Path(__file__).parents[2] / "docs" / "screens"
SERIOUS = """async () => (await axe.run('%s', { resultTypes: ['violations'], preload: false })).violations
  .filter(({ impact }) => ['serious', 'critical'].includes(impact))
  .flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html.slice(0, 200)]))"""


def picture(page, name, tmp_path):
    """The page as it is, for people to look at."""
    folder = SCREENS if os.environ.get("OBSERVE_SCREENS") == "1" else tmp_path
    rest(page)
    page.screenshot(path=folder / f"{name}.png")


def usable(page, part):
    """A part of the page can be used by everyone, and nothing of it is cut off on a phone."""
    page.evaluate(Axe().axe_script)
    assert page.evaluate(SERIOUS % part) == []
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(before)


@pytest.fixture
def calls(tmp_path):
    """A folder: two sample calls, one with its consent record, a copy, and a text."""
    folder = tmp_path / "calls of March"
    (folder / "second week").mkdir(parents=True)
    for name in ("broadband_escalated.flac", "broadband_escalated.consent.toml"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    other = (SAMPLES / "delivery_mishandled.ogg").read_bytes() + b"\\0"  # another sum than the call's own
    (folder / "second week" / "<b>late<b>.ogg").write_bytes(other)
    (folder / "second week" / "late again.ogg").write_bytes(other)
    (folder / "notes.txt").write_text("not a call", encoding="utf-8")
    return folder


def test_a_folder_is_listed_before_and_added_with_the_consent_that_covers_each(
    page, served_anew, calls, tmp_path
):
    page.goto(f"{served_anew.url}/add")
    page.get_by_role("radio", name="A whole folder").click()
    page.locator("input[webkitdirectory]").set_input_files(calls)
    expect(page.get_by_role("button", name="Add and analyse 1 call", exact=True)).to_be_visible()
    cells = page.locator("[data-testid=stTable] td")
    expect(cells.filter(has_text="No consent: no record lies beside it").first).to_be_visible()
    expect(cells.get_by_text("calls of March/second week/<b>late<b>.ogg", exact=True)).to_be_visible()
    page.get_by_text("Role-play", exact=True).click()
    name = page.get_by_label("Who took the consent down?")
    name.fill("A. Tutor")
    name.press("Enter")
    add = page.get_by_role("button", name="Add and analyse 2 calls")
    expect(add).to_be_visible()
    expect(cells.filter(has_text="It is the same recording as")).to_have_count(1)
    page.get_by_text("Passed over (1)", exact=True).click()
    expect(cells.get_by_text("calls of March/notes.txt", exact=True)).to_be_visible()
    usable(page, "main")
    page.set_viewport_size({"width": 1440, "height": 1800})
    picture(page, "add-folder", tmp_path)
    add.click()
    expect(page.get_by_text("waiting")).to_have_count(2)
    with open_store(served_anew.folder, database="") as store:
        jobs = store.jobs.list()
        bases = {job.file: store.recordings.get(job.sha256).consent.recorded_by for job in jobs}
    assert set(bases) == {"broadband_escalated.flac", "<b>late<b>.ogg"}
    assert bases["<b>late<b>.ogg"] == "A. Tutor" != bases["broadband_escalated.flac"]


def test_consent_is_withdrawn_with_the_keyboard_and_given_anew(page, served_anew, remember, tmp_path):
    remember(page.context, ABE, served_anew.url)
    page.goto(f"{served_anew.url}/consent")
    page.get_by_label("Search").fill("garden")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 3 recordings.")).to_be_visible()
    page.get_by_role("button", name="Change", exact=True).press("Enter")
    window = page.get_by_role("dialog")
    window.get_by_role("radio", name="Withdraw consent").press("Space")
    window.get_by_label("Who withdrew it?").fill("Sam <b>Caller</b>")
    page.keyboard.press("Tab")
    first = window.get_by_role("button", name="Withdraw consent", exact=True)
    expect(first).to_be_enabled()
    usable(page, "[role=dialog]")
    first.press("Enter")
    expect(window.get_by_text("as Sam <b>Caller</b> asks?")).to_be_visible()
    picture(page, "consent-withdraw", tmp_path)
    window.get_by_role("button", name="Yes, withdraw it").press("Enter")
    expect(window).to_have_count(0)
    expect(page.get_by_text("noted by Sam <b>Caller</b>")).to_be_visible()
    expect(page.get_by_role("radio", name="Withdrawn (1)")).to_be_visible()
    number = served_anew.calls["garden_enquiry"]
    assert page.request.get(f"{served_anew.url}/recordings/{number}/audio").status == 403
    page.get_by_role("button", name="Change", exact=True).click()
    window.get_by_text("Role-play", exact=True).last.click()
    record = window.get_by_role("button", name="Record it")
    expect(record).to_be_enabled()
    picture(page, "consent-anew", tmp_path)
    record.click()
    expect(window).to_have_count(0)
    expect(page.get_by_text("taken down by Abe Bursar")).to_be_visible()
    assert page.request.get(f"{served_anew.url}/recordings/{number}/audio").status == 200


def test_what_was_asked_of_the_list_is_there_on_the_way_back_from_a_call(page, served, remember):
    remember(page.context, ABE, served.url)
    page.goto(f"{served.url}/consent")
    page.get_by_label("Search").fill("garden")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Stands (1)").click()
    page.get_by_role("link", name="Open").click()
    page.locator(".observe").wait_for()
    page.get_by_role("link", name="Consent & retention").click()
    expect(page.get_by_text("1 of 3 recordings.")).to_be_visible()
    expect(page.get_by_role("radio", name="Stands (1)")).to_be_checked()


def test_the_list_of_jobs_looks_for_itself_while_something_runs(page, served_anew, remember):
    remember(page.context, ABE, served_anew.url)
    with open_store(served_anew.folder, database="") as store:
        row = store.observations.get(served_anew.calls["garden_enquiry"])
        job = store.jobs.enqueue(row.sha256, {}).id
        page.goto(f"{served_anew.url}/jobs")
        expect(page.get_by_role("radio", name="Waiting (1)")).to_be_visible()
        store.jobs.claim("a worker")
        store.jobs.report(job, "a worker", "transcribe", 0.42)
        expect(page.get_by_text("Writing down the words, 42%")).to_be_visible()
        store.jobs.finish(job, "a worker", row.id)
    expect(page.get_by_role("radio", name="Ready (1)")).to_be_visible()
    expect(page.get_by_text("The list looks for itself")).to_have_count(0)
