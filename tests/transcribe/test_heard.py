"""The real model on what is hard for it: repeats, music before words, another language, nothing at all.

Sound is cut from the samples; `spanish_prompt.ogg` was spoken by a synthetic voice for this project.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from observe.audio.decode import decode
from observe.transcribe.voice import SAMPLE_RATE_HZ
from observe.transcribe.whisper import WhisperTranscriber

pytestmark = pytest.mark.models
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "recordings_sample" / "garden_enquiry.ogg"
REFERENCE = json.loads(SAMPLE.with_suffix(".reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def whisper():
    return WhisperTranscriber(str(ROOT / "models" / "whisper-base"), lambda: None, device="cpu")


@pytest.fixture(scope="module")
def call():
    return decode(SAMPLE).channels[0]


def cut(sound, start, end):
    return sound[round(start * SAMPLE_RATE_HZ) : round(end * SAMPLE_RATE_HZ)]


def hush(seconds):
    return np.random.default_rng(1).normal(0, 3e-4, round(seconds * SAMPLE_RATE_HZ)).astype(np.float32)


def said(found):
    return re.sub(r"[^\w ]", "", " ".join(word.text for word in found.words).casefold())


def turn(number):
    return REFERENCE["turns"][number]


#: Turn and words of it to repeat, how often, and with how many seconds between.
REPEATS = [(13, "Goodbye.", 8, 2.0), (9, "Perfect.", 6, 0.5), (7, "Oh, yes, please.", 4, 1.2)]


@pytest.mark.parametrize(("number", "text", "times", "between"), REPEATS, ids=[row[1] for row in REPEATS])
def test_what_is_said_again_and_again_is_all_heard(whisper, call, number, text, times, between):
    own = turn(number)["words"][: len(text.split())]
    once = cut(call, own[0]["start"] - 0.05, own[-1]["end"] + 0.1)
    sound = np.concatenate([hush(1), *[part for _ in range(times) for part in (once, hush(between))]])
    found = whisper.transcribe(sound)
    last = said(found).split()
    wanted = re.sub(r"\W", "", text.split()[-1]).casefold()
    assert times - 1 <= last.count(wanted) <= times, last
    assert found.words[-1].end > len(sound) / SAMPLE_RATE_HZ - between - 1.0


def test_the_first_words_after_hold_music_are_heard(whisper, call, music):
    found = whisper.transcribe(np.concatenate([music, hush(0.3), cut(call, 0.4, 8.4)]))
    assert said(found).startswith("good morning")
    assert found.words[0].start > len(music) / SAMPLE_RATE_HZ


@pytest.fixture(scope="module")
def music():
    """Half a minute of chords with harmonics that die away."""
    times = np.arange(35 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    root = 220 * 2 ** (np.array([0, 5, 7, 0])[(times // 1.6).astype(int) % 4] / 12)
    chord = sum(np.sin(2 * np.pi * root * ratio * times) / 4 for ratio in (1, 1.25, 1.5, 2))
    return (0.3 * chord * np.exp(-2 * (times % 0.8))).astype(np.float32)


def test_a_prompt_in_another_language_makes_no_english_call_another(whisper, call):
    prompt = decode(Path(__file__).with_name("spanish_prompt.ogg")).channels[0]
    found = whisper.transcribe(np.concatenate([prompt, hush(0.6), cut(call, 0.4, 12.5)]))
    assert (found.language, found.sure) == ("en", True)
    assert "gracias por llamar" in said(found)
    assert "oak tree garden" in said(found)
    assert "close at" in said(found)


def test_a_call_in_another_language_is_told(whisper):
    prompt = decode(Path(__file__).with_name("spanish_prompt.ogg")).channels[0]
    found = whisper.transcribe(prompt)
    assert (found.language, found.sure) == ("es", True)


def test_in_music_alone_and_in_hiss_nothing_is_heard(whisper, music):
    hiss = np.random.default_rng(2).normal(0, 0.05, 20 * SAMPLE_RATE_HZ).astype(np.float32)
    assert whisper.transcribe(music).words == ()
    assert whisper.transcribe(hiss).words == ()
