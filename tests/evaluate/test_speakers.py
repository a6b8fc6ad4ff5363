"""Diarisation error: seconds by hand, edges, and agreement with pyannote.metrics and with counting frames."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.annotation import SpeakerSegment
from observe.errors import UsageError
from observe.evaluate.speakers import SpeakerErrors, score, score_files


def spoken(*rows):
    return [SpeakerSegment(start, end, speaker) for start, end, speaker in rows]


CALL = spoken((0, 10, "agent"), (10, 16, "customer"), (15, 20, "agent"))


def test_components_by_hand():
    # 0-8 right, 8-10 and 18-20 under the wrong voice, 15-16 one voice too few, 22-24 one too many.
    heard = spoken((0, 8, "A"), (8, 15, "B"), (15, 16, "B"), (16, 18, "A"), (18, 20, "B"), (22, 24, "A"))
    found = score(CALL, heard)
    assert found.total == pytest.approx(21)
    assert found.confusion == pytest.approx(4)
    assert found.missed == pytest.approx(1)
    assert found.false_alarm == pytest.approx(2)
    assert found.correct == pytest.approx(16)
    assert found.der == pytest.approx(7 / 21)
    # agent with A: together 12, both 10; so 1 - 10/17. customer with B: 1 - 6/10.
    assert found.jer == pytest.approx((1 - 10 / 17 + 1 - 6 / 10) / 2)


def test_the_same_speech_under_other_labels_has_no_error():
    found = score(CALL, [SpeakerSegment(s.start, s.end, s.speaker[::-1]) for s in CALL])
    assert (found.der, found.jer) == (0.0, 0.0)
    assert found.correct == pytest.approx(found.total)


def test_nothing_heard_is_all_missed():
    found = score(CALL, [])
    assert (found.der, found.jer) == (1.0, 1.0)


def test_nobody_speaks_has_no_rate():
    found = score([], CALL)
    assert (found.der, found.jer) == (None, None)
    assert found.false_alarm == pytest.approx(21)
    assert score([], []) == SpeakerErrors()


def test_a_segment_of_no_length_says_nothing():
    assert score(CALL, [*CALL, SpeakerSegment(3, 3, "ghost")]).der == 0.0


def test_a_voice_that_overlaps_itself_counts_once():
    assert score(CALL, [*CALL, SpeakerSegment(2, 9, "agent")]).der == 0.0


def test_recordings_are_added_not_averaged():
    wrong, right = SpeakerErrors(total=1, missed=1), SpeakerErrors(total=9, correct=9)
    assert (wrong + right).der == pytest.approx(0.1)


@pytest.mark.parametrize("bad", [{"missed": -1.0}, {"total": float("nan")}, {"total": float("inf")}])
def test_nonsense_is_refused(bad):
    with pytest.raises(UsageError, match="must be finite and not below 0"):
        SpeakerErrors(**bad)


def test_one_recording_a_side_may_be_called_differently():
    assert score_files({"call": CALL}, {"call_8k": CALL})["call"].der == 0.0


def test_a_recording_that_was_not_heard_counts_as_missed():
    found = score_files({"one": CALL, "two": CALL}, {"one": CALL})
    assert sum(found.values(), start=SpeakerErrors()).der == pytest.approx(0.5)


def test_a_recording_without_reference_is_refused():
    with pytest.raises(UsageError, match="the hypothesis has three, which the reference lacks"):
        score_files({"one": CALL, "two": CALL}, {"three": CALL})


@st.composite
def calls(draw):
    """Up to six segments on whole seconds, no voice speaking twice at once."""
    rows = draw(st.lists(st.tuples(st.integers(0, 11), st.integers(1, 4), st.sampled_from("abc")), max_size=6))
    free, segments = dict.fromkeys("abc", 0), []
    for start, length, speaker in sorted(rows):
        if start > free[speaker]:
            segments.append(SpeakerSegment(start, start + length, speaker))
            free[speaker] = start + length
    return segments


@settings(max_examples=60, deadline=None)
@given(calls(), calls())
def test_it_is_what_pyannote_metrics_says(reference, hypothesis):
    from pyannote.core import Annotation, Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

    def annotation(segments):
        whole = Annotation()
        for track, segment in enumerate(segments):
            whole[Segment(segment.start, segment.end), track] = segment.speaker
        return whole

    found = score(reference, hypothesis)
    if not reference:
        assert found.der is None
        return
    pair, uem = (annotation(reference), annotation(hypothesis)), Timeline([Segment(0, 20)])
    assert found.der == pytest.approx(DiarizationErrorRate()(*pair, uem=uem))
    assert found.jer == pytest.approx(JaccardErrorRate()(*pair, uem=uem))


@settings(max_examples=60, deadline=None)
@given(calls(), calls())
def test_it_is_what_counting_every_second_says(reference, hypothesis):
    found = score(reference, hypothesis)
    voices = dict.fromkeys("abc")
    right = 0
    for order in permutations(voices):
        renamed = dict(zip("abc", order, strict=True))
        right = max(
            right,
            sum(
                len(at(reference, second) & {renamed[s] for s in at(hypothesis, second)})
                for second in range(16)
            ),
        )
    said = [(len(at(reference, second)), len(at(hypothesis, second))) for second in range(16)]
    assert found.total == pytest.approx(sum(r for r, _ in said))
    assert found.missed == pytest.approx(sum(max(0, r - h) for r, h in said))
    assert found.false_alarm == pytest.approx(sum(max(0, h - r) for r, h in said))
    assert found.correct == pytest.approx(right)
    assert found.confusion == pytest.approx(sum(min(r, h) for r, h in said) - right)


def at(segments, second):
    return {segment.speaker for segment in segments if segment.start <= second < segment.end}
