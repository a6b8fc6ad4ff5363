"""Whose voice each channel holds, where a party has a channel: the same all along, swapped, or two people's.

Both questions are put to the likelihood that divisions of one track are judged by (`clustering.likelihood`):
are the pieces of two channels likelier if the channels change places somewhere, and are those of one channel
likelier as two voices. `docs/diarisation.md` has what the thresholds were set on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from observe.annotation import Seconds
from observe.diarise import Stretch
from observe.diarise.clustering import Floats, Labels, beginnings, likelihood

#: Speech is cut in pieces of at most this; a shorter one than the least says little of whose it is.
LONGEST, LEAST = 2.5, 0.6
#: Pieces of a channel that are compared at first, evenly over the call.
ENOUGH = 16
#: How much likelier (log) it is that channels changed places, or that two people speak, before it is believed.
SWAPPED, SECOND = 1.5, 1.0
#: What each channel has to hold before and after they change places, and each of two voices.
LEAST_SPEECH: Seconds = 2.5


def cut(speech: Sequence[Stretch]) -> Iterator[Stretch]:
    """Pieces of at most `LONGEST`, in time order; what is too short to tell a voice by is left out."""
    for stretch in sorted(speech, key=lambda each: (each.start, each.channel)):
        if stretch.seconds >= LEAST:
            parts = int(np.ceil(stretch.seconds / LONGEST))
            edges = np.linspace(stretch.start, stretch.end, parts + 1).tolist()
            yield from (Stretch(stretch.channel, *edge) for edge in pairwise(edges))


def some(pieces: Sequence[Stretch]) -> list[Stretch]:
    """At most `ENOUGH` of each channel, evenly over the call, in time order."""
    chosen = []
    for channel in (0, 1):
        own = [piece for piece in pieces if piece.channel == channel]
        places = np.unique(np.linspace(0, len(own) - 1, min(ENOUGH, len(own))).round().astype(int))
        chosen += [own[place] for place in places]
    return sorted(chosen, key=lambda piece: (piece.start, piece.channel))


def swapped_at(pieces: Sequence[Stretch], embeddings: Floats) -> Seconds | None:
    """When the two channels change places; None where they do not.

    Args:
        pieces: of both channels, in time order.
        embeddings: of unit length, what varies within a voice evened out, shape (n, dimension).
    """
    seconds = np.array([piece.seconds for piece in pieces])
    channel = np.array([piece.channel for piece in pieces], dtype=np.intp)
    best, found = SWAPPED, None
    for place in range(1, len(pieces)):
        late = np.arange(len(pieces)) >= place
        least = min(
            seconds[(channel == side) & (late == after)].sum() for side in (0, 1) for after in (False, True)
        )
        if least < LEAST_SPEECH:
            continue
        gain = likelihood(embeddings, seconds, np.where(late, 1 - channel, channel)) - likelihood(
            embeddings, seconds, channel
        )
        if gain > best:
            best, found = gain, (pieces[place - 1].end + pieces[place].start) / 2
    return found


def second_voice(pieces: Sequence[Stretch], embeddings: Floats) -> Labels | None:
    """Which pieces of a channel are another person's than most, as 1 beside 0; None where none is.

    Args:
        pieces: of one channel, in time order.
        embeddings: of unit length, what varies within a voice evened out, shape (n, dimension).
    """
    if len(pieces) < 2:
        return None
    seconds = np.array([piece.seconds for piece in pieces])
    nobody = np.zeros((len(pieces), len(pieces)), dtype=bool)
    divisions = beginnings(embeddings, seconds, nobody, 2)
    labels = max(divisions, key=lambda each: likelihood(embeddings, seconds, each))
    speech = np.bincount(labels, weights=seconds, minlength=2)
    gain = likelihood(embeddings, seconds, labels) - likelihood(embeddings, seconds, np.zeros_like(labels))
    if gain < SECOND or speech.min() < LEAST_SPEECH:
        return None
    return labels if speech[0] >= speech[1] else 1 - labels
