"""Where somebody speaks on a track: Silero's voice activity, and the utterances made of it.

The network remembers. After half a minute of music it takes the first second of speech for more of it, so it is
begun anew every few seconds, a little before the part that counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from observe.annotation import Interval, Seconds
from observe.transcribe import Samples

SAMPLE_RATE_HZ = 16_000
#: Samples that one probability is of, and those before them that the network hears too.
FRAME, CONTEXT = 512, 64
FRAME_S: Seconds = FRAME / SAMPLE_RATE_HZ
#: Frames judged before the network forgets, and frames heard before those to warm up: 8 s and 2 s.
JUDGED, WARM_UP = 250, 62

#: Speech begins at a probability of the first and ends below the second (Silero's own defaults).
USUAL = (0.5, 0.35)
#: What is tried where nothing was found in a recording that is not silent.
LENIENT = (0.2, 0.1)
#: Less voice than this is as good as none.
LEAST_S: Seconds = 0.5
#: A pause shorter than this does not end an utterance.
PAUSE_S: Seconds = 0.16
#: Kept on either side of an utterance, as soft beginnings and ends are not heard as voice.
MARGIN_S: Seconds = 0.4
#: Longest utterance, its margins included; Whisper hears 30 s at a time.
LONGEST_S: Seconds = 29.0
#: Below this level (of full scale) the loudest second is taken for silence.
SILENT = 1e-3

Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Utterance:
    """Speech between two pauses, in seconds of its track.

    Attributes:
        voice: from the first frame with voice to the last.
        sound: the same with its margins; margins of neighbours never overlap.
    """

    voice: Interval
    sound: Interval


def utterances(samples: Samples) -> tuple[Utterance, ...]:
    """All that is said on a track, in time order; where next to nothing is found, leniently.

    Args:
        samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz.
    """
    heard = probabilities(samples)
    length = len(samples) / SAMPLE_RATE_HZ
    found = tuple(spoken(heard, length))
    if sum(one.voice.duration for one in found) < LEAST_S and _loudest_second(samples) > SILENT:
        found = tuple(spoken(heard, length, LENIENT))
    return found


def probabilities(samples: Samples) -> Probabilities:
    """How probable it is that somebody speaks, for each 32 ms of a track."""
    from faster_whisper.vad import get_vad_model

    session = get_vad_model().session
    frames = -(-len(samples) // FRAME)
    heard = np.zeros(frames, np.float32)
    for first in range(0, frames, JUDGED):
        begin, end = max(0, first - WARM_UP), min(frames, first + JUDGED)
        state = np.zeros((1, 1, 128), np.float32)
        given = {"input": _frames(samples, begin, end), "h": state, "c": state}
        heard[first:end] = session.run(None, given)[0].reshape(-1)[first - begin :]
    return heard


def spoken(
    heard: Probabilities, length: Seconds, thresholds: tuple[float, float] = USUAL
) -> Iterator[Utterance]:
    """Utterances made of probabilities.

    Args:
        heard: for each 32 ms.
        length: of the track; nothing reaches beyond it.
        thresholds: from which speech begins, and below which it ends.
    """
    runs = [part for run in _runs(heard, *thresholds) for part in _short_enough(heard, *run)]
    voices = [Interval(first * FRAME_S, min(last * FRAME_S, length)) for first, last in runs]
    for number, voice in enumerate(voices):
        before = (voices[number - 1].end + voice.start) / 2 if number else 0.0
        after = (voice.end + voices[number + 1].start) / 2 if number + 1 < len(voices) else length
        sound = Interval(max(before, voice.start - MARGIN_S), min(after, voice.end + MARGIN_S))
        yield Utterance(voice, sound)


def _frames(samples: Samples, begin: int, end: int) -> Samples:
    """Frames as the network wants them: each behind the last samples of the one before."""
    part = samples[begin * FRAME : end * FRAME]
    framed = np.pad(part, (0, (end - begin) * FRAME - len(part))).reshape(-1, FRAME)
    context = np.zeros((len(framed), CONTEXT), np.float32)
    context[1:] = framed[:-1, -CONTEXT:]
    if begin:
        context[0] = samples[begin * FRAME - CONTEXT : begin * FRAME]
    return np.concatenate([context, framed], axis=1)


def _runs(heard: Probabilities, begins: float, ends: float) -> Iterator[tuple[int, int]]:
    """First frame of each utterance and the one after its last."""
    pause = round(PAUSE_S / FRAME_S)
    first: int | None = None
    last = 0
    for frame, probability in enumerate(heard):
        if probability >= begins or (first is not None and probability >= ends):
            first = frame if first is None else first
            last = frame + 1
        elif first is not None and frame - last >= pause:
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _short_enough(heard: Probabilities, first: int, last: int) -> Sequence[tuple[int, int]]:
    """An utterance cut where it is least like speech, until no part is too long."""
    longest = int((LONGEST_S - 2 * MARGIN_S) / FRAME_S)
    if last - first <= longest:
        return [(first, last)]
    quarter = longest // 4
    cut = first + longest - quarter + int(heard[first + longest - quarter : first + longest].argmin())
    return [(first, cut), *_short_enough(heard, cut, last)]


def _loudest_second(samples: Samples) -> float:
    """Root mean square of the loudest second."""
    seconds = (samples[at : at + SAMPLE_RATE_HZ] for at in range(0, len(samples), SAMPLE_RATE_HZ))
    return max((float(np.sqrt(np.mean(np.square(second)))) for second in seconds), default=0.0)
