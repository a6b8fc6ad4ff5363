"""Pieces to speakers: first divisions by voice alone, those in two followed along time, the likeliest kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from observe.diarise import one_voice
from observe.diarise.chain import change, follow
from observe.diarise.clustering import Apart, Floats, Labels, beginnings, likelihood
from observe.diarise.pieces import Piece, together


@dataclass(frozen=True, slots=True)
class Division:
    """Pieces divided among speakers.

    Attributes:
        labels: speaker of each piece, numbered in the order of first appearance, shape (n,).
        certainty: log odds of its speaker against the next likely one, shape (n,); infinite where there was no
            choice.
        one: how likely all of it is one voice, in [0, 1]; asked of divisions in two alone, 0 otherwise.
    """

    labels: Labels
    certainty: Floats
    one: float = 0.0


def divide(pieces: Sequence[Piece], embeddings: Floats, seconds: Floats, count: int | None) -> Division:
    """Divide pieces among speakers.

    Args:
        pieces: in time order.
        embeddings: of unit length, what varies within a voice evened out, shape (n, dimension).
        seconds: clean speech in each, shape (n,).
        count: of speakers; None to find it.

    Returns:
        Two speakers where two are asked for and there are two pieces, unless one is nowhere the likelier; of
        three or more at most as many. Whether two are one voice after all is told beside it, for the caller to
        decide.
    """
    if len(pieces) == 0:
        return Division(np.zeros(0, dtype=np.intp), np.zeros(0))
    apart, changes = together(pieces), change(pieces)
    first = beginnings(embeddings, seconds, apart, count)
    if int(first[0].max()) == 0:
        return Division(first[0], np.full(len(pieces), np.inf))
    if int(first[0].max()) > 1:
        # How voices follow each other in a talk of three was not learnt: too few such calls are at hand.
        return Division(_in_order(_likeliest(first, embeddings, seconds)), np.full(len(pieces), np.inf))
    path = max((follow(embeddings, seconds, changes, labels) for labels in first), key=lambda p: p.likelihood)
    labels = _in_order(_kept_apart(path.labels, apart, path.certainty))
    one = one_voice.likely(pieces, embeddings, seconds, labels) if count == 2 else 0.0
    return Division(labels, path.certainty, one)


def _likeliest(divisions: Sequence[Labels], embeddings: Floats, seconds: Floats) -> Labels:
    heard = seconds > 0 if (seconds > 0).any() else np.ones(len(seconds), dtype=bool)
    clear = np.maximum(seconds, 0.1)[heard]
    return max(divisions, key=lambda labels: likelihood(embeddings[heard], clear, labels[heard]))


def _kept_apart(labels: Labels, apart: Apart, certainty: Floats) -> Labels:
    """Where two pieces heard together came to one speaker, the less certain one goes to one who is free."""
    labels = labels.copy()
    speakers = np.unique(labels)
    for n in np.argsort(certainty, kind="stable"):
        busy = labels[apart[n]]
        free = np.setdiff1d(speakers, busy)
        if labels[n] in busy and len(free):
            labels[n] = free[0]
    return labels


def _in_order(labels: Labels) -> Labels:
    names = {int(label): n for n, label in enumerate(dict.fromkeys(labels.tolist()))}
    return np.array([names[int(label)] for label in labels], dtype=np.intp)
