"""What a waveform is drawn from: levels that lie where the sound is, on each channel's own line."""

from __future__ import annotations

import threading
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from observe.audio.peaks import PER_SECOND, levels, peaks_of
from observe.audio.playback import playback_copy
from observe.errors import AudioUnreadable

RATE = 16_000


@pytest.fixture
def copy_of(tmp_path):
    """Makes the copy for playing of some samples, shape (n_samples, n_channels), each from -1 to 1."""

    def make(samples):
        path = tmp_path / "call.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(samples.shape[1])
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples * 32000).astype(np.int16).tobytes())
        return playback_copy(path, "ab", tmp_path)

    return make


def tone(seconds, *stretches):
    samples = np.zeros((int(seconds * RATE), 1), np.float32)
    wave_form = np.sin(2 * np.pi * 440 * np.arange(len(samples)) / RATE)
    for start, end, loudness in stretches:
        part = slice(int(start * RATE), int(end * RATE))
        samples[part, 0] = loudness * wave_form[part]
    return samples


def read(data):
    return np.frombuffer(data[1:], np.uint8).reshape(data[0], -1)


def test_levels_are_high_where_there_is_sound_and_zero_where_there_is_none(copy_of):
    (found,) = read(peaks_of(copy_of(tone(6, (1, 2, 0.5), (4, 5, 0.25)))))
    assert len(found) == pytest.approx(6 * PER_SECOND, abs=1)
    seconds = [found[int(at * PER_SECOND)] for at in (0.5, 1.5, 3.0, 4.5, 5.5)]
    assert seconds == pytest.approx([0, 255, 0, 128, 0], abs=15)
    starts = np.flatnonzero(found > 60)[0] / PER_SECOND
    assert starts == pytest.approx(1.0, abs=0.03)


def test_each_channel_has_levels_of_its_own(copy_of):
    both = np.concatenate([tone(4, (0, 2, 0.5)), tone(4, (2, 4, 0.5))], axis=1)
    left, right = read(peaks_of(copy_of(both)))
    middle = (PER_SECOND, 3 * PER_SECOND)
    assert [left[at] for at in middle] == pytest.approx([255, 0], abs=15)
    assert [right[at] for at in middle] == pytest.approx([0, 255], abs=15)


def test_a_quiet_recording_fills_the_scale_as_a_loud_one_does(copy_of):
    (found,) = read(peaks_of(copy_of(tone(4, (1, 3, 0.02)))))
    assert found.max() == 255


def test_they_are_taken_once_however_many_ask(copy_of):
    copy = copy_of(tone(2, (0, 1, 0.5)))
    answers = []
    asking = [threading.Thread(target=lambda: answers.append(peaks_of(copy))) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(set(answers)) == 1
    copy.write_bytes(b"")  # not looked at any more
    assert peaks_of(copy) == answers[0]


def test_a_copy_that_cannot_be_decoded_is_a_clear_fault_and_leaves_nothing(tmp_path):
    copy = tmp_path / "ab.m4a"
    copy.write_bytes(b"no sound at all")
    with pytest.raises(AudioUnreadable, match="cannot be decoded"):
        peaks_of(copy)
    assert not copy.with_suffix(".peaks").exists()


@given(
    arrays.arrays(np.float32, (2, 200), elements=st.floats(0, 1, width=32)),
    st.floats(0.05, 20),
)
def test_levels_do_not_depend_on_how_loud_the_whole_recording_is(loudest, factor):
    loudest[0, :10] = 1.0  # some of it is heard
    before, after = levels(loudest).astype(int), levels((loudest * factor).astype(np.float32)).astype(int)
    assert np.abs(before - after).max() <= 1
