"""A real-length support call: words under the right role, and time against a plain pairing.

    python -m benchmarks.repairs

Reference: the agent is on the left channel and the customer on the right, so a word belongs to whichever
channel is louder while it is said. The plain pairing is faster-whisper (beam 5, word times) and then
pyannote.audio's stock pipeline at its default step, on the same weights, in the same process and after a
warm-up of both.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import stock
from benchmarks.data import shared
from observe import weights
from observe.analysis import engines
from observe.analysis.pipeline import Engines, Options, analyse
from observe.annotation import Seconds, Turn
from observe.audio.decode import SAMPLE_RATE_HZ, Samples, decode
from observe.observation import Consent

CALL = ("calls", "auto_repairs_40.flac")
LEAST_STEREO, LEAST_MONO, MOST_TIME = 0.98, 0.90, 0.5
ROUNDS = 3
CONSENT = Consent("explicit", "benchmark", "2026-01-01T00:00:00+00:00")


def markdown() -> str:
    """Words under the right role, and wall time over the plain pairing's."""
    audio = decode(shared(*CALL))
    machinery = engines.build()
    stereo = analyse(shared(*CALL), "", CONSENT, machinery, (), Options()).turns
    mono = _mono(machinery, audio.channels)
    lines = [
        "| call | words | under the right role | at least |",
        "|---|---|---|---|",
        _row("two channels", stereo, audio.channels, LEAST_STEREO),
        _row("mixed to mono", mono, audio.channels, LEAST_MONO),
        "",
    ]
    ratios, ours, plain = _times(machinery, audio.channels.mean(axis=0))
    length = audio.duration_s
    lines += [
        "| mono, CPU | median | times real time |",
        "|---|---|---|",
        f"| observe, audio to turns | {ours:.1f} s | {length / ours:.1f} |",
        f"| plain pairing | {plain:.1f} s | {length / plain:.1f} |",
        f"| **ratio, pair by pair** | {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) "
        f"| at most {MOST_TIME} |",
    ]
    return "\n".join(lines)


def right(turns: Sequence[Turn], channels: Samples) -> tuple[int, int]:
    """How many words are under the role of the louder channel, and how many words there are."""
    good = total = 0
    for turn in turns:
        for word in turn.words:
            first = round(word.start * SAMPLE_RATE_HZ)
            last = max(first + 160, round(word.end * SAMPLE_RATE_HZ))
            energy = np.square(channels[:, first:last]).sum(axis=1)
            good += turn.role == ("agent", "customer")[int(energy.argmax())]
            total += 1
    return good, total


def _row(name: str, turns: Sequence[Turn], channels: Samples, least: float) -> str:
    good, total = right(turns, channels)
    return f"| {name} | {total} | {good / total:.3f} | {least:.2f} |"


def _mono(machinery: Engines, channels: Samples) -> tuple[Turn, ...]:
    """The pipeline on the mixture, from the samples on."""
    from observe.turns import roles
    from observe.turns.align import assign, turns

    mixture = channels.mean(axis=0)
    heard = machinery.transcriber.transcribe(mixture)
    spoken = assign(heard.words, machinery.diariser.diarise(mixture, speakers=2).decided())
    return turns(spoken, roles.as_mapping(roles.find(turns(spoken))))


def _times(machinery: Engines, mixture: Samples) -> tuple[list[float], Seconds, Seconds]:
    """Ratio of each pair of runs, and the median seconds of either side."""
    import torch
    from faster_whisper import WhisperModel

    folder = weights.folder
    plain_whisper = WhisperModel(str(folder("whisper-base")), device="cpu", cpu_threads=torch.get_num_threads())
    plain_pyannote = stock.pipeline(
        folder("segmentation-3.0") / "pytorch_model.bin", folder("campplus") / "campplus_cn_en_common.pt"
    )

    def plain(samples: Samples) -> None:
        segments, _ = plain_whisper.transcribe(samples, beam_size=5, word_timestamps=True)
        list(segments)
        waveform = torch.from_numpy(np.ascontiguousarray(samples))[None]
        plain_pyannote({"waveform": waveform, "sample_rate": SAMPLE_RATE_HZ}, num_speakers=2)

    def ours(samples: Samples) -> None:
        from observe.turns.align import assign, turns

        heard = machinery.transcriber.transcribe(samples)
        turns(assign(heard.words, machinery.diariser.diarise(samples, speakers=2).decided()))

    warm_up = mixture[: 20 * SAMPLE_RATE_HZ]
    ours(warm_up)
    plain(warm_up)
    pairs = [(_timed(ours, mixture), _timed(plain, mixture)) for _ in range(ROUNDS)]
    return (
        [one / other for one, other in pairs],
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
    )


def _timed(work: Any, samples: Samples) -> Seconds:
    begun = time.perf_counter()
    work(samples)
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(markdown())
