"""Stretches of one voice to speakers: whose is whose, and how many there are.

An embedding is taken for the voice plus noise, and the noise for smaller the longer the voice was heard: the
cosine of two stretches of one voice is about √(r₁ r₂), where r = d / (d + τ) for d seconds of clean speech.
So a short stretch that agrees poorly with its own voice is expected, not evidence of another one. Under that
model a division of the stretches has a likelihood in closed form (`likelihood`), which settles what heuristics
leave open: two clusterings are made, spectral and agglomerative, each is improved stretch by stretch, and the
likelier one is kept.

Voices heard at the same moment are two voices: stretches that overlap are kept apart.

Sources: von Luxburg, U. (2007), "A tutorial on spectral clustering", Statistics and Computing 17(4), for the
first; Ioffe, S. (2006), "Probabilistic linear discriminant analysis", ECCV, for the model, here with spherical
covariances, as the call at hand is too short to estimate others from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds

#: Seconds of clean speech at which an embedding is half voice, half noise (`docs/diarisation.md`).
HALF_RELIABLE: Seconds = 1.15
#: Cosine of two clusters, noise allowed for, from which they are held for one voice: where the speakers are to
#: be counted, and, against the count that was given, where there is hardly a doubt.
SAME_VOICE, SURELY_SAME_VOICE = 0.55, 0.65
#: With less clean speech than this, a voice is not counted as one more speaker.
LEAST_SPEECH: Seconds = 1.0
#: More voices than this are not looked for where no count is given.
MOST_VOICES = 12
#: The longest stretches are clustered; the others join the nearest. Keeps a long call linear.
MOST_CLUSTERED = 300
MOST_ROUNDS = 20

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]
Apart = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Division:
    """Stretches divided among speakers.

    Attributes:
        labels: speaker of each stretch, from 0, shape (n,).
        margins: how much nearer its speaker's voice is than the next one's, in cosine, shape (n,); infinite
            where there was no choice. Small ones mark where what is said may break the tie.
    """

    labels: Labels
    margins: Floats


def divide(embeddings: Floats, seconds: Floats, apart: Apart, count: int | None) -> Division:
    """Divide stretches among speakers.

    Args:
        embeddings: of unit length, shape (n, dimension).
        seconds: clean speech in each, shape (n,); with 0 a stretch has no say in what voices there are.
        apart: which are two voices for certain, symmetric, shape (n, n).
        count: of speakers; None to find it.

    Returns:
        At most ``count`` different labels, numbered in the order of first appearance; fewer where there is no
        evidence for as many voices.
    """
    if len(embeddings) == 0:
        return Division(np.zeros(0, dtype=np.intp), np.zeros(0))
    heard = np.flatnonzero(seconds > 0)
    if len(heard) == 0:
        heard = np.arange(len(embeddings))
    chosen = np.sort(heard[np.argsort(-seconds[heard], kind="stable")][:MOST_CLUSTERED])
    clear = np.maximum(seconds[chosen], 0.1)
    core = _cluster(embeddings[chosen], clear, apart[np.ix_(chosen, chosen)], count)
    labels = np.full(len(embeddings), -1, dtype=np.intp)
    labels[chosen] = core
    voices = _voices(embeddings[chosen], clear, core)
    order = np.argsort(-seconds, kind="stable")
    return _assign(embeddings, apart, labels, voices, order.astype(np.intp), count)


def likelihood(embeddings: Floats, seconds: Floats, labels: Labels) -> float:
    """How likely a division is, up to a constant and a factor; higher is likelier."""
    sums, precision = _evidence(embeddings, seconds)
    return float(
        sum(
            _term(np.square(sums[labels == k].sum(0)).sum(), precision[labels == k].sum())
            for k in np.unique(labels)
        )
    )


def _cluster(embeddings: Floats, seconds: Floats, apart: Apart, count: int | None) -> Labels:
    """The best division into as many voices as there are evidence for, ``count`` at most."""
    alike = SAME_VOICE if count is None else SURELY_SAME_VOICE
    most = _worth_counting(embeddings, seconds, apart) if count is None else count
    for wanted in range(min(most, len(embeddings)), 1, -1):
        labels = _into(wanted, embeddings, seconds, apart)
        speech = np.bincount(labels, weights=seconds).astype(np.float64)
        if count is None and speech.min() < LEAST_SPEECH:
            continue
        sums, _ = _evidence(embeddings, seconds)
        likeness = _alike(np.stack([sums[labels == k].sum(0) for k in range(wanted)]), speech)
        if likeness[np.triu_indices(wanted, 1)].max() < alike:
            return labels
    return np.zeros(len(embeddings), dtype=np.intp)


def _worth_counting(embeddings: Floats, seconds: Floats, apart: Apart) -> int:
    """The most voices there can be: clusters that are not alike, each with enough speech, and one to spare."""
    found = agglomerate(embeddings, seconds, apart, 1, SAME_VOICE)
    return min(MOST_VOICES, int((np.bincount(found, weights=seconds) >= LEAST_SPEECH).sum()) + 1)


def _into(count: int, embeddings: Floats, seconds: Floats, apart: Apart) -> Labels:
    """The likeliest division into ``count`` that is found."""
    if count == len(embeddings):
        return np.arange(count, dtype=np.intp)
    found = (agglomerate(embeddings, seconds, apart, count), spectral(embeddings, count))
    improved = [improve(embeddings, seconds, apart, labels) for labels in found]
    return max(improved, key=lambda labels: likelihood(embeddings, seconds, labels))


def agglomerate(
    embeddings: Floats, seconds: Floats, apart: Apart, count: int, alike_from: float = -np.inf
) -> Labels:
    """Join the two most alike clusters, noise allowed for, down to ``count`` while they are alike enough."""
    sums, _ = _evidence(embeddings, seconds)
    sums, speech, apart = sums.copy(), seconds.astype(np.float64), apart.copy()
    labels = np.arange(len(embeddings), dtype=np.intp)
    alive = np.ones(len(embeddings), dtype=bool)
    alike = _alike(sums, speech)
    np.fill_diagonal(alike, -np.inf)
    while alive.sum() > count:
        allowed = np.where(apart, -np.inf, alike)
        a, b = divmod(int(allowed.argmax()), len(alike))
        if allowed[a, b] < alike_from:
            break
        if not np.isfinite(allowed[a, b]):
            # Only voices heard together are left, more of them than there are speakers.
            a, b = divmod(int(alike.argmax()), len(alike))
        sums[a] += sums[b]
        speech[a] += speech[b]
        apart[a] |= apart[b]
        apart[:, a] |= apart[:, b]
        apart[a, a] = False
        alive[b] = False
        labels[labels == b] = a
        row = _alike(sums, speech, a)
        row[~alive] = row[a] = -np.inf
        alike[a] = alike[:, a] = row
        alike[b] = alike[:, b] = -np.inf
    return np.unique(labels, return_inverse=True)[1].astype(np.intp)


def spectral(embeddings: Floats, count: int) -> Labels:
    """Cut the graph of likenesses into ``count`` parts (normalised cut)."""
    from sklearn.cluster import SpectralClustering

    affinity = np.clip(embeddings @ embeddings.T, 1e-6, 1.0)
    method = SpectralClustering(count, affinity="precomputed", assign_labels="kmeans", random_state=0)
    labels: Labels = method.fit_predict(affinity).astype(np.intp)
    return labels


def improve(embeddings: Floats, seconds: Floats, apart: Apart, labels: Labels) -> Labels:
    """Move single stretches for as long as the division becomes likelier; no cluster is emptied."""
    labels = np.unique(labels, return_inverse=True)[1].astype(np.intp)
    sums, precision = _evidence(embeddings, seconds)
    sizes = np.bincount(labels)
    total = np.stack([sums[labels == k].sum(0) for k in range(len(sizes))])
    weight = np.array([precision[labels == k].sum() for k in range(len(sizes))])
    for _ in range(MOST_ROUNDS):
        moved = False
        for n in np.argsort(seconds, kind="stable"):
            here = labels[n]
            if sizes[here] == 1:
                continue
            total[here] -= sums[n]
            weight[here] -= precision[n]
            with_n = np.square(total + sums[n]).sum(1)
            gain = _term(with_n, weight + precision[n]) - _term(np.square(total).sum(1), weight)
            barred = np.unique(labels[apart[n]])
            if here not in barred:
                gain[barred] = -np.inf
            there = int(gain.argmax()) if gain.max() > gain[here] + 1e-9 else here
            total[there] += sums[n]
            weight[there] += precision[n]
            if there != here:
                sizes[here] -= 1
                sizes[there] += 1
                labels[n] = there
                moved = True
        if not moved:
            break
    return labels


def _assign(
    embeddings: Floats, apart: Apart, labels: Labels, voices: Floats, order: Labels, count: int | None
) -> Division:
    """Give what was not clustered the nearest voice that is not busy; then number by first appearance.

    Where all are busy it belongs to a new one, as long as fewer than ``count`` are known.
    """
    for n in order:
        if labels[n] >= 0:
            continue
        nearness = voices @ embeddings[n]
        busy = np.unique(labels[apart[n] & (labels >= 0)])
        free = np.setdiff1d(np.arange(len(voices)), busy)
        if len(free) == 0 and len(voices) < (count or 0):
            voices, nearness = np.vstack([voices, embeddings[n]]), np.append(nearness, 1.0)
        options = free if len(free) else np.arange(len(voices))
        labels[n] = options[nearness[options].argmax()]
    nearness = embeddings @ voices.T
    own = np.take_along_axis(nearness, labels[:, None], axis=1)[:, 0]
    np.put_along_axis(nearness, labels[:, None], -np.inf, axis=1)
    names = {int(k): n for n, k in enumerate(dict.fromkeys(labels.tolist()))}
    return Division(np.array([names[int(k)] for k in labels], dtype=np.intp), own - nearness.max(axis=1))


def _voices(embeddings: Floats, seconds: Floats, labels: Labels) -> Floats:
    sums, _ = _evidence(embeddings, seconds)
    voices = np.stack([sums[labels == k].sum(0) for k in range(labels.max() + 1)])
    lengths = np.maximum(np.linalg.norm(voices, axis=1, keepdims=True), 1e-12)
    return np.asarray(voices / lengths, dtype=np.float64)


def reliability(seconds: Floats) -> Floats:
    """Share of an embedding that is voice, in [0, 1)."""
    return np.asarray(seconds / (seconds + HALF_RELIABLE), dtype=np.float64)


def _evidence(embeddings: Floats, seconds: Floats) -> tuple[Floats, Floats]:
    """Each stretch's contribution to its voice's estimate, and that estimate's precision."""
    share = reliability(seconds)
    return (np.sqrt(share) / (1 - share))[:, None] * embeddings, seconds / HALF_RELIABLE


def _term(square: Floats | float, precision: Floats | float) -> Floats:
    """A cluster's log likelihood, given its summed evidence's squared length and precision."""
    return np.asarray(square / (1 + precision) - np.log1p(precision))


def _alike(sums: Floats, seconds: Floats, row: int | None = None) -> Floats:
    """Cosine of clusters, over what it would be for one voice heard as long; all of them, or one row."""
    scaled = sums / (np.linalg.norm(sums, axis=1) * np.sqrt(reliability(seconds)))[:, None]
    return np.asarray(scaled @ (scaled.T if row is None else scaled[row]), dtype=np.float64)
