"""Clicking, keys and following, in a real browser with real sound."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import expect

from observe.ui.words.common import BADGES
from tests.browser.rest import rest, show

WITHIN = 0.05  # seconds
#: Whether a lane's waveform goes beyond its middle line near a share of the call.
INK = """([root, lane, share]) => {
  const host = [...root.querySelectorAll('.waveform *')].find((node) => node.shadowRoot);
  if (!host) return false;
  const canvas = host.shadowRoot.querySelectorAll('.canvases canvas')[lane];
  if (!canvas) return false;
  const from = Math.max(0, Math.round(share * canvas.width) - 3); // a bar and its gap are 3 pixels wide
  const upper = canvas.getContext('2d').getImageData(from, 0, 6, Math.round(canvas.height / 2) - 2).data;
  return upper.some((value, place) => place % 4 === 3 && value > 0);
}"""


@pytest.fixture(scope="module")
def reference(request):
    path = request.path.parents[2] / "recordings_sample" / "billing_resolved.reference.json"
    return json.loads(path.read_text(encoding="utf-8"))


def mark_of(player, cue):
    return player.root.locator(f'.mark[data-cue="{cue["cue"]}@{cue["start"]:.3f}"]')


def first(reference, name):
    return next(cue for cue in reference["cues"] if cue["cue"] == name)


@pytest.mark.parametrize("speed", ["1", "1.5"])
def test_the_same_cue_five_times_in_a_row_plays_from_its_exact_start(review, reference, speed):
    player = review()
    player.root.get_by_label("Speed").select_option(speed)
    cue = first(reference, "apology")
    for _ in range(5):
        assert player.seek_of(mark_of(player, cue).click) == pytest.approx(cue["start"], abs=WITHIN)
        player.plays_past(cue["start"] + 0.1)
    assert player.root.locator("audio").evaluate("audio => audio.playbackRate") == float(speed)


def test_every_mark_plays_from_its_own_start(review, reference):
    player = review()
    for cue in reference["cues"]:
        mark = mark_of(player, cue)
        assert player.seek_of(lambda mark=mark: mark.click()) == pytest.approx(cue["start"], abs=WITHIN)


@pytest.mark.parametrize("turn", [0, 4, 9])
def test_a_turn_plays_from_its_start_wherever_it_is_clicked(review, reference, turn):
    player = review()
    row = player.root.locator(f'.turn[data-turn="{turn}"]')
    start = reference["turns"][turn]["start"]
    assert player.seek_of(row.locator(".turn-head").click) == pytest.approx(start, abs=WITHIN)
    assert player.seek_of(row.locator(".said").click) == pytest.approx(start, abs=WITHIN)
    player.plays_past(start + 0.1)


def test_a_cue_under_a_turn_and_a_quote_under_a_point_play_the_cue(review, reference):
    player = review()
    starts = {f"{cue['cue']}@{cue['start']:.3f}": cue["start"] for cue in reference["cues"]}
    for kind in (".chip", ".quote"):
        one = player.root.locator(kind).nth(3)
        start = starts[one.get_attribute("data-cue")]
        for _ in range(2):
            assert player.seek_of(one.click) == pytest.approx(start, abs=WITHIN)


def test_a_missed_point_plays_where_its_opportunity_arose(review):
    player = review("delivery_mishandled")
    one = player.root.locator(".points .quote", has_text="and it still hasn't come.").first
    assert player.seek_of(one.click) == pytest.approx(6.587, abs=WITHIN)


def test_a_click_on_the_timeline_goes_there(review, reference):
    player = review()
    box = player.root.locator(".field").bounding_box()
    where = player.seek_of(
        lambda: player.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2)
    )
    assert where == pytest.approx(reference["duration_s"] / 2, abs=0.2)


def test_the_keys_do_what_the_help_says(review, reference):
    player = review()
    keys = player.page.keyboard
    player.root.locator(".turn-head").first.click()
    player.plays_past(reference["turns"][0]["start"])
    keys.press("Space")
    assert not player.playing
    before = player.time
    assert player.seek_of(lambda: keys.press("ArrowRight")) == pytest.approx(before + 5, abs=WITHIN)
    assert player.seek_of(lambda: keys.press("ArrowLeft")) == pytest.approx(before, abs=WITHIN)
    assert not player.playing
    starts = sorted({cue["start"] for cue in reference["cues"]})
    coming = [start for start in starts if start > before + 0.05]
    assert player.seek_of(lambda: keys.press("n")) == pytest.approx(coming[0], abs=WITHIN)
    assert player.seek_of(lambda: keys.press("n")) == pytest.approx(coming[1], abs=WITHIN)
    player.pause()
    assert player.seek_of(lambda: keys.press("p")) == pytest.approx(coming[0], abs=WITHIN)
    keys.press(".")
    assert player.root.locator("audio").evaluate("audio => audio.playbackRate") == 1.25
    keys.press(",")
    assert player.root.locator("audio").evaluate("audio => audio.playbackRate") == 1
    keys.press("?")
    told = player.root.get_by_role("dialog", name="Keys").locator("kbd").all_inner_texts()
    assert told == "Space ← → n p b l , . + - ?".split()  # b, l, + and - have tests of their own
    help_ = player.root.get_by_role("dialog", name="Keys")
    expect(help_.get_by_role("button", name="Close")).to_be_focused()
    keys.press("?")
    expect(help_).to_be_hidden()
    keys.press("?")
    expect(help_).to_be_visible()
    keys.press("Escape")
    expect(help_).to_be_hidden()


def test_b_plays_the_last_three_seconds_again(review):
    player = review()
    player.root.locator("audio").evaluate("audio => { audio.currentTime = 20; }")
    expect(player.root.locator(".now-time")).to_have_text("00:20")
    assert player.seek_of(lambda: player.page.keyboard.press("b")) == pytest.approx(17, abs=WITHIN)
    assert player.playing


def test_l_plays_a_cue_again_and_again_until_another_place_is_chosen(review, reference):
    player = review()
    cue = first(reference, "apology")
    mark_of(player, cue).click()
    assert player.seek_of(lambda: player.page.keyboard.press("l")) == pytest.approx(cue["start"], abs=WITHIN)
    round_button = player.root.get_by_role("button", name="Play a cue again and again")
    expect(round_button).to_have_attribute("aria-pressed", "true")
    for _ in range(2):  # nobody presses anything
        assert player.seek_of(lambda: None) == pytest.approx(cue["start"], abs=WITHIN)
    player.page.keyboard.press("ArrowRight")
    expect(round_button).to_have_attribute("aria-pressed", "false")
    player.plays_past(cue["end"] + 2)


def test_the_last_cue_of_a_call_comes_round_although_the_sound_has_ended(review, reference):
    player = review()
    cue = max(reference["cues"], key=lambda one: one["end"])
    mark_of(player, cue).click()
    player.page.keyboard.press("l")
    player.root.locator("audio").evaluate("audio => { audio.currentTime = audio.duration - 0.05; }")
    assert player.seek_of(lambda: None) == pytest.approx(cue["start"], abs=WITHIN)


def test_a_link_to_a_moment_opens_the_call_there(review, page, served, chromium):
    player = review()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
    player.root.locator("audio").evaluate("audio => { audio.currentTime = 21.37; }")
    expect(player.root.locator(".now-time")).to_have_text("00:21")
    player.root.get_by_role("button", name="Copy link").click()
    expect(player.root.get_by_text("Copied: this call at 00:21")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(player.root.locator(".now-time")).to_have_text("00:21")
    page.wait_for_function("audio => audio.currentTime > 0", arg=player.root.locator("audio").element_handle())
    assert player.time == pytest.approx(21.4, abs=WITHIN)
    assert not player.playing


@pytest.mark.parametrize("written", ["-1", "1e9", "nan", "99999", "<b>"])
def test_a_link_to_no_moment_of_the_call_opens_it_at_its_beginning(page, served, written):
    page.goto(f"{served.url}/review?call={served.calls['billing_resolved']}&t={written}")
    expect(page.locator(".observe .now-time")).to_have_text("00:00")


def test_space_after_a_click_on_a_mark_pauses_and_does_not_play_it_again(review, reference):
    player = review()
    cue = first(reference, "apology")
    mark_of(player, cue).click()
    player.plays_past(cue["start"])
    player.page.keyboard.press("Space")
    show(player.page)
    assert not player.playing


def test_the_keyboard_alone_reaches_a_mark_and_plays_it(review, reference):
    player = review()
    cue = first(reference, "paraphrase")
    mark_of(player, cue).focus()
    assert player.seek_of(lambda: player.page.keyboard.press("Enter")) == pytest.approx(
        cue["start"], abs=WITHIN
    )


def test_the_waveform_shows_sound_where_a_party_speaks_and_none_where_it_is_silent(review, reference):
    player = review()
    page = player.page
    places = [(turn["start"] + turn["end"]) / 2 / reference["duration_s"] for turn in reference["turns"]]
    page.wait_for_function(INK, arg=[player.root.element_handle(), 0, places[0]])
    for turn, middle in zip(reference["turns"], places, strict=True):
        lane, other = (0, 1) if turn["role"] == "agent" else (1, 0)
        drawn = [page.evaluate(INK, [player.root.element_handle(), row, middle]) for row in (lane, other)]
        assert drawn == [True, False], turn["index"]


def test_the_stretch_of_the_chosen_cue_stands_out_on_the_waveform(review, reference):
    player = review()
    cue = first(reference, "apology")
    mark_of(player, cue).click()
    region = player.root.locator(".waveform [part~=cue]")
    field = player.root.locator(".field").bounding_box()
    box = region.bounding_box()
    scale = field["width"] / reference["duration_s"]
    assert box["x"] - field["x"] == pytest.approx(cue["start"] * scale, abs=3)
    assert box["width"] == pytest.approx((cue["end"] - cue["start"]) * scale, abs=4)


def test_the_transcript_follows_the_voice_to_the_word(review, reference):
    player = review()
    player.root.locator(".panels").scroll_into_view_if_needed()
    player.page.mouse.move(20, 500)  # beside the list: turning the wheel over it ends the following
    player.page.mouse.wheel(0, 2000)
    words = [(turn, word) for turn in reference["turns"] for word in turn["words"]]
    for turn, word in random.Random(5).sample(words, 20):
        middle = (word["start"] + word["end"]) / 2
        player.root.locator("audio").evaluate("(audio, at) => { audio.currentTime = at; }", middle)
        expect(player.root.locator(".word.speaking")).to_have_text(word["text"])
        row = player.root.locator(".turn.now")
        assert row.get_attribute("data-turn") == str(turn["index"])
        expect(row.locator(".word.speaking")).to_be_in_viewport()


def test_playing_goes_on_when_the_page_is_run_again(review, reference):
    player = review()
    sent = []
    player.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    player.page.reload()
    player.root.wait_for()
    mark_of(player, first(reference, "apology")).click()
    player.plays_past(first(reference, "apology")["start"] + 0.3)
    player.root.locator("audio").evaluate(
        "audio => { audio.breaks = 0;"
        " for (const kind of ['seeking', 'pause', 'emptied'])"
        " audio.addEventListener(kind, () => { audio.breaks += 1; }); }"
    )
    before, frames = player.time, len(sent)
    player.page.keyboard.press("r")  # Streamlit's own key: run the script again
    player.plays_past(before + 1.5)
    assert len(sent) > frames
    assert player.root.locator("audio").evaluate("audio => audio.breaks") == 0


def test_clicking_never_runs_the_page_again(page, served):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    page.goto(f"{served.url}/review?call={served.calls['billing_resolved']}")
    page.locator(".observe").wait_for()
    rest(page)
    frames = len(sent)
    for place in (".mark", ".chip", ".quote", ".turn-head"):
        page.locator(place).nth(1).click()
    page.locator(".units").select_option(index=2)
    page.locator(".observe audio").evaluate("audio => audio.pause()")
    rest(page)
    assert len(sent) == frames


def test_switching_a_kind_off_takes_its_marks_away_and_n_passes_over_them(review, reference):
    player = review()
    marks = player.root.locator(".mark:visible")
    everything = marks.count()
    assert everything == len(reference["cues"])
    player.root.get_by_role("button", name="Listening cues only").click()
    assert 0 < marks.count() < everything
    player.root.locator("select", has_text="Everyone").select_option("customer")
    assert marks.count() == 0
    shown = {row.get_attribute("class").split()[1] for row in player.root.locator(".turn:visible").all()}
    assert shown == {"customer"}
    player.root.get_by_role("button", name="All cues").click()
    lanes = [cue for cue in reference["cues"] if reference["turns"][cue["turn"]]["role"] == "customer"]
    assert marks.count() == len(lanes)


def test_each_unit_lists_its_points_with_words_and_symbol(review):
    player = review()
    units = player.root.locator(".units option")
    assert units.count() == 5
    total = 0
    for place in range(5):
        player.root.locator(".units").select_option(index=place)
        points = player.root.locator(".point")
        total += points.count()
        for badge in player.root.locator(".badge").all():
            assert any(
                look.symbol in badge.inner_text() and look.words in badge.inner_text()
                for look in BADGES.values()
            )
    assert total == 33
    expect(player.root.get_by_text("The machine suggests; a person decides.")).to_be_visible()


def test_everything_that_can_be_pressed_has_a_name(review):
    player = review()
    for control in player.root.locator("button, select, input, [role=slider]").all():
        name = control.evaluate(
            "node => node.getAttribute('aria-label') || node.textContent.trim()"
            " || (node.labels && node.labels.length ? node.labels[0].textContent : '')"
        )
        assert name.strip()


def test_a_recording_that_is_gone_is_said_and_the_words_stay(page, served, review):
    page.route(
        "**/recordings/**",
        lambda route: route.fulfill(status=404, body="It is gone.", content_type="text/plain"),
    )
    page.goto(f"{served.url}/review?call={served.calls['billing_resolved']}")
    expect(page.locator(".observe .warning")).to_contain_text("It is gone. The words and cues below")
    assert page.locator(".observe .turn").count() > 5


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_points_are_a_tap_away(page, served, review):
    page.set_viewport_size({"width": 390, "height": 844})
    player = review()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert player.root.evaluate("node => node.scrollWidth") <= 390
    expect(player.root.locator(".point").first).to_be_hidden()
    player.root.get_by_role("button", name="Marking points").click()
    expect(player.root.locator(".point").first).to_be_visible()
    expect(player.root.locator(".turn").first).to_be_hidden()
