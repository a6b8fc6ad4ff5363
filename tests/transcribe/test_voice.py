"""Utterances from probabilities of voice: where they begin and end, and that nothing is lost between them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from observe.transcribe import voice
from observe.transcribe.voice import FRAME_S, LONGEST_S, MARGIN_S, SAMPLE_RATE_HZ, spoken, utterances


def probabilities(*stretches):
    """Probabilities made of (seconds, probability)."""
    frames = [np.full(round(seconds / FRAME_S), value, np.float32) for seconds, value in stretches]
    return np.concatenate(frames)


def heard(*stretches, **more):
    made = probabilities(*stretches)
    return list(spoken(made, len(made) * FRAME_S, **more))


def test_a_pause_parts_two_utterances_and_each_keeps_a_margin():
    first, second = heard((1, 0), (2, 0.9), (1.5, 0), (1, 0.9), (1, 0))
    assert abs(first.voice.start - 1) < 0.05
    assert abs(first.sound.start - (first.voice.start - MARGIN_S)) < 1e-9
    assert abs(second.voice.end - 5.5) < 0.1
    assert first.sound.end < second.sound.start


def test_margins_of_neighbours_meet_in_the_middle_of_a_short_pause():
    first, second = heard((1, 0.9), (0.3, 0), (1, 0.9))
    assert first.sound.end == second.sound.start
    assert first.voice.end < first.sound.end < second.voice.start


def test_a_dip_within_a_word_parts_nothing():
    assert len(heard((1, 0.9), (0.1, 0), (1, 0.9))) == 1
    assert len(heard((1, 0.9), (0.5, 0.4), (1, 0.9))) == 1


def test_long_speech_is_cut_where_it_is_least_like_speech():
    first, second = heard((25, 0.9), (0.064, 0.36), (20, 0.9))
    assert abs(first.voice.end - 25) < 0.1
    assert second.voice.start == first.voice.end


def test_murmurs_count_only_where_asked_for():
    assert not heard((1, 0), (2, 0.3), (1, 0))
    assert len(heard((1, 0), (2, 0.3), (1, 0), thresholds=voice.LENIENT)) == 1


@given(
    st.lists(st.tuples(st.floats(0.1, 40), st.sampled_from([0.0, 0.2, 0.4, 0.7, 1.0])), min_size=1, max_size=12)
)
def test_utterances_are_in_order_short_enough_and_hold_every_voiced_frame(stretches):
    made = probabilities(*stretches)
    length = len(made) * FRAME_S
    found = list(spoken(made, length))
    for one in found:
        assert 0 <= one.sound.start <= one.voice.start <= one.voice.end <= one.sound.end <= length
        assert one.sound.duration <= LONGEST_S + 1e-6
    for before, after in pairwise(found):
        assert before.sound.end <= after.sound.start + 1e-9
    for frame in np.flatnonzero(made >= 0.5):
        middle = (frame + 0.5) * FRAME_S
        assert any(middle in one.voice for one in found)


class Network:
    """Stands in for Silero: says the level of the last samples, and counts what it was given."""

    def __init__(self):
        self.given = []

    def run(self, _names, given):
        """The level of each frame; its state must be new."""
        assert not given["h"].any()
        self.given.append(given["input"].shape)
        return [np.abs(given["input"][:, voice.CONTEXT :]).max(axis=1, keepdims=True)]


def test_every_frame_is_judged_once_with_a_network_that_has_forgotten_what_was_long_ago(monkeypatch):
    network = Network()
    monkeypatch.setattr("faster_whisper.vad.get_vad_model", lambda: type("Model", (), {"session": network}))
    samples = np.zeros(40 * SAMPLE_RATE_HZ + 100, np.float32)
    samples[10 * SAMPLE_RATE_HZ] = 0.75
    found = voice.probabilities(samples)
    assert len(found) == -(-len(samples) // voice.FRAME)
    assert np.flatnonzero(found > 0.5).tolist() == [10 * SAMPLE_RATE_HZ // voice.FRAME]
    assert max(frames for frames, _ in network.given) <= voice.JUDGED + voice.WARM_UP
    assert {width for _, width in network.given} == {voice.FRAME + voice.CONTEXT}


def test_quiet_talk_is_listened_to_once_more_and_silence_is_not(monkeypatch):
    murmur = probabilities((1, 0.3), (1, 0))
    monkeypatch.setattr(voice, "probabilities", lambda _samples: murmur)
    sound = np.full(2 * SAMPLE_RATE_HZ, 0.01, np.float32)
    assert len(utterances(sound)) == 1
    assert utterances(sound * 1e-3) == ()
