"""Pieces taken apart where they hold more than one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from observe.annotation import Seconds
from observe.transcribe.language import Evidence, found, mixed
from observe.transcribe.pieces import Piece

#: A pause from which somebody else, or another announcement, may go on.
PAUSE_S: Seconds = 0.8

#: Tells the languages of pieces.
Listen = Callable[[Sequence[Piece]], Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Sound in one language.

    Attributes:
        piece: the sound.
        code: ISO 639-1 code of its language.
        evidence: what told it.
    """

    piece: Piece
    code: str
    evidence: tuple[Evidence, ...]


def in_languages(
    pieces: Sequence[Piece], evidence: Sequence[Evidence], party: str, expected: str, listen: Listen
) -> Iterator[Passage]:
    """Pieces with the language of each, in time order.

    A piece that may hold two languages is listened to passage by passage: a Spanish prompt and the English
    greeting after it are often in one piece.

    Args:
        pieces: in time order.
        evidence: of each.
        party: code of the language that the party speaks as far as is known.
        expected: code of the language that was expected of it.
        listen: asked about passages.
    """
    for piece, of_piece in zip(pieces, evidence, strict=True):
        parts = list(passages(piece))
        if len(parts) == 1 or not mixed(of_piece, expected):
            yield Passage(piece, found([of_piece], party).code, (of_piece,))
            continue
        heard = listen(parts)
        told = [(found([one], party).code, part, one) for part, one in zip(parts, heard, strict=True)]
        for code, same in groupby(told, key=itemgetter(0)):
            group = list(same)
            spoken = tuple(utterance for _, part, _ in group for utterance in part.utterances)
            yield Passage(Piece(spoken), code, tuple(one for _, _, one in group))


def passages(piece: Piece) -> Iterator[Piece]:
    """A piece taken apart at its longer pauses."""
    held = [piece.utterances[0]]
    for before, after in pairwise(piece.utterances):
        if after.voice.start - before.voice.end >= PAUSE_S:
            yield Piece(tuple(held))
            held = []
        held.append(after)
    yield Piece(tuple(held))
