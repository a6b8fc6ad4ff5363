"""Where voices start and stop, who overlaps whom: local speaker activity from pyannote's segmentation-3.0.

The model hears ten seconds at a time and tells up to three voices apart in them, two at once, but names them
anew in every window. Windows are laid so that their frames coincide, each is renamed to agree best with what
its predecessors said of the seconds they share, and what all windows say of a frame is averaged, the middle
of a window counting for more than its rim. The result is three *tracks*: a track is one voice for as long as
it goes on, but may be another after a pause. `observe.diarise.clustering` finds out which is whose.

Source: Plaquet, A. and Bredin, H. (2023), "Powerset multi-class cross entropy loss for neural speaker
diarization", Interspeech, for the model; weights pyannote/segmentation-3.0 (MIT).
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")

import torch

from observe.diarise import Progress, Samples
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ, Activity, Tracks, n_frames
from observe.errors import WeightsCorrupt, WeightsMissing

WINDOW_SAMPLES, WINDOW_FRAMES = 160_000, 589
#: Which of the three local voices speak in each of the model's seven classes.
CLASSES = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], dtype=np.float32
)
VOICES = 3
#: Weights of silence, one voice and two in the choice of a frame's class. The model is cautious: it finds too
#: little speech and too little overlap, and what it leaves out here no later stage can attribute.
PREFERENCE = np.array([0.6, 1, 1, 1, 1.2, 1.2, 1.2], dtype=np.float32)

Probabilities = npt.NDArray[np.float32]


class Segmenter:
    """Segmentation-3.0, loaded once.

    Args:
        path: of ``pytorch_model.bin``.
        device: ``cpu`` or ``cuda``.
        step_frames: from one window to the next; 118 frames are 1.99 s.
        batch: windows run together.

    Raises:
        WeightsMissing: there is no file at ``path``.
        WeightsCorrupt: the file is not a segmentation model of this kind.
    """

    def __init__(self, path: Path, device: str = "cpu", step_frames: int = 118, batch: int = 16) -> None:
        self.step_frames = step_frames
        self.batch = batch
        self.network = _load(path).to(device)
        self.device = device

    def tracks(self, samples: Samples, progress: Progress = lambda share: None) -> Tracks:
        """Local speaker activity of a recording (float32 mono, 16 kHz)."""
        stitched = Stitcher(n_frames(len(samples)))
        for start, probabilities, share in self._windows(samples):
            stitched.add(start, probabilities)
            progress(share)
        return Tracks(stitched.active(), len(samples) / SAMPLE_RATE_HZ)

    def _windows(self, samples: Samples) -> Iterator[tuple[int, Probabilities, float]]:
        """First frame, class probabilities (589, 7) and share done, window by window."""
        starts = window_starts(len(samples), self.step_frames)
        for n in range(0, len(starts), self.batch):
            group = starts[n : n + self.batch]
            windows = np.zeros((len(group), 1, WINDOW_SAMPLES), dtype=np.float32)
            for row, start in zip(windows, group, strict=True):
                piece = samples[start * FRAME_STEP : start * FRAME_STEP + WINDOW_SAMPLES]
                row[0, : len(piece)] = piece
            with torch.inference_mode():
                scores = self.network(torch.from_numpy(windows).to(self.device)).exp().cpu().numpy()
            for m, (start, row) in enumerate(zip(group, scores, strict=True), start=n + 1):
                yield start, row, m / len(starts)


class Stitcher:
    """Averages windows into one account of a recording, renaming each window's voices to fit."""

    def __init__(self, frames: int) -> None:
        self.sums = np.zeros((frames, len(CLASSES)), dtype=np.float32)
        self.weights = np.zeros((frames, 1), dtype=np.float32)
        # A raised cosine that never reaches zero: the ends of a call are seen by window rims alone.
        rim = 0.05
        self.taper = (rim + (1 - rim) * np.hanning(WINDOW_FRAMES + 2)[1:-1, None]).astype(np.float32)

    def add(self, start: int, probabilities: Probabilities) -> None:
        """Take in a window whose first frame is the recording's ``start``-th.

        Args:
            start: frame.
            probabilities: of the seven classes, shape (589, 7).
        """
        stop = min(start + WINDOW_FRAMES, len(self.sums))
        window = probabilities[: stop - start]
        before = (self.sums[start:stop] / np.maximum(self.weights[start:stop], 1e-6)) @ CLASSES
        agreement = before.T @ (window @ CLASSES)
        best = max(
            permutations(range(VOICES)), key=lambda order: sum(agreement[k, order[k]] for k in range(VOICES))
        )
        taper = self.taper[: stop - start]
        self.sums[start:stop] += taper * window[:, class_order(best)]
        self.weights[start:stop] += taper

    def active(self) -> Activity:
        """The most probable set of voices in each frame, shape (n_frames, 3)."""
        chosen: Activity = CLASSES[(self.sums * PREFERENCE).argmax(axis=1)] > 0
        return chosen


def class_order(voices: tuple[int, ...]) -> list[int]:
    """For each class, the class that it was before voice ``voices[k]`` was renamed ``k``."""
    order = []
    for members in CLASSES:
        before = np.zeros(VOICES, dtype=np.float32)
        for k in np.flatnonzero(members):
            before[voices[k]] = 1
        order.append(int(np.flatnonzero((before == CLASSES).all(axis=1))[0]))
    return order


def window_starts(samples: int, step_frames: int) -> list[int]:
    """First frames of the windows; the last one ends with the recording."""
    last = max(0, -(-(samples - WINDOW_SAMPLES) // FRAME_STEP))
    return [*range(0, last, step_frames), last]


def _load(path: Path) -> Any:
    if not path.is_file():
        raise WeightsMissing(
            f"found no {path.name} in {path.parent.name}/; expected the segmentation weights there",
            "Run 'observe models pull'",
            stage="diarise",
        )
    with warnings.catch_warnings():
        # pyannote warns at length of decoders that observe does not use: samples are given, not files.
        warnings.simplefilter("ignore")
        from pyannote.audio import Model

        try:
            network = Model.from_pretrained(path)
        except Exception as error:
            raise WeightsCorrupt(
                f"{path.name} does not load as a segmentation model ({type(error).__name__})",
                "Run 'observe models verify', then 'observe models pull'",
                stage="diarise",
            ) from error
    return network.eval()
