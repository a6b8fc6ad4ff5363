"""The reader that stands behind `Meaning`: MiniLM and the adapter that comes with this program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from observe import __version__, weights
from observe.annotation import Turn
from observe.meaning import HEADS, Judged, Judgements
from observe.meaning.passages import Passage, passages, punctuated
from observe.observation import ModelUsed
from observe.weights.check import sha256 as sha256_of

if TYPE_CHECKING:
    from observe.meaning.encoder import Encoder

#: The encoder's name in the manifest of weights, and the folder of the trained part.
ENCODER = "all-minilm-l6-v2"
ADAPTER = Path(__file__).parent / "adapter"
#: A stretch in which some cue is at least this likely (a logit) is judged sentence by sentence as well.
WORTH_A_CLOSER_LOOK = -2.0


class Reader:
    """Judges turns; the model is loaded when the first is judged.

    Raises:
        WeightsMissing: the encoder's weights are not here.
        WeightsCorrupt: a file does not have its checksum.
    """

    def __init__(self) -> None:
        self._weights = weights.folder(ENCODER)
        adapter = ADAPTER / "adapter_model.safetensors"
        self.models: tuple[ModelUsed, ...] = (
            weights.used(ENCODER),
            ModelUsed(name="cue-adapter", revision=__version__, sha256=sha256_of(adapter)),
        )

    @cached_property
    def _encoder(self) -> Encoder:
        # torch is imported only where it is used
        from observe.meaning.encoder import Encoder

        return Encoder(self._weights, ADAPTER)

    def judge(self, turns: Sequence[Turn], wanted: Sequence[bool]) -> Judgements:
        """Judge the turns for which ``wanted`` is true: each stretch, then the sentences of those worth it."""
        read = [one for place, want in enumerate(wanted) if want for one in passages(turns, place)]
        judged = dict(zip(_places(read), map(_judged, read, self._encoder.logits(read)), strict=True))
        closer = [
            sentence
            for position in sorted({turn for (turn, _), one in judged.items() if _worth(one)})
            for sentence in passages(turns, position, most_words=1)
        ]
        for sentence, logits in zip(closer, self._encoder.logits(closer), strict=True):
            key = next(
                key
                for key, one in judged.items()
                if key[0] == sentence.turn and one.first <= sentence.first < one.last
            )
            judged[key] = replace(judged[key], parts=(*judged[key].parts, _judged(sentence, logits)))
        found: dict[int, tuple[Judged, ...]] = {}
        for (position, _), one in judged.items():
            alone = len(one.parts) < 2
            found[turns[position].index] = (
                *found.get(turns[position].index, ()),
                replace(one, parts=()) if alone else one,
            )
        return Judgements(found, punctuated(turns))


def _places(read: Sequence[Passage]) -> list[tuple[int, int]]:
    return [(passage.turn, passage.first) for passage in read]


def _judged(passage: Passage, logits: tuple[float, ...]) -> Judged:
    return Judged(passage.first, passage.last, logits)


def _worth(judged: Judged) -> bool:
    return max(judged.logits[: len(HEADS)]) > WORTH_A_CLOSER_LOOK
