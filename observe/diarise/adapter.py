"""Separates voices: pyannote's segmentation, one CAM++ embedding a stretch, one division for the whole call.

Embeddings of voices never leave `PyannoteDiariser`: they are not returned, stored or logged, and labels
mean nothing outside the call. A voice used to tell who somebody is would be special-category data.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from observe.diarise import ChannelVoices, Progress, Samples, Stretch, Voices
from observe.diarise.channels import second_voice, some, swapped_at
from observe.diarise.clustering import Floats
from observe.diarise.division import Division, divide
from observe.diarise.evening import evened
from observe.diarise.frames import Tracks
from observe.diarise.pieces import Piece, audible, cut, segments
from observe.diarise.tones import without_tones
from observe.errors import AudioUnreadable, UsageError
from observe.observation import ModelUsed

if TYPE_CHECKING:
    from observe.diarise.campplus import Embedder
    from observe.diarise.segmentation import Segmenter

logger = logging.getLogger(__name__)
Device = Literal["auto", "cpu", "cuda"]
#: Log odds below which a piece is called a close call: less than nine in ten.
CLOSE = 2.2
Result = TypeVar("Result")


class PyannoteDiariser:
    """Who speaks when on one mono track.

    Args:
        segmentation: path of segmentation-3.0's ``pytorch_model.bin``.
        embedding: path of ``campplus_cn_en_common.pt``.
        models: what the observation's provenance says of them.
        device: ``auto`` takes CUDA where there is one.
    """

    def __init__(
        self,
        segmentation: Path,
        embedding: Path,
        models: tuple[ModelUsed, ...] = (),
        device: Device = "auto",
    ) -> None:
        self._paths = segmentation, embedding
        self._models = models
        self._wanted = device
        self._loaded: tuple[Segmenter, Embedder] | None = None
        self._embedding: Embedder | None = None

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """What took part, for the observation's provenance."""
        return self._models

    def diarise(
        self, samples: Samples, *, speakers: int | None = 2, progress: Progress = lambda share: None
    ) -> Voices:
        """Find who speaks when; see `observe.diarise.Diariser`.

        Raises:
            AudioUnreadable: ``samples`` are not finite float32 mono, or there are none.
            UsageError: ``speakers`` is below 1.
            WeightsMissing: a model's file is not there.
            WeightsCorrupt: a model's file does not hold the model.
        """
        check(samples, speakers)
        tracks = self._with_models(lambda segmenter, _: segmenter.tracks(samples, part(progress, 0.0, 0.4)))
        tracks = without_tones(tracks, samples)
        pieces = list(cut(tracks, samples))
        if not pieces:
            progress(1.0)
            return Voices(())
        if speakers == 1:
            progress(1.0)
            return Voices(tuple(segments(tracks, pieces, [0] * len(pieces))))
        division = self._division(samples, tracks, pieces, speakers, part(progress, 0.4, 1.0))
        progress(1.0)
        return Voices(tuple(segments(tracks, pieces, division.labels.tolist())), division.one)

    def _division(
        self, samples: Samples, tracks: Tracks, pieces: list[Piece], speakers: int | None, progress: Progress
    ) -> Division:
        """Whose each piece is. The embeddings exist in here alone."""
        voices, seconds = zip(*(audible(samples, tracks, piece) for piece in pieces), strict=True)
        embeddings = self._with_models(lambda _, embedder: embedder.embed(voices, progress))
        division = divide(pieces, evened(embeddings), np.array(seconds), speakers)
        close = int((division.certainty < CLOSE).sum())
        logger.debug("%d pieces, %d close calls, one voice: %.2f", len(pieces), close, division.one)
        return division

    def channels(self, speech: Mapping[Stretch, Samples]) -> ChannelVoices:
        """Find whether two channels keep to their party; see `observe.diarise.Diariser`.

        Raises:
            WeightsMissing: the embedding's file is not there.
            WeightsCorrupt: it does not hold the model.
        """

        def compared(stretches: Sequence[Stretch]) -> Floats:
            """The embeddings exist in here alone."""
            sounds = [speech[stretch] for stretch in stretches]
            return evened(self._on_device(lambda: self._embedder().embed(sounds)))

        first = some(list(speech))
        if not first:
            return ChannelVoices()
        heard = compared(first)
        swapped = swapped_at(first, heard)
        second: list[Stretch] = []
        for channel in (0, 1):
            of = [_party(piece, swapped) == channel for piece in first]
            if second_voice([piece for piece, its in zip(first, of, strict=True) if its], heard[of]) is None:
                continue
            own = [piece for piece in speech if _party(piece, swapped) == channel]
            labels = second_voice(own, compared(own))
            if labels is not None:
                second += [
                    replace(piece, channel=channel) for piece, other in zip(own, labels, strict=True) if other
                ]
        return ChannelVoices(swapped, tuple(second))

    def _with_models(self, work: Callable[[Segmenter, Embedder], Result]) -> Result:
        return self._on_device(lambda: work(*self._models_on_device()))

    def _on_device(self, work: Callable[[], Result]) -> Result:
        """Do ``work``; where GPU memory runs out, once more on the CPU."""
        from torch import OutOfMemoryError

        try:
            return work()
        except OutOfMemoryError:
            logger.warning("GPU memory is full; separating voices goes on on the CPU, slower")
        self._wanted, self._loaded, self._embedding = "cpu", None, None
        return work()

    def _models_on_device(self) -> tuple[Segmenter, Embedder]:
        if self._loaded is None:
            from observe.diarise.segmentation import Segmenter

            self._loaded = Segmenter(self._paths[0], self._device()), self._embedder()
        return self._loaded

    def _embedder(self) -> Embedder:
        """The embedding alone: between channels nothing is segmented, and pyannote takes half a gigabyte."""
        if self._embedding is None:
            from observe.diarise.campplus import Embedder

            self._embedding = Embedder(self._paths[1], self._device())
        return self._embedding

    def _device(self) -> str:
        import torch

        if self._wanted != "cpu" and not torch.cuda.is_available():
            if self._wanted == "cuda":
                logger.warning("found no CUDA device; separating voices runs on the CPU")
            return "cpu"
        return "cuda" if self._wanted == "auto" else self._wanted


def _party(piece: Stretch, swapped: float | None) -> int:
    """The channel that a piece is on once swapped channels are put right."""
    return 1 - piece.channel if swapped is not None and piece.start >= swapped else piece.channel


def check(samples: Samples, speakers: int | None) -> None:
    """Refuse what cannot be diarised.

    Raises:
        AudioUnreadable: ``samples`` are not finite float32 mono, or there are none.
        UsageError: ``speakers`` is below 1.
    """
    if speakers is not None and speakers < 1:
        raise UsageError(
            f"found {speakers} speakers asked for; expected 1 or more, or none to count them", stage="diarise"
        )
    found = ""
    if not isinstance(samples, np.ndarray) or samples.ndim != 1:
        found = (
            f"an array of shape {samples.shape}" if isinstance(samples, np.ndarray) else type(samples).__name__
        )
    elif samples.dtype != np.float32:
        found = f"samples of type {samples.dtype}"
    elif len(samples) == 0:
        found = "no samples"
    elif not np.isfinite(samples).all():
        found = "samples that are not numbers"
    if found:
        raise AudioUnreadable(
            f"found {found}; expected float32 mono, one dimension, 16 kHz",
            "Decode the recording with observe.audio first",
            stage="diarise",
        )


def part(progress: Progress, start: float, end: float) -> Progress:
    """Progress of a part that takes the share from ``start`` to ``end`` of the whole."""
    return lambda share: progress(start + (end - start) * share)
