"""The yardstick: pyannote.audio's own pipeline on the same weights, clustered as its release 3.1 does.

Segmentation-3.0 on windows a tenth apart, CAM++ on every voice of every window, agglomerative clustering by
centroids with the hyper-parameters that pyannote published with its speaker-diarization-3.1.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- its customary name
from torch import Tensor

from observe.diarise import campplus

PARAMETERS = {
    "segmentation": {"min_duration_off": 0.0},
    "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": 0.7045654963945799},
}
MIN_FRAMES = 10


def pipeline(segmentation: Path, embedding: Path) -> Any:
    """The stock pipeline, ready to be called with ``{"waveform": …, "sample_rate": 16000}``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyannote.audio import Model
        from pyannote.audio.core.plda import PLDA
        from pyannote.audio.pipelines import SpeakerDiarization

    class Embedding(Model):
        """CAM++ in pyannote's clothes; a mask selects the frames of one voice, as its WeSpeaker model does."""

        def __init__(self) -> None:
            super().__init__(sample_rate=campplus.SAMPLE_RATE, num_channels=1)
            self.network = campplus.load(embedding)

        @property
        def dimension(self) -> int:
            return campplus.DIMENSION

        def forward(self, waveforms: Tensor, weights: Tensor | None = None) -> Tensor:
            found = torch.full((len(waveforms), campplus.DIMENSION), np.nan)
            for n, waveform in enumerate(waveforms[:, 0]):
                bands = campplus.mel_bands(waveform)
                if weights is not None:
                    mask = F.interpolate(weights[n][None, None], size=len(bands), mode="nearest")[0, 0]
                    bands = bands[mask > 0.5]
                if len(bands) >= MIN_FRAMES:
                    found[n] = self.network(bands.unsqueeze(0))[0]
            return found

    # The pipeline insists on a PLDA even where the clustering that was asked for has no use for one.
    unused = PLDA.__new__(PLDA)
    made = SpeakerDiarization(
        segmentation=Model.from_pretrained(segmentation),
        embedding=Embedding().eval(),
        plda=unused,
        clustering="AgglomerativeClustering",
        segmentation_batch_size=32,
        embedding_batch_size=32,
    )
    return made.instantiate(PARAMETERS)
