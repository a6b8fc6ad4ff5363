"""The reader that stands behind `Meaning`: MiniLM and the adapter that comes with this program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from observe import __version__, weights
from observe.annotation import Turn
from observe.meaning import HEADS, JudgedStretch, Judgements
from observe.meaning.labels import WEIGHTS as LABELS_WEIGHTS
from observe.meaning.labels import shipped
from observe.meaning.passages import Passage, passages, punctuated
from observe.observation import ModelUsed
from observe.weights.check import sha256 as sha256_of

if TYPE_CHECKING:
    from observe.meaning.encoder import Encoder

#: The encoder's name in the manifest of weights, and the folder of the trained part.
ENCODER = "all-minilm-l6-v2"
ADAPTER = Path(__file__).parent / "adapter"
#: A stretch in which one of these is at least this likely (a logit) is judged sentence by sentence as well.
#: Where the others stand in a turn, rules tell.
SOUGHT_CLOSER = tuple(HEADS.index(head) for head in ("paraphrase", "clarifying_question", "empathy", "apology"))
WORTH_A_CLOSER_LOOK = -1.0


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
            ModelUsed(name="turn-labels", revision=__version__, sha256=sha256_of(LABELS_WEIGHTS)),
        )

    @cached_property
    def _encoder(self) -> Encoder:
        # torch is imported only where it is used
        from observe.meaning.encoder import Encoder

        return Encoder(self._weights, ADAPTER)

    def judge(self, turns: Sequence[Turn], wanted: Sequence[bool]) -> Judgements:
        """Judge the turns for which ``wanted`` is true: each stretch, then the sentences of those worth it."""
        whole = self._judged([passages(turns, place) for place, want in enumerate(wanted) if want])
        worth = [place for place, stretches in whole.items() if any(map(_worth_it, stretches))]
        sentences = [passages(turns, place, most_words=1) for place in worth]
        parts = self._judged([several for several in sentences if len(several) > 1])
        return Judgements(
            {turns[place].index: _with(stretches, parts.get(place, ())) for place, stretches in whole.items()},
            punctuated(turns),
            shipped().label(turns),
        )

    def _judged(self, read: Sequence[tuple[Passage, ...]]) -> dict[int, tuple[JudgedStretch, ...]]:
        """By the position of a turn, its passages judged."""
        logits = iter(self._encoder.logits([passage for several in read for passage in several]))
        return {
            several[0].turn: tuple(JudgedStretch(one.first, one.last, next(logits)) for one in several)
            for several in read
            if several
        }


def _with(stretches: Sequence[JudgedStretch], parts: Sequence[JudgedStretch]) -> tuple[JudgedStretch, ...]:
    """Stretches with the sentences that lie in them."""
    return tuple(
        replace(one, parts=tuple(part for part in parts if one.first <= part.first < one.last))
        for one in stretches
    )


def _worth_it(judged: JudgedStretch) -> bool:
    return max(judged.logits[head] for head in SOUGHT_CLOSER) > WORTH_A_CLOSER_LOOK
