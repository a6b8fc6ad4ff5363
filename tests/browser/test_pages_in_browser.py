"""Adding a call, hostile text, and going from page to page, in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from observe.annotation import turn_from_text
from observe.audio.file import sha256_of
from observe.store import open_store
from tests.browser.rest import rest
from tests.conftest import served_from
from tests.support import seeding, serving

HOSTILE = "<img src=x onerror=window.hit=1><script>window.hit=1</script> [x](javascript:hit) :red[y] $z$"
HOSTILE_FILE = "<img src=x onerror=window.hit=1> **b** :red[y] \u202egnp.flac"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An app of its own, as a call is added to it."""
    with served_from(tmp_path_factory.mktemp("hostile")) as app:
        yield app


@pytest.fixture(scope="module")
def hostile(served):
    """The id of a call whose file name, words, cues, reasons and speaker are hostile."""
    seen = seeding.observation_of("garden_enquiry")
    source = seeding.SAMPLES / seen.recording.file
    recording = served.folder / HOSTILE_FILE
    recording.write_bytes(source.read_bytes() + b"\0")  # another sum, so another recording
    words = f"{HOSTILE} \u202eabc {'x' * 10_000}"
    other = replace(turn_from_text(0, "<b>VOICE</b>", "other", words), speaker="<b>VOICE</b>")
    turns = (other, *(replace(turn, index=turn.index + 1) for turn in seen.turns))
    cue = replace(seen.cues[0], turn=0, quote=HOSTILE, because=HOSTILE)
    finding = replace(seen.findings[0], evidence=(cue.id,), because=HOSTILE, outcome="shown")
    seen = replace(
        seen,
        recording=replace(seen.recording, file=HOSTILE_FILE, sha256=sha256_of(recording)),
        turns=turns,
        cues=(cue,),
        findings=(finding,),
    )
    with open_store(served.folder, database="") as store:
        return seeding.keep(store, seen, recording)


def unhurt(page) -> None:
    rest(page)
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0


def test_hostile_text_is_shown_as_text_in_the_player(page, served, hostile):
    page.goto(f"{served.url}/review?call={hostile}")
    page.locator(".observe").wait_for()
    expect(page.locator(".turn").first).to_contain_text("<script>window.hit=1</script>")
    page.locator(".mark").first.click()
    expect(page.locator(".detail")).to_contain_text("onerror=window.hit=1")
    expect(page.locator(".because").first).to_contain_text("<img src=x")
    expect(page.locator(".lane-labels")).to_contain_text("<b>VOICE</b>")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.locator(".observe audio").evaluate("audio => audio.pause()")
    unhurt(page)


def test_hostile_text_is_shown_as_text_in_the_list(page, served, hostile):
    page.goto(served.url)
    expect(page.get_by_text("<img src=x onerror=window.hit=1> **b** :red[y] gnp.flac")).to_be_visible()
    unhurt(page)


def test_the_list_leads_to_a_call_by_a_link_that_can_be_sent(page, served):
    page.goto(served.url)
    page.get_by_role("link", name="Review").nth(1).click()
    page.locator(".observe").wait_for()
    assert re.search(r"/review\?call=\d+$", page.url)
    page.goto(f"{served.url}/?call={served.calls['garden_enquiry']}")
    page.locator(".observe").wait_for()
    number = served.calls["garden_enquiry"]
    expect(page.locator(".observe audio")).to_have_attribute("src", f"/recordings/{number}/audio")


def test_an_upload_waits_for_consent_and_then_becomes_a_job(page, served_anew, request):
    sample = request.path.parents[2] / "recordings_sample" / "broadband_escalated.flac"
    page.goto(f"{served_anew.url}/add")
    add = page.get_by_role("button", name="Add and analyse")
    expect(add).to_be_disabled()
    expect(page.get_by_text("First say how both people agreed")).to_be_visible()
    page.get_by_text("Role-play", exact=True).click()
    name = page.get_by_label("Who took the consent down?")
    name.fill("A. Tutor")
    name.press("Enter")
    expect(page.get_by_text("Choose at least one recording.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "<i>call</i> 7.flac", "mimeType": "audio/flac", "buffer": sample.read_bytes()}
    )
    expect(add).to_be_enabled()
    add.click()
    expect(page.get_by_text("waiting")).to_be_visible()
    with open_store(served_anew.folder, database="") as store:
        (job,) = store.jobs.list()
        assert store.recordings.get(job.sha256).consent.recorded_by == "A. Tutor"
        assert store.recordings.get(job.sha256).path.read_bytes() == sample.read_bytes()
        assert job.options["speakers"] == 2
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("cancelled")).to_be_visible()


def test_a_page_of_another_duty_says_whose_it_is(page, served):
    page.goto(f"{served.url}/agreement")
    expect(page.get_by_text("This page is for team leaders. Say at the top who you are.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_app_stops_although_a_tab_is_open(page, tmp_path):
    seeding.seed(tmp_path)
    with serving.serve(tmp_path, "--no-worker") as url:  # raises where it does not stop
        page.goto(url)
        expect(page.get_by_role("heading", name="Calls")).to_be_visible()


def test_a_file_can_be_downloaded(page, served):
    page.goto(f"{served.url}/review?call={served.calls['garden_enquiry']}")
    captions = page.get_by_role("button", name="Captions (VTT)")
    page.get_by_text("Files to keep").click()
    with page.expect_download() as download:
        captions.click()
    assert download.value.suggested_filename == "garden_enquiry.vtt"
    assert download.value.path().read_text(encoding="utf-8").startswith("WEBVTT")
