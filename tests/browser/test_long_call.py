"""A long call in a real browser: only part of it is drawn at a time, and all of it can be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from observe.audio.file import sha256_of
from observe.store import open_store
from tests.conftest import served_from
from tests.support import seeding

WITHIN = 0.05  # seconds
LONG_S = 1200


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An app of its own, as a call is added to it."""
    with served_from(tmp_path_factory.mktemp("long")) as app:
        yield app


@pytest.fixture(scope="module")
def long_call(served):
    """The id of a call of twenty minutes, and its cues' starts: a sample call again and again."""
    once = seeding.observation_of("billing_resolved")
    call = seeding.repeated([once], LONG_S)
    recording = served.folder / "long.flac"
    silence(recording, call.seconds)
    seen = replace(
        once,
        recording=replace(
            once.recording, file=recording.name, sha256=sha256_of(recording), duration_s=call.seconds
        ),
        turns=call.turns,
        cues=call.cues,
        findings=(),
    )
    with open_store(served.folder, database="") as store:
        return seeding.keep(store, seen, recording), [cue.start for cue in call.cues]


def silence(path, seconds):
    import numpy as np
    import soundfile

    soundfile.write(path, np.zeros(int(seconds * 8000), np.float32), 8000)


@pytest.fixture
def player(review, served, long_call):
    served.calls["long"] = long_call[0]
    return review("long")


@pytest.fixture
def starts(long_call):
    return long_call[1]


def shown(player) -> tuple[float, float]:
    """The seconds that the timeline shows, as its strip tells a screen reader."""
    words = player.root.get_by_label("Part of the call on the timeline").get_attribute("aria-valuetext")
    start, _, rest = words.partition(" to ")
    return seconds(start), seconds(rest.partition(" of ")[0])


def seconds(clock: str) -> int:
    total = 0
    for part in clock.split(":"):
        total = 60 * total + int(part)
    return total


def test_the_timeline_begins_with_the_first_minutes_and_draws_their_marks_alone(player, starts):
    assert shown(player) == (0, 300)
    assert player.root.locator(".mark").count() == len([start for start in starts if start <= 300])


def test_a_mark_late_in_the_call_is_reached_by_the_strip_and_plays_from_exactly_there(player, starts):
    strip = player.root.get_by_label("Part of the call on the timeline")
    strip.focus()
    player.page.keyboard.press("End")
    start, end = shown(player)
    assert (end - start, end) == (300, seconds_of(player))
    last = player.root.locator(".mark").last
    assert player.seek_of(last.click) == pytest.approx(starts[-1], abs=WITHIN)


def test_the_timeline_turns_its_page_with_the_sound_but_not_while_the_reader_looks_elsewhere(player, starts):
    audio = player.root.locator("audio")
    audio.evaluate("audio => { audio.currentTime = 400; }")
    expect(player.root.locator(".now-time")).to_have_text("06:40")
    start, end = shown(player)
    assert start <= 400 <= end
    strip = player.root.get_by_label("Part of the call on the timeline")
    strip.focus()
    player.page.keyboard.press("Home")
    player.root.locator(".play").click()
    player.plays_past(401)
    assert shown(player) == (0, 300)
    player.page.keyboard.press("n")  # a jump: back to where the sound is
    expect(strip).not_to_have_attribute("aria-valuetext", "00:00 to 05:00 of 20:32")
    start, end = shown(player)
    assert start <= player.time <= end


def test_closer_and_wider_by_key_and_button(player):
    player.page.keyboard.press("+")
    assert shown(player) == (0, 150)
    player.root.get_by_role("button", name="Look closer at the timeline").click()
    assert shown(player) == (0, 75)
    for _ in range(6):
        player.page.keyboard.press("-")
    expect(player.root.locator(".overview")).to_be_hidden()  # all of it is on the timeline


def test_a_turn_far_down_is_whole_once_it_is_played(player):
    assert (
        player.root.locator(".turn").last.locator(".word").count() == 0
    )  # plain text as long as it is far away
    player.root.locator(".panels").scroll_into_view_if_needed()
    player.page.mouse.move(20, 500)  # beside the list: turning the wheel over it ends the following
    player.page.mouse.wheel(0, 2000)
    player.root.locator("audio").evaluate("audio => { audio.currentTime = 1232; }")
    now = player.root.locator(".turn.now")
    expect(now).to_be_in_viewport()
    expect(now.locator(".word.speaking")).to_be_in_viewport()
    assert now.locator(".word").count() > 1


def seconds_of(player) -> int:
    words = player.root.get_by_label("Part of the call on the timeline").get_attribute("aria-valuetext")
    return seconds(words.partition(" of ")[2])
