"""Stretches of one voice to speakers: whose is whose, and how many there are.

An embedding is taken for the voice plus noise, and the noise for smaller the longer the voice was heard: the
cosine of two stretches of one voice is about √(r₁ r₂), where r = d / (d + τ) for d seconds of clean speech.
So a short stretch that agrees poorly with its own voice is expected, not evidence of another one. Under that
model a division of the stretches has a likelihood in closed form (`likelihood`), which settles what heuristics
leave open. Two voices of one call can be much alike, by nature or because of the line: where two are asked for,
likeness joins none, and clusterings are also made with what all stretches share taken away. Each is improved
stretch by stretch; `observe.diarise.chain` then goes on from it.

Voices heard at the same moment are two voices: stretches that overlap are kept apart.

Source: Ioffe, S. (2006), "Probabilistic linear discriminant analysis", ECCV, for the model, here with spherical
covariances, as the call at hand is too short to estimate others from.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds

#: Seconds of clean speech at which an embedding is half voice, half noise (`docs/diarisation.md`).
HALF_RELIABLE: Seconds = 1.15
#: Cosine of two clusters, noise allowed for, from which they are held for one voice: where speakers are
#: counted, and where three or more are asked for, since not all of them need speak.
SAME_VOICE = 0.65
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


def beginnings(embeddings: Floats, seconds: Floats, apart: Apart, count: int | None) -> list[Labels]:
    """Divisions to begin with, each likely in its own way.

    Args:
        embeddings: of unit length, shape (n, dimension), n at least 1.
        seconds: clean speech in each, shape (n,); with 0 a stretch has no say in what voices there are.
        apart: which are two voices for certain, symmetric, shape (n, n).
        count: of speakers; None to find it.

    Returns:
        Labels from 0, shape (n,): two where two are asked for and there are two stretches; of three or more,
        and where no count is given, as many as there is evidence for.
    """
    heard = np.flatnonzero(seconds > 0)
    if len(heard) < (count or 1):
        heard = np.arange(len(embeddings))
    chosen = np.sort(heard[np.argsort(-seconds[heard], kind="stable")][:MOST_CLUSTERED])
    clear, core, among = np.maximum(seconds[chosen], 0.1), embeddings[chosen], apart[np.ix_(chosen, chosen)]
    wanted = count if count in (1, 2) else _count(core, clear, among, count)
    wanted = min(wanted, len(chosen))
    if wanted == 1:
        return [np.zeros(len(embeddings), dtype=np.intp)]
    found = _into(wanted, core, clear, among)
    order = np.argsort(-seconds, kind="stable").astype(np.intp)
    return [_assign(embeddings, apart, labels, _voices(core, clear, labels), chosen, order) for labels in found]


def likelihood(embeddings: Floats, seconds: Floats, labels: Labels) -> float:
    """How likely a division is, up to a constant and a factor; higher is likelier."""
    sums, precision = evidence(embeddings, seconds)
    return float(
        sum(
            _term(np.square(sums[labels == k].sum(0)).sum(), precision[labels == k].sum())
            for k in np.unique(labels)
        )
    )


def _count(embeddings: Floats, seconds: Floats, apart: Apart, most: int | None) -> int:
    """How many voices there is evidence for, ``most`` at most; one that was not asked for must say enough."""
    speech_each = LEAST_SPEECH if most is None else 0.0
    most = _worth_counting(embeddings, seconds, apart) if most is None else most
    for wanted in range(min(most, len(embeddings)), 1, -1):
        labels = max(
            _into(wanted, embeddings, seconds, apart), key=lambda own: likelihood(embeddings, seconds, own)
        )
        speech = np.bincount(labels, weights=seconds)
        if speech.min() >= speech_each and likenesses(embeddings, seconds, labels).max() < SAME_VOICE:
            return wanted
    return 1


def likenesses(embeddings: Floats, seconds: Floats, labels: Labels) -> Floats:
    """Cosine of each two clusters, over what it would be for one voice heard as long."""
    count = int(labels.max()) + 1
    sums, _ = evidence(embeddings, seconds)
    speech = np.bincount(labels, weights=seconds, minlength=count).astype(np.float64)
    alike = _alike(np.stack([sums[labels == k].sum(0) for k in range(count)]), speech)
    return np.asarray(alike[np.triu_indices(count, 1)], dtype=np.float64)


def _worth_counting(embeddings: Floats, seconds: Floats, apart: Apart) -> int:
    """The most voices there can be: clusters that are not alike, each with enough speech, and one to spare."""
    found = agglomerate(embeddings, seconds, apart, 1, SAME_VOICE)
    return min(MOST_VOICES, int((np.bincount(found, weights=seconds) >= LEAST_SPEECH).sum()) + 1)


def _into(count: int, embeddings: Floats, seconds: Floats, apart: Apart) -> list[Labels]:
    """Divisions into ``count``: by likeness, with what all share taken away too, and by the first axis."""
    if count == len(embeddings):
        return [np.arange(count, dtype=np.intp)]
    centred = embeddings - np.average(embeddings, axis=0, weights=seconds)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    if lengths.max() < 1e-6:
        return [np.arange(len(embeddings), dtype=np.intp) % count]
    found = [
        agglomerate(embeddings, seconds, apart, count),
        agglomerate(centred / np.maximum(lengths, 1e-9), seconds, apart, count),
    ]
    if count == 2:
        axis = np.linalg.svd(centred * np.sqrt(seconds)[:, None], full_matrices=False)[2][0]
        side = (centred @ axis > 0).astype(np.intp)
        found += [side] if 0 < side.sum() < len(side) else []
    return [improve(embeddings, seconds, apart, labels) for labels in found]


def agglomerate(
    embeddings: Floats, seconds: Floats, apart: Apart, count: int, alike_from: float = -np.inf
) -> Labels:
    """Join the two most alike clusters, noise allowed for, down to ``count`` while they are alike enough."""
    sums, _ = evidence(embeddings, seconds)
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


def improve(embeddings: Floats, seconds: Floats, apart: Apart, labels: Labels) -> Labels:
    """Move single stretches for as long as the division becomes likelier; no cluster is emptied."""
    labels = np.unique(labels, return_inverse=True)[1].astype(np.intp)
    sums, precision = evidence(embeddings, seconds)
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
    embeddings: Floats, apart: Apart, core: Labels, voices: Floats, chosen: Labels, order: Labels
) -> Labels:
    """All labels: those of what was clustered, and for the rest the nearest voice that is not busy."""
    labels = np.full(len(embeddings), -1, dtype=np.intp)
    labels[chosen] = core
    for n in order:
        if labels[n] < 0:
            busy = np.unique(labels[apart[n] & (labels >= 0)])
            free = np.setdiff1d(np.arange(len(voices)), busy)
            options = free if len(free) else np.arange(len(voices))
            labels[n] = options[(voices[options] @ embeddings[n]).argmax()]
    return labels


def _voices(embeddings: Floats, seconds: Floats, labels: Labels) -> Floats:
    sums, _ = evidence(embeddings, seconds)
    voices = np.stack([sums[labels == k].sum(0) for k in range(labels.max() + 1)])
    lengths = np.maximum(np.linalg.norm(voices, axis=1, keepdims=True), 1e-12)
    return np.asarray(voices / lengths, dtype=np.float64)


def reliability(seconds: Floats) -> Floats:
    """Share of an embedding that is voice, in [0, 1)."""
    return np.asarray(seconds / (seconds + HALF_RELIABLE), dtype=np.float64)


def evidence(embeddings: Floats, seconds: Floats) -> tuple[Floats, Floats]:
    """Each stretch's contribution to its voice's estimate, and that estimate's precision."""
    share = reliability(seconds)
    return (np.sqrt(share) / (1 - share))[:, None] * embeddings, seconds / HALF_RELIABLE


def in_common(gathered: Floats, precision: Floats) -> Floats:
    """What all voices of a call share, shape (dimension,): where each is expected before it is heard."""
    return np.asarray(gathered.sum(0) / (precision.sum() + 1.0), dtype=np.float64)


def fit_to_others(gathered: Floats, precision: Floats, owners: Floats) -> Floats:
    """How well each stretch fits each voice as the other stretches tell it: none is evidence for itself.

    Args:
        gathered: see `evidence`, shape (n, dimension).
        precision: the same, shape (n,).
        owners: probability of each voice in each stretch, shape (n, voices).
    """
    own = gathered[:, None] * owners[..., None]
    voices = in_common(gathered, precision) + owners.T @ gathered - own
    voices /= (1.0 + owners.T @ precision - owners * precision[:, None])[..., None]
    nearness = (voices * gathered[:, None]).sum(-1)
    return np.asarray(nearness - 0.5 * precision[:, None] * np.square(voices).sum(-1), dtype=np.float64)


def _term(square: Floats | float, precision: Floats | float) -> Floats:
    """A cluster's log likelihood, given its summed evidence's squared length and precision."""
    return np.asarray(square / (1 + precision) - np.log1p(precision))


def _alike(sums: Floats, seconds: Floats, row: int | None = None) -> Floats:
    """Cosine of clusters, over what it would be for one voice heard as long; all of them, or one row."""
    scaled = sums / (np.linalg.norm(sums, axis=1) * np.sqrt(reliability(seconds)))[:, None]
    return np.asarray(scaled @ (scaled.T if row is None else scaled[row]), dtype=np.float64)
