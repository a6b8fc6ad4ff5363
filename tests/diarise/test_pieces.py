"""Tracks to pieces to segments, and windows to tracks, without a model."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from observe.diarise import pieces
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ, Tracks, frame_time, n_frames, runs
from observe.diarise.pieces import Piece, audible, cut, segments, together

ACTIVITY = arrays(bool, st.tuples(st.integers(1, 80), st.just(3)))


def tracks_of(active):
    return Tracks(active, (len(active) * FRAME_STEP + 991) / SAMPLE_RATE_HZ)


def heard_in(active, samples=None):
    """Tracks with that activity and a recording of their length, silent where none is given."""
    tracks = tracks_of(active)
    return tracks, np.zeros(int(tracks.duration * SAMPLE_RATE_HZ), np.float32) if samples is None else samples


def said(n, *stretches):
    """Activity of three tracks over ``n`` frames from (track, first, after-last)."""
    active = np.zeros((n, 3), dtype=bool)
    for track, first, last in stretches:
        active[first:last, track] = True
    return active


@given(arrays(bool, st.integers(0, 60)))
def test_runs_cover_what_is_true_and_nothing_else(active):
    back = np.zeros_like(active)
    for start, end in runs(active):
        back[start:end] = True
    assert (back == active).all()


@given(ACTIVITY)
def test_pieces_cover_the_activity_of_their_tracks_once(active):
    covered = np.zeros(active.shape, dtype=int)
    for piece in cut(*heard_in(active)):
        covered[piece.first : piece.last, piece.track] += 1
    assert (covered == active).all()


def test_a_long_stretch_is_cut_into_pieces_of_about_equal_length(monkeypatch):
    monkeypatch.setattr(pieces, "LONGEST_PIECE", 40 * FRAME_STEP / SAMPLE_RATE_HZ)
    found = list(cut(*heard_in(said(160, (1, 20, 130)))))
    assert [piece.track for piece in found] == [1, 1, 1]
    assert (found[0].first, found[-1].last) == (20, 130)
    assert all(before.last == after.first for before, after in pairwise(found))
    assert all(27 <= piece.last - piece.first <= 55 for piece in found)


def test_a_long_stretch_is_cut_where_it_is_quiet():
    active = said(300, (0, 0, 300))
    tracks = tracks_of(active)
    samples = np.full(int(tracks.duration * SAMPLE_RATE_HZ), 0.1, np.float32)
    quiet = int(2.2 * SAMPLE_RATE_HZ)
    samples[quiet - 1_000 : quiet + 1_000] = 0.0
    first, *_ = cut(tracks, samples)
    assert frame_time(first.last) == pytest.approx(2.2, abs=0.1)


def test_a_voice_is_told_by_where_it_is_alone():
    tracks = tracks_of(said(200, (0, 0, 120), (1, 100, 200)))
    samples = np.arange(200 * FRAME_STEP + 991, dtype=np.float32)
    voice, seconds = audible(samples, tracks, Piece(0, 0, 120))
    assert len(voice) == 100 * FRAME_STEP
    assert seconds == pytest.approx(100 * FRAME_STEP / SAMPLE_RATE_HZ)
    assert voice[-1] == 495 + 100 * FRAME_STEP - 1


def test_a_voice_that_is_never_alone_has_no_say_but_is_heard():
    tracks = tracks_of(said(200, (0, 0, 200), (1, 100, 120)))
    voice, seconds = audible(np.ones(60_000, dtype=np.float32), tracks, Piece(1, 100, 120))
    assert seconds == 0.0
    assert len(voice) >= 20 * FRAME_STEP


def test_pieces_on_two_tracks_at_one_moment_are_two_voices():
    found = together([Piece(0, 0, 10), Piece(1, 5, 20), Piece(0, 12, 15), Piece(2, 20, 30)])
    expected = np.zeros((4, 4), dtype=bool)
    expected[0, 1] = expected[1, 0] = expected[1, 2] = expected[2, 1] = True
    assert (found == expected).all()


@given(ACTIVITY, st.integers(1, 3), st.integers(0, 99))
def test_segments_lie_within_the_recording_and_a_speaker_never_overlaps_itself(active, speakers, seed):
    tracks = tracks_of(active)
    found = list(cut(*heard_in(active)))
    labels = np.random.default_rng(seed).integers(0, speakers, len(found)).tolist()
    made = segments(tracks, found, labels)
    assert made == sorted(made, key=lambda s: (s.start, s.end, s.speaker))
    assert len({s.speaker for s in made}) == len(set(labels))
    for speaker in {s.speaker for s in made}:
        own = [s for s in made if s.speaker == speaker]
        assert all(a.end < b.start for a, b in pairwise(own))
    assert all(0 <= s.start < s.end <= tracks.duration for s in made)


@given(ACTIVITY, st.integers(1, 50))
def test_silence_before_a_call_shifts_its_segments_and_changes_nothing_else(active, frames):
    active[0] = False
    plain, later = tracks_of(active), tracks_of(np.vstack([np.zeros((frames, 3), dtype=bool), active]))
    early_pieces = list(cut(*heard_in(active)))
    late_pieces = list(cut(*heard_in(later.active)))
    labels = [piece.track for piece in early_pieces]
    before = segments(plain, early_pieces, labels)
    after = segments(later, late_pieces, labels)
    shift = frames * FRAME_STEP / SAMPLE_RATE_HZ
    assert [s.speaker for s in before] == [s.speaker for s in after]
    for early, late in zip(before, after, strict=True):
        assert late.start - early.start == pytest.approx(shift)
        assert late.end - early.end == pytest.approx(shift)


@given(st.integers(0, 1_000_000))
def test_every_frame_lies_within_its_recording(samples):
    frames = n_frames(samples)
    assert frames == 0 or 0 < frame_time(frames - 1) < samples / SAMPLE_RATE_HZ


def test_windows_that_name_the_voices_anew_are_stitched_into_one_account():
    """Each window sees the same two voices under names of its own; the tracks come out whole."""
    from observe.diarise.segmentation import CLASSES, WINDOW_FRAMES, Stitcher, class_order

    truth = said(1500, (0, 0, 700), (1, 600, 1100), (0, 1050, 1500))
    stitcher = Stitcher(len(truth))
    for n, order in zip(range(0, 1500 - WINDOW_FRAMES, 100), permutations(range(3)), strict=False):
        window = truth[n : n + WINDOW_FRAMES][:, list(order)]
        right = (window[:, None] == CLASSES[None].astype(bool)).all(axis=2)
        stitcher.add(n, np.where(right, 0.94, 0.01).astype(np.float32))
    active = stitcher.active()[: 500 + WINDOW_FRAMES]
    expected = truth[: len(active)]
    assert any((active[:, list(order)] == expected).all() for order in permutations(range(3)))
    assert class_order((0, 1, 2)) == list(range(7))


@given(st.integers(1, 2_000_000), st.sampled_from([30, 118, 589]))
def test_windows_leave_no_frame_out(samples, step):
    from observe.diarise.segmentation import WINDOW_FRAMES, window_starts

    starts = window_starts(samples, step)
    assert starts[0] == 0
    assert all(0 < b - a <= step for a, b in pairwise(starts))
    assert starts[-1] + WINDOW_FRAMES >= n_frames(samples)
