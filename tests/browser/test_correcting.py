"""Setting a call right in a real browser: what is corrected is seen at once, and so is what follows from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.audio.file import sha256_of
from observe.io import document
from observe.store import open_store
from tests.support import misheard, seeding


@pytest.fixture
def served(served_anew):
    return served_anew


@pytest.fixture
def call(served):
    """The id of a call whose customer's name was misheard and whose roles are the wrong way round."""
    recording = served.folder / "misheard.flac"
    sample = seeding.SAMPLES / "billing_resolved.flac"
    recording.write_bytes(sample.read_bytes() + b"\0")  # another sum, so another recording
    seen = misheard.observation(sha256_of(recording), swapped=True, file=recording.name)
    with open_store(served.folder, database="") as store:
        store.recordings.keep(recording, misheard.CONSENT)
        return store.observations.add(document.dumps(seen)).id


def test_a_swap_and_a_misheard_name_put_right_bring_the_cue_and_its_outcome_and_undoing_takes_them(
    page, served, call
):
    page.goto(f"{served.url}/review?call={call}")
    page.locator(".observe").wait_for()
    names = page.locator('.mark[data-cue^="customer_name@"]')
    point = page.locator(f'.point[data-point="{misheard.POINT}"] .badge')
    expect(names).to_have_count(0)

    page.get_by_text("Correct this call").click()
    name = page.get_by_label("Your name, for the list of corrections")
    name.fill("A. Tutor")
    name.press("Enter")
    page.get_by_role("tab", name="Who is who").click()
    swap = page.get_by_role("button", name="Swap agent and customer")
    swap.wait_for()
    audio = page.locator(".observe audio")
    audio.evaluate("audio => { audio.currentTime = 21.5; audio.kept = true; }")
    swap.click()
    page.wait_for_url(lambda url: f"call={call}" not in url)
    expect(page.locator('.turn.agent[data-turn="0"]')).to_have_count(1)
    # The sound is the same one, where it was.
    assert audio.evaluate("audio => [audio.kept, audio.currentTime]") == [True, pytest.approx(21.5, abs=0.05)]
    settled(page)
    expect(point).to_contain_text("Opportunity missed")
    expect(names).to_have_count(0)

    page.get_by_role("tab", name="Words and turns").click()
    page.get_by_role("combobox", name="Turn", exact=True).click()
    page.get_by_role("option", name="how frustrating that is").click()
    page.wait_for_function(
        """said => {
          const boxes = [...document.querySelectorAll('textarea[aria-label="What is said"]')];
          return boxes.length === 1 && boxes[0].value === said;
        }""",
        arg=misheard.SPOKEN[misheard.HERE].format(name=misheard.MISHEARD),
    )
    words = page.get_by_label("What is said")
    sound = page.locator("[data-testid=stAudio]")
    expect(sound).to_have_attribute("src", f"{served.url}/recordings/{_number(page)}/audio")
    words.fill(misheard.SPOKEN[misheard.HERE].format(name=misheard.SAID))
    page.get_by_role("button", name="Save the words").click()
    expect(names).to_have_count(1)
    settled(page)
    expect(point).to_contain_text("Shown")
    expect(page.locator(f'.turn[data-turn="{misheard.HERE}"]')).to_contain_text(misheard.SAID)

    page.get_by_role("tab", name="Corrections (2)").click()
    expect(page.get_by_text("is now “Mr Cooper.” — A. Tutor")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(names).to_have_count(0)
    settled(page)
    expect(point).to_contain_text("Opportunity missed")
    with open_store(served.folder, database="") as store:
        kept = store.observations.list(versions=True)
        seen = document.loads(store.observations.document(_number(page)))
        versions = [row for row in kept if row.sha256 == seen.recording.sha256]
    assert len(versions) == 4
    assert [edit.state for edit in seen.edits] == ["counts", "taken_back"]


def settled(page) -> None:
    """Wait until the page is done: before that, parts of the earlier version stand beside the new ones."""
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator(".observe")).to_have_count(1)


def _number(page) -> int:
    """The id of the version in the page's address."""
    return int(page.url.partition("call=")[2].partition("&")[0])
