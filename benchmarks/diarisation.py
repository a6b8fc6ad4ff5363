"""Who speaks when, beside pyannote.audio's stock pipeline on the same weights in the same run.

    python -m benchmarks.diarisation

Speaker count given, no collar, overlap scored (pyannote.metrics). The last column is our time over the stock
pipeline's, both after a warm-up, on the CPU. TOTAL is the summed seconds of the short calls, never a mean of
rates; the telephone sample, which the stock pipeline already does well, stands apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import stock
from benchmarks.data import shared, telephone_sample
from observe import weights
from observe.annotation import Seconds, SpeakerSegment
from observe.audio.decode import SAMPLE_RATE_HZ, Samples, decode
from observe.diarise.adapter import PyannoteDiariser

CALLS = ("ami_trn05", "ami_trn06", "ami_trn07", "ami_trn09", "falcon")
TELEPHONE = "telephone"
MOST_TELEPHONE_DER, MOST_CONFUSION = 0.06, 1 / 3


@dataclass(frozen=True, slots=True)
class Score:
    """Seconds of speech that went wrong, and how; adds up."""

    total: Seconds = 0.0
    confusion: Seconds = 0.0
    missed: Seconds = 0.0
    false_alarm: Seconds = 0.0
    seconds: Seconds = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.total + other.total,
            self.confusion + other.confusion,
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.seconds + other.seconds,
        )

    @property
    def der(self) -> float:
        """Diarisation error rate."""
        return (self.confusion + self.missed + self.false_alarm) / self.total


@dataclass(frozen=True, slots=True)
class Row:
    """One call, both ways."""

    call: str
    speakers: int | None
    stock: Score
    ours: Score


def run() -> list[Row]:
    """Every call, stock and ours.

    Raises:
        DataMissing: the recordings are not on this machine.
    """
    paths = (
        weights.folder("segmentation-3.0") / "pytorch_model.bin",
        (weights.folder("campplus") / "campplus_cn_en_common.pt"),
    )
    plain, diariser = stock.pipeline(*paths), PyannoteDiariser(*paths, device="cpu")
    calls = {TELEPHONE: (telephone_sample(".wav"), telephone_sample(".rttm"))} | {
        name: (shared("calls", f"{name}.flac"), shared("calls", f"{name}.rttm")) for name in CALLS
    }
    _by_stock(plain, _samples(calls[TELEPHONE][0]), 2)
    diariser.diarise(_samples(calls[TELEPHONE][0]))
    return [_row(name, *files, plain, diariser) for name, files in calls.items()]


def totals(rows: Sequence[Row]) -> Row:
    """The short calls together, the telephone sample left out."""
    calls = [row for row in rows if row.call != TELEPHONE]
    return Row(
        "TOTAL without telephone",
        None,
        sum((row.stock for row in calls), Score()),
        sum((row.ours for row in calls), Score()),
    )


def markdown() -> str:
    """A table of all calls, and whether what was promised is kept."""
    rows = run()
    total = totals(rows)
    telephone = next(row for row in rows if row.call == TELEPHONE)
    lines = [
        "| call | speakers | by | DER | confusion s | missed s | false alarm s | time, ours / stock |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in [*rows, total]:
        for by, score, share in (
            ("stock", row.stock, ""),
            ("observe", row.ours, f"{row.ours.seconds / row.stock.seconds:.2f}"),
        ):
            parts = f"{score.confusion:.2f} | {score.missed:.2f} | {score.false_alarm:.2f}"
            lines.append(f"| {row.call} | {row.speakers or ''} | {by} | {score.der:.3f} | {parts} | {share} |")
    share = total.ours.confusion / total.stock.confusion
    missed = total.ours.missed - total.stock.missed
    false_alarm = total.ours.false_alarm - total.stock.false_alarm
    lines += [
        "",
        f"Telephone DER {telephone.ours.der:.3f} (at most {MOST_TELEPHONE_DER}). Confusion {share:.2f} of the "
        f"stock pipeline's (at most {MOST_CONFUSION:.2f}); missed {missed:+.2f} s "
        f"and false alarm {false_alarm:+.2f} s beside it (at most 0).",
    ]
    return "\n".join(lines)


def _row(name: str, recording: Path, reference: Path, plain: Any, diariser: PyannoteDiariser) -> Row:
    from pyannote.database.util import load_rttm

    (expected,) = load_rttm(reference).values()
    samples, speakers = _samples(recording), len(expected.labels())
    return Row(
        name,
        speakers,
        _score(expected, lambda: _by_stock(plain, samples, speakers)),
        _score(expected, lambda: _annotation(diariser.diarise(samples, speakers=speakers).decided())),
    )


def _score(expected: Any, work: Callable[[], Any]) -> Score:
    from pyannote.metrics.diarization import DiarizationErrorRate

    begun = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - begun
    parts = DiarizationErrorRate(collar=0.0, skip_overlap=False)(expected, found, detailed=True)
    return Score(parts["total"], parts["confusion"], parts["missed detection"], parts["false alarm"], seconds)


def _by_stock(plain: Any, samples: Samples, speakers: int) -> Any:
    import torch

    waveform = torch.from_numpy(samples)[None]
    return plain(
        {"waveform": waveform, "sample_rate": SAMPLE_RATE_HZ}, num_speakers=speakers
    ).speaker_diarization


def _annotation(segments: Sequence[SpeakerSegment]) -> Any:
    from pyannote.core import Annotation, Segment

    found = Annotation()
    for n, segment in enumerate(segments):
        found[Segment(segment.start, segment.end), n] = segment.speaker
    return found


def _samples(path: Path) -> Samples:
    return decode(path).channels[0]


if __name__ == "__main__":
    print(markdown())
