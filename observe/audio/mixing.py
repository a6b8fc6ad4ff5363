"""From all channels of all tracks to the one or two that are worked with, and to the usual scale.

A call has two parties, and is worked with in two channels at most. Where a file has more, those that hold
nothing, a copy of another or the mixture of two others are left out; what then is still more than two is mixed
to one channel, so that nobody is lost. Sound stored as floats on the scale of whole numbers is brought to
[-1, 1].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.audio.line import Samples
from observe.audio.reading import Reading

#: Looked at this rate: enough for speech, and quick.
LOOK_HZ = 8_000
#: A channel that stays this far below the loudest holds nothing.
SILENT_DB = 45.0
#: Share of a channel's energy that another, or two others together, must explain for it to be their copy.
COPY, MIXTURE = 0.9, 0.95
#: Correlation of two channels below which one is the other inverted.
INVERTED = -0.9
#: Share of samples beyond full scale from which the scale is another one: clipping gives a few at most.
BEYOND_FULL_SCALE = 0.05
#: Codings that may have any scale, and whole numbers' full scales.
FLOATS = frozenset(f"pcm_f{bits}{order}" for bits in (16, 24, 32, 64) for order in ("le", "be"))
FULL_SCALES = (2.0**7, 2.0**15, 2.0**23, 2.0**31)
#: A frame whose level is measured.
FRAME_S: Seconds = 0.1

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """How the channels worked with are made.

    Attributes:
        rows: how many channels are worked with, 1 or 2.
        matrix: shape (1 or 2, n): each in terms of the file's; None where they are the file's own.
        scale: what samples are divided by.
        remarks: what a user should know of it.
    """

    rows: int
    matrix: Matrix | None = None
    scale: float = 1.0
    remarks: tuple[str, ...] = ()

    def of(self, block: Samples) -> Samples:
        """A block of the channels worked with, in [-1, 1]."""
        mixed: Samples = block if self.matrix is None else self.matrix @ block
        if self.scale != 1.0:
            mixed = mixed / np.float32(self.scale)
        return np.clip(mixed, -1.0, 1.0)


def mix_of(reading: Reading) -> Mix:
    """Look through a recording where it needs that: it has more than two channels, or may have any scale.

    Raises:
        AudioUnreadable: it cannot be read to its end.
    """
    if reading.rows <= 2 and not reading.codings & FLOATS:
        return Mix(reading.rows)
    seen = _seen(reading.blocks(LOOK_HZ), reading.rows)
    scale = seen.scale if reading.codings & FLOATS else 1.0
    found = f"The samples go up to {seen.peak:.0f} instead of 1; they were brought to the usual scale."
    remarks = (found,) if scale != 1.0 else ()
    if reading.rows <= 2:
        return Mix(reading.rows, None, scale, remarks)
    matrix, said = _fold(seen)
    return Mix(len(matrix), matrix, scale, (*remarks, said))


def upright(mix: Mix, reading: Reading) -> Mix:
    """The same, with the second channel turned over where it is the first inverted.

    Whoever hears both from one loudspeaker would hear nothing of a voice that one channel takes from the other.

    Raises:
        AudioUnreadable: the recording cannot be read to its end.
    """
    if mix.rows != 2:
        return mix
    products = np.zeros((2, 2))
    for block in reading.blocks(LOOK_HZ):
        both = mix.of(block).astype(np.float64)
        products += both @ both.T
    if products[0, 1] > INVERTED * float(np.sqrt(products[0, 0] * products[1, 1])):
        return mix
    turned = np.diag(np.array([1.0, -1.0], np.float32))
    return replace(mix, matrix=turned if mix.matrix is None else turned @ mix.matrix)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    products: npt.NDArray[np.float64]
    loudest: npt.NDArray[np.float64]
    peak: float
    scale: float


def _seen(blocks: Iterable[Samples], rows: int) -> _Seen:
    products = np.zeros((rows, rows))
    frame = int(FRAME_S * LOOK_HZ)
    loudest = np.zeros(rows)
    beyond = something = 0
    peak = 0.0
    for block in blocks:
        wide = block.astype(np.float64)
        products += wide @ wide.T
        size = np.abs(block)
        something += int(np.count_nonzero(size))
        beyond += int(np.count_nonzero(size >= 1.0))
        peak = max(peak, float(np.quantile(size, 0.9999)) if size.size else 0.0)
        whole = wide[:, : wide.shape[1] // frame * frame].reshape(rows, -1, frame)
        if whole.shape[1]:
            loudest = np.maximum(loudest, np.sqrt((whole**2).mean(axis=2)).max(axis=1))
    other = beyond > BEYOND_FULL_SCALE * max(something, 1)
    return _Seen(products, loudest, peak, next((s for s in FULL_SCALES if s >= peak), peak) if other else 1.0)


def _fold(seen: _Seen) -> tuple[Matrix, str]:
    rows = len(seen.loudest)
    kept = [n for n in range(rows) if seen.loudest[n] > seen.loudest.max() * 10 ** (-SILENT_DB / 20)]
    kept = [
        n for place, n in enumerate(kept) if all(_explained(seen.products, n, [m]) < COPY for m in kept[:place])
    ]
    while len(kept) > 2:
        mixture = next((n for n in reversed(kept) if _is_mixture(seen.products, n, kept)), None)
        if mixture is None:
            break
        kept.remove(mixture)
    number = f"The file has {rows} channels"
    if not kept:
        return _matrix(rows, [[0]]), f"{number}; none of them carries sound."
    if len(kept) == 1:
        return _matrix(rows, [kept]), f"{number}; the sound of number {kept[0] + 1} is all there is."
    if len(kept) == 2:
        said = f"{number}; numbers {kept[0] + 1} and {kept[1] + 1} were taken as left and right"
        return _matrix(rows, [[one] for one in kept]), f"{said}; the others hold nothing else."
    said = f"{number}, and {len(kept)} of them hold different sound; they were mixed, and voices told apart"
    return _matrix(rows, [kept]), f"{said} in the mixture."


def _matrix(rows: int, groups: list[list[int]]) -> Matrix:
    matrix = np.zeros((len(groups), rows), np.float32)
    for row, group in enumerate(groups):
        matrix[row, group] = 1.0 / len(group)
    return matrix


def _explained(products: npt.NDArray[np.float64], one: int, others: list[int]) -> float:
    """Share of a channel's energy that others explain, in [0, 1]."""
    weights = _weights(products, one, others)
    return float(weights @ products[others, one] / max(products[one, one], 1e-12))


def _is_mixture(products: npt.NDArray[np.float64], one: int, kept: list[int]) -> bool:
    """Whether a channel is the sum of others; that others are its difference makes them no mixture."""
    others = [n for n in kept if n != one]
    explained = _explained(products, one, others) >= MIXTURE
    return explained and bool((_weights(products, one, others) > -0.1).all())


def _weights(products: npt.NDArray[np.float64], one: int, others: list[int]) -> npt.NDArray[np.float64]:
    found = np.linalg.lstsq(products[np.ix_(others, others)], products[others, one], rcond=None)[0]
    return found.astype(np.float64)
