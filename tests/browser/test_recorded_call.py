"""A real support call, analysed by the real models: cues, words and waveform in the browser."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from observe.io import document
from observe.store import open_store
from tests.conftest import served_from

WITHIN = 0.05  # seconds
RECORDING = Path(__file__).resolve().parents[3] / "shared" / "data" / "calls" / "auto_repairs_40.flac"

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(not RECORDING.is_file(), reason="the recorded call lies beside the checkout, not in it"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An app of its own, as a call is added to it."""
    with served_from(tmp_path_factory.mktemp("recorded")) as app:
        yield app


@pytest.fixture(scope="module")
def analysed(served):
    """The call, as the models heard it."""
    out = str(served.folder / "documents")
    command = [
        sys.executable,
        "-m",
        "observe",
        "analyse",
        str(RECORDING),
        "--consent",
        "explicit",
        "--out",
        out,
    ]
    environment = {**os.environ, "OBSERVE_DATA": str(served.folder), "OBSERVE_DATABASE": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=800)
    assert done.returncode == 0, done.stderr
    with open_store(served.folder, database="") as store:
        row = next(row for row in store.observations.list() if row.file == RECORDING.name)
        served.calls["recorded"] = row.id
        return document.loads(store.observations.document(row.id))


@pytest.fixture
def player(review, analysed):
    return review("recorded")


def mark_of(player, cue):
    return player.root.locator(f'.mark[data-cue="{cue.id}"]')


@pytest.mark.parametrize("speed", ["1", "1.5"])
def test_each_kind_of_cue_plays_five_times_in_a_row_from_its_exact_start(player, analysed, speed):
    player.root.get_by_label("Speed").select_option(speed)
    kinds = {cue.cue: cue for cue in analysed.cues}
    assert len(kinds) >= 3
    for cue in list(kinds.values())[:3]:
        for _ in range(5):
            assert player.seek_of(mark_of(player, cue).click) == pytest.approx(cue.start, abs=WITHIN)
            player.plays_past(cue.start + 0.1)


def test_the_word_that_is_spoken_is_followed_at_twenty_moments(player, analysed):
    words = [(turn, place) for turn in analysed.turns for place in range(len(turn.words))]
    lengthy = [(turn, place) for turn, place in words if turn.words[place].end - turn.words[place].start > 0.02]
    player.root.locator(".panels").scroll_into_view_if_needed()
    for turn, place in random.Random(40).sample(lengthy, 20):
        word = turn.words[place]
        middle = (word.start + word.end) / 2
        player.root.locator("audio").evaluate("(audio, at) => { audio.currentTime = at; }", middle)
        speaking = player.root.locator(f'.turn[data-turn="{turn.index}"] .word.speaking')
        expect(speaking).to_have_count(1)
        at = speaking.evaluate("node => [...node.parentNode.querySelectorAll('.word')].indexOf(node)")
        assert abs(at - place) <= 1, (word, middle)


def test_playing_follows_the_voice_by_itself(player, analysed):
    turn = max(analysed.turns, key=lambda one: len(one.words))
    player.root.locator(f'.turn[data-turn="{turn.index}"] .turn-head').click()
    player.plays_past(turn.start + 2)
    player.pause()
    spoken = [place for place, word in enumerate(turn.words) if word.start <= player.time]
    speaking = player.root.locator(f'.turn[data-turn="{turn.index}"] .word.speaking')
    at = speaking.evaluate("node => [...node.parentNode.querySelectorAll('.word')].indexOf(node)")
    assert abs(at - spoken[-1]) <= 1
