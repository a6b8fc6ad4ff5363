"""What varies within a voice, evened out of its embeddings.

A person's embeddings differ from each other more along some of the 192 directions than along others: with what
is said, how loudly, through which codec. Measured over many pieces of the same people, that gives a matrix by
which the directions that say little of who speaks are shortened before voices are compared (within-class
covariance normalisation). `within_voice.npy` holds it for CAM++; on whom it was measured is in
`docs/diarisation.md`.

Source: Hatch, A. O., Kajarekar, S. and Stolcke, A. (2006), "Within-class covariance normalization for SVM-based
speaker recognition", Interspeech.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from observe.diarise.clustering import Floats

#: How much of the measured covariance is replaced by an even one, since it was measured on few people.
SHRINKAGE = 0.3


def evened(embeddings: Floats) -> Floats:
    """Embeddings of CAM++, of unit length, with what varies within a voice evened out; of the shape given."""
    found = embeddings @ _matrix()
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), dtype=np.float64)


def matrix(covariance: Floats, shrinkage: float = SHRINKAGE) -> Floats:
    """The inverse square root of a covariance, shrunk towards an even one; its scale means nothing."""
    sizes, directions = np.linalg.eigh(covariance)
    sizes = (1 - shrinkage) * sizes + shrinkage * sizes.mean()
    return np.asarray((directions * np.sqrt(sizes.mean() / sizes)) @ directions.T, dtype=np.float64)


@cache
def _matrix() -> Floats:
    with (files("observe.diarise") / "within_voice.npy").open("rb") as file:
        return np.asarray(np.load(file), dtype=np.float64)
