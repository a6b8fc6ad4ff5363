"""A framework along the call: choosing one, reading it, and playing its phases, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.assessment import Person
from observe.frameworks import follow, load_all
from tests.support import seeding

WITHIN = 0.05  # seconds
FRAMEWORKS = {framework.id: framework for framework in load_all()}

#: Contrast of what is written with what it stands on, as WCAG 2.2 defines it; see-through is looked behind.
CONTRAST = """node => {
  const parts = (colour) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = node;
  const up = (one) => one.parentElement || (one.getRootNode() || {}).host;
  while (behind && parts(getComputedStyle(behind).backgroundColor)[3] < 255) behind = up(behind);
  const one = light(getComputedStyle(node).color);
  const other = light(getComputedStyle(behind || document.body).backgroundColor);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""


def choose(player, framework):
    player.root.locator(".frameworks").select_option(framework)
    return player.root.locator(".ribbons")


def found(stem, framework):
    observation = seeding.observation_of(stem)
    return follow(FRAMEWORKS[framework], observation.turns, observation.cues)


def test_none_is_shown_until_one_is_chosen(review):
    player = review()
    options = player.root.locator(".frameworks option").all_inner_texts()
    assert options == ["None", *(framework.title for framework in FRAMEWORKS.values())]
    expect(player.root.locator(".strip")).to_be_hidden()
    expect(player.root.locator(".phases")).to_be_hidden()


@pytest.mark.parametrize("framework", ["lair", "acknowledge-apologise-act-assure"])
def test_every_stretch_is_lettered_lies_on_the_timelines_scale_and_plays(review, framework):
    player = review()
    ribbon = choose(player, framework)
    bars = ribbon.locator(".stretch")
    stretches = [
        (part, one.phase) for one in found("billing_resolved", framework).phases for part in one.stretches
    ]
    stretches.sort(key=lambda pair: pair[0].start)
    assert bars.count() == len(stretches)
    field = player.root.locator(".field").bounding_box()
    duration = float(player.root.locator("audio").evaluate("audio => audio.duration"))
    for place, (part, phase) in enumerate(stretches):
        bar = bars.nth(place)
        assert bar.inner_text() == phase.letters
        assert bar.get_attribute("aria-label").startswith(f"Play {phase.name} at ")
        box = bar.bounding_box()
        assert box["x"] == pytest.approx(field["x"] + part.start / duration * field["width"], abs=25)
        assert min(box["width"], box["height"]) >= 24
    for place in (0, len(stretches) - 1):
        assert player.seek_of(bars.nth(place).click) == pytest.approx(stretches[place][0].start, abs=WITHIN)


def test_a_phase_says_its_state_and_plays_its_moment_from_mouse_and_keyboard(review):
    player = review()
    rows = choose(player, "lair").locator(".phases li")
    expect(player.root.locator(".sum")).to_have_text("Every phase was heard, in order.")
    for place, one in enumerate(found("billing_resolved", "lair").phases):
        row = rows.nth(place)
        expect(row).to_contain_text(one.phase.name)
        expect(row).to_contain_text("In order")
        expect(row).to_contain_text(one.because)
        play = row.get_by_role("button", name=f"Play {one.phase.name} at ")
        assert player.seek_of(play.click) == pytest.approx(one.moment.start, abs=WITHIN)
        play.focus()
        assert player.seek_of(lambda: player.page.keyboard.press("Enter")) == pytest.approx(
            one.moment.start, abs=WITHIN
        )


def test_what_is_missing_is_listed_in_words_and_cannot_be_pressed(review):
    player = review("delivery_mishandled")
    rows = choose(player, "lair").locator(".phases li")
    expect(player.root.locator(".sum")).to_have_text("Not heard: Listen and Investigate.")
    for place, one in enumerate(found("delivery_mishandled", "lair").phases):
        row = rows.nth(place)
        expect(row).to_contain_text(one.because)
        assert row.locator("button").count() == (one.state != "missing")
        assert ("Not heard" in row.locator(".state").inner_text()) == (one.state == "missing")


def test_a_call_without_a_problem_is_told_that_no_framework_applies(review):
    player = review("garden_enquiry")
    choose(player, "last")
    expect(player.root.locator(".sum")).to_contain_text("LAST does not apply to this call.")
    expect(player.root.locator(".strip")).to_be_hidden()
    assert player.root.locator(".phases li").count() == 0


def test_the_choice_stays_when_the_page_runs_again_and_when_another_call_is_chosen(review):
    player = review()
    choose(player, "craft")
    player.page.keyboard.press("Escape")
    player.page.get_by_role("combobox", name="Call").click()
    player.page.get_by_role("option", name="delivery_mishandled").click()
    said = player.root.locator(".sum", has_text="Not heard: Clarify, Resolve, Follow-up and Thank.")
    expect(said).to_be_visible()
    expect(player.root).to_have_count(1)  # the call before leaves when the other has come
    expect(player.root.locator(".frameworks")).to_have_value("craft")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_can_be_read_on_a_light_page_and_a_dark_one(review, page, scheme):
    page.emulate_media(color_scheme=scheme)
    player = review("delivery_mishandled")
    ribbon = choose(player, "last")
    written = ribbon.locator(".stretch, .phase, .letters, .state, .why, .sum").all()
    assert len(written) > 10
    for one in written:
        assert one.evaluate(CONTRAST) >= 4.5, one.inner_text()


def test_on_a_phone_the_ribbon_is_no_wider_than_the_screen(review, page):
    page.set_viewport_size({"width": 390, "height": 844})
    player = review()
    choose(player, "craft")
    assert player.root.evaluate("node => node.scrollWidth") <= 390
    for bar in player.root.locator(".stretch").all():
        box = bar.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_beside_the_desk_the_strip_keeps_to_its_column_and_to_the_timelines_scale(
    review, page, served, remember
):
    remember(page.context, Person("Quinn Leader", "team_leader"), served.url)
    player = review("delivery_mishandled")
    expect(page.get_by_role("heading", name="Assessment")).to_be_visible()
    choose(player, "lair")
    field = player.root.locator(".field").bounding_box()
    for bar in player.root.locator(".stretch").all():
        box = bar.bounding_box()
        assert field["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= field["x"] + field["width"] + 1
