"""Progress and time left are honest about what they cannot know."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.store.estimate import USUAL, job_time_left, overall, stage_weights, time_left
from tests.support.jobs import a_job

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SHARES = st.floats(0, 1)
HISTORY = st.lists(st.dictionaries(st.sampled_from([*USUAL, "unheard-of"]), st.floats(0, 1e5)))


@given(HISTORY)
def test_weights_are_shares_of_one_whatever_the_history(history):
    weights = stage_weights(history)
    assert list(weights) == list(USUAL)
    assert sum(weights.values()) == pytest.approx(1.0)
    assert all(weight >= 0 for weight in weights.values())


def test_weights_follow_what_earlier_analyses_took():
    slow_diarising = [{"decode": 1.0, "transcribe": 19.0, "diarise": 80.0}] * 3
    weights = stage_weights(slow_diarising)
    assert weights["diarise"] == pytest.approx(4.2 * weights["transcribe"], rel=0.01)
    assert stage_weights([]) == pytest.approx(dict(USUAL))


def test_a_stage_that_was_skipped_says_nothing_of_how_long_it_takes():
    assert stage_weights([{"transcribe": 0.0, "diarise": 0.0, "cues": 0.0}]) == pytest.approx(dict(USUAL))


@given(HISTORY, SHARES, SHARES)
def test_progress_grows_with_stage_and_share(history, one, two):
    weights = stage_weights(history)
    steps = [overall(stage, share, weights) for stage in weights for share in sorted((one, two))]
    assert all(0.0 <= step <= 1.0 for step in steps)
    assert all(earlier <= later + 1e-9 for earlier, later in pairwise(steps))


@pytest.mark.parametrize(
    ("stage", "share", "progress"),
    [
        ("consent", 0.0, 0.0),
        ("store", 1.0, 1.0),
        ("decode", -3.0, 0.002),
        ("store", 9.0, 1.0),
        ("lunch", 1.0, 0.0),
    ],
)
def test_progress_at_the_ends(stage, share, progress):
    assert overall(stage, share, USUAL) == pytest.approx(progress)


@pytest.mark.parametrize(
    ("progress", "elapsed", "resumed", "left"),
    [
        (0.5, 30.0, 0.0, 30.0),
        (0.25, 10.0, 0.0, 30.0),
        (0.75, 30.0, 0.5, 30.0),
        (1.0, 30.0, 0.0, 0.0),
        (0.01, 30.0, 0.0, None),
        (0.5, 1.0, 0.0, None),
        (0.6, 30.0, 0.6, None),
    ],
)
def test_time_left_at_the_pace_so_far(progress, elapsed, resumed, left):
    found = time_left(progress, elapsed, resumed)
    assert found == (None if left is None else pytest.approx(left))


@given(st.floats(0.03, 1.0), st.floats(2.0, 1e6))
def test_an_even_pace_is_foretold_exactly(progress, total):
    elapsed = progress * total
    left = time_left(progress, elapsed)
    assert left is None or left == pytest.approx(total - elapsed, abs=1e-3, rel=1e-6)


def under_way(state, started_at):
    return a_job(
        state=state, stage="diarise", progress=0.75, resumed=0.5, started_at=started_at, heartbeat_at=NOW
    )


@pytest.mark.parametrize(
    ("state", "left"), [("running", 40.0), ("queued", None), ("done", None), ("cancelled", None)]
)
def test_only_a_running_job_has_time_left(state, left):
    assert job_time_left(under_way(state, NOW - timedelta(seconds=40)), NOW) == left
    assert job_time_left(under_way("running", None), NOW) is None
