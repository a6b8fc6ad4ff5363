"""Pieces in the order spoken, as a chain: who spoke before tells who speaks now, beside the voice itself.

Segmentation names voices anew after a pause, but while talk goes on it knows quite well whether the voice has
changed: two pieces of one track that touch are nearly always one voice, two pieces of different tracks close
together nearly always two. `change` says how likely a change is from each piece to the next; `follow` weighs
that against the voices (a hidden Markov model over pieces, as in VBx, with one embedding a piece): voices are
estimated from who seems to speak where, who speaks where from the voices, in turns, and the best path
through all pieces is taken at the end (Viterbi 1967).

Sources: Landini, F., Profant, J., Diez, M. and Burget, L. (2022), "Bayesian HMM clustering of x-vector
sequences (VBx) in speaker diarization", Computer Speech and Language 71, for the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.diarise.clustering import Floats, Labels, evidence, fit_to_others, in_common
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ
from observe.diarise.pieces import Piece

#: Pauses between two pieces, in seconds: up to each bound, and above the last, a change is as likely as below.
PAUSES: tuple[Seconds, ...] = (0.05, 0.3, 0.8, 2.0)
SAME_TRACK = (0.04, 0.20, 0.30, 0.45, 0.50)
OTHER_TRACK = (0.70, 0.85, 0.85, 0.75, 0.50)
#: Two tracks that overlap for this long are two voices; a change is then as good as certain.
OVERLAP: Seconds = 0.1
HEARD_TOGETHER = 0.97
#: What one unit of a voice's evidence weighs beside the chain, and the most that one piece may say against it.
WEIGHT, MOST_SAID = 60.0, 8.0
#: A piece without clean speech counts for this much of one with it.
UNCLEAN = 0.25
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Path:
    """Who speaks in each piece.

    Attributes:
        labels: shape (n,).
        certainty: log odds of each piece's speaker against the next likely one, shape (n,).
        likelihood: log likelihood of all that was heard, up to a constant: how well the voices fit it, and how
            well the path fits what segmentation heard.
    """

    labels: Labels
    certainty: Floats
    likelihood: float


def change(pieces: Sequence[Piece]) -> Floats:
    """How likely another voice speaks in each piece than in the one before, shape (n - 1,).

    Args:
        pieces: in time order.
    """
    found = []
    for before, after in pairwise(pieces):
        pause = (after.first - before.last) * FRAME_STEP / SAMPLE_RATE_HZ
        same = before.track == after.track
        if not same and pause < -OVERLAP:
            found.append(HEARD_TOGETHER)
        else:
            found.append((SAME_TRACK if same else OTHER_TRACK)[int(np.searchsorted(PAUSES, pause, "right"))])
    return np.array(found)


def follow(embeddings: Floats, seconds: Floats, changes: Floats, labels: Labels) -> Path:
    """Improve a division along time.

    Args:
        embeddings: of unit length, shape (n, dimension).
        seconds: clean speech in each, shape (n,).
        changes: see `change`, shape (n - 1,).
        labels: a first division into at least two, from 0, shape (n,).

    Returns:
        The best path; it may leave a voice without a piece.
    """
    count = int(labels.max()) + 1
    clear = np.maximum(seconds, 0.1)
    gathered, precision = evidence(embeddings, clear)
    shared = in_common(gathered, precision)
    steps = [_step(float(p), count) for p in changes]
    owners: Floats = np.eye(count)[labels]
    said = np.zeros_like(owners)
    likelihood = fit = 0.0
    for _ in range(ROUNDS):
        # What all voices of the call have in common is where each of them is expected before it is heard.
        voices = (shared + owners.T @ gathered) / (1.0 + (owners.T @ precision)[:, None])
        fits = WEIGHT * (gathered @ voices.T - 0.5 * precision[:, None] * np.square(voices).sum(1))
        fit = float(fits.max(1)[seconds > 0].sum()) - 0.5 * WEIGHT * float(np.square(voices - shared).sum())
        said = WEIGHT * fit_to_others(gathered, precision, owners)
        said = np.maximum(said - said.max(1, keepdims=True), -MOST_SAID)
        said[seconds <= 0] *= UNCLEAN
        before = owners
        owners, likelihood = _forward_backward(said, steps)
        if np.abs(owners - before).max() < 1e-3:
            break
    best = np.sort(np.maximum(owners, 1e-12), axis=1)
    return Path(_viterbi(said, steps), np.log(best[:, -1] / best[:, -2]), likelihood + fit)


def _step(change_likely: float, count: int) -> Floats:
    """Log probabilities of going from each speaker (row) to each (column)."""
    table = np.full((count, count), np.log(change_likely / (count - 1)))
    np.fill_diagonal(table, np.log(1.0 - change_likely))
    return table


def _forward_backward(said: Floats, steps: Sequence[Floats]) -> tuple[Floats, float]:
    """Probability of each speaker in each piece, and the log likelihood of all paths together."""
    n, count = said.shape
    ahead, back = np.zeros((n, count)), np.zeros((n, count))
    ahead[0] = said[0] - np.log(count)
    for i in range(1, n):
        ahead[i] = said[i] + np.logaddexp.reduce(ahead[i - 1][:, None] + steps[i - 1], axis=0)
    for i in range(n - 2, -1, -1):
        back[i] = np.logaddexp.reduce(steps[i] + (said[i + 1] + back[i + 1])[None], axis=1)
    total = float(np.logaddexp.reduce(ahead[-1]))
    return np.exp(ahead + back - total), total


def _viterbi(said: Floats, steps: Sequence[Floats]) -> Labels:
    best = said[0]
    came_from: list[npt.NDArray[np.intp]] = []
    for row, step in zip(said[1:], steps, strict=True):
        reached = best[:, None] + step
        came_from.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for origins in reversed(came_from):
        path.append(int(origins[path[-1]]))
    return np.array(path[::-1], dtype=np.intp)
