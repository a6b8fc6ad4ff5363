"""Made-up voices: embeddings of stretches, each with the noise that its length brings."""

import numpy as np

from observe.diarise.clustering import HALF_RELIABLE

DIMENSION = 192


def heard(owners, seconds, seed=0, likeness=0.15):
    """Embeddings of stretches: √r of the owner's voice, the rest noise; two voices have cosine ``likeness``."""
    rng = np.random.default_rng(seed)
    owners, seconds = np.asarray(owners), np.asarray(seconds, dtype=float)
    basis = np.linalg.qr(rng.normal(size=(DIMENSION, owners.max() + 2)))[0].T
    voices = np.sqrt(likeness) * basis[-1] + np.sqrt(1 - likeness) * basis[:-1]
    share = (seconds / (seconds + HALF_RELIABLE))[:, None]
    noise = rng.normal(size=(len(owners), DIMENSION)) / np.sqrt(DIMENSION)
    found = np.sqrt(share) * voices[owners] + np.sqrt(1 - share) * noise
    return found / np.linalg.norm(found, axis=1, keepdims=True), seconds


def nobody_apart(n):
    return np.zeros((n, n), dtype=bool)


def same_division(one, other):
    """Whether two labellings differ in the names of the labels alone."""
    pairs = set(zip(one, other, strict=True))
    return len(pairs) == len(set(one)) == len(set(other))
