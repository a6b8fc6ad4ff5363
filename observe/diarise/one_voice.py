"""Whether two voices that were told apart are one voice after all: a voicemail, somebody reading.

Any speech falls into two heaps if it must. Five signs tell real ones: how alike their voices are, how much
better each piece fits its own than the other (the piece itself left out), how often segmentation heard another
voice take over, how long two were heard at once, and how much speech the smaller heap holds. A logistic
regression weighs them; on which recordings it was fitted, and what it then did on others, is in
`docs/diarisation.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

import numpy as np

from observe.annotation import Seconds
from observe.diarise.clustering import Apart, Floats, Labels, evidence, fit_to_others, likenesses
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ
from observe.diarise.pieces import Piece

#: Weight of each sign, in the order of `Signs`, and what they are added to.
WEIGHTS, BIAS = (5.29, -5.49, -1.77, -23.72, -1.44), 1.33
#: A pause longer than this says nothing of who speaks after it.
PAUSE: Seconds = 2.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells one voice from two.

    Attributes:
        likeness: cosine of the two voices, over what it would be for one heard as long.
        separation: how much better pieces fit their own voice than the other, themselves left out.
        taken_over: share of the steps from piece to piece in which segmentation heard another voice.
        together: seconds in which two were heard at once, a second of clean speech.
        smaller: logarithm of the seconds of clean speech of the speaker who has less.
    """

    likeness: float
    separation: float
    taken_over: float
    together: float
    smaller: float


def likely(pieces: Sequence[Piece], embeddings: Floats, seconds: Floats, labels: Labels) -> float:
    """How likely two speakers are one voice, in [0, 1]; 1 where only one has pieces.

    Args:
        pieces: in time order.
        embeddings: of unit length, shape (n, dimension).
        seconds: clean speech in each, shape (n,).
        labels: 0 or 1 for each, shape (n,).
    """
    if len(np.unique(labels)) < 2:
        return 1.0
    found = signs(pieces, embeddings, seconds, labels)
    return float(1.0 / (1.0 + np.exp(-(BIAS + np.dot(WEIGHTS, astuple(found))))))


def signs(pieces: Sequence[Piece], embeddings: Floats, seconds: Floats, labels: Labels) -> Signs:
    """What `likely` weighs; for pieces of two labels."""
    clear = np.maximum(seconds, 0.1)
    steps = [
        before.track != after.track and _pause(before, after) < PAUSE for before, after in pairwise(pieces)
    ]
    overlaps = sum(
        max(0.0, -_pause(before, after))
        for n, before in enumerate(pieces)
        for after in pieces[n + 1 : n + 5]
        if before.track != after.track
    )
    return Signs(
        likeness=float(likenesses(embeddings, clear, labels)[0]),
        separation=_separation(embeddings, clear, labels, seconds > 0),
        taken_over=float(np.mean(steps)),
        together=overlaps / float(clear.sum()),
        smaller=float(np.log(np.bincount(labels, weights=clear).min())),
    )


def _pause(before: Piece, after: Piece) -> Seconds:
    """From one piece to the next; below 0 for as long as both are heard."""
    return (after.first - min(before.last, after.last)) * FRAME_STEP / SAMPLE_RATE_HZ


def _separation(embeddings: Floats, clear: Floats, labels: Labels, heard: Apart) -> float:
    gathered, precision = evidence(embeddings, clear)
    fits = fit_to_others(gathered, precision, np.eye(2)[labels])
    each = np.arange(len(labels))
    nearer = fits[each, labels] - fits[each, 1 - labels]
    use = heard if heard.any() else np.ones(len(clear), dtype=bool)
    return float(nearer[use].sum() / precision[use].sum())
