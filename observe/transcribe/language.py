"""Which language a party speaks, and which stretches of the call are in another one.

Whisper gives each of 99 languages a probability for what it hears. On little or distant speech the likeliest is
often a wrong one (Welsh, for clear English across a meeting room), but English then comes close behind it, and
where another language is spoken English comes nowhere near. So English is what is ruled out or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from observe.annotation import Seconds
from observe.observation import ENGLISH

#: From this probability a language is taken as found.
SURE = 0.8
#: Below this probability it is not the language that was expected, whichever it is (`docs/transcription.md`).
RULED_OUT = 0.15
#: Speech shorter than this rules nothing out by itself.
ENOUGH_S: Seconds = 3.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What Whisper makes of some speech.

    Attributes:
        seconds: of sound.
        probabilities: by ISO 639-1 code; those left out count as 0.
    """

    seconds: Seconds
    probabilities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A language, and how far to trust it.

    Attributes:
        code: ISO 639-1.
        probability: Whisper's, in [0, 1].
        sure: whether it was heard; where not, it is what was to be expected.
    """

    code: str
    probability: float
    sure: bool


def found(evidence: Sequence[Evidence], expected: str = ENGLISH) -> Found:
    """The language of some speech.

    Args:
        evidence: of all of it; longer stretches weigh more.
        expected: what it is where nothing tells for sure.
    """
    seconds = sum(one.seconds for one in evidence)
    if not seconds:
        return Found(expected, 0.0, sure=False)
    pooled: dict[str, float] = {}
    for one in evidence:
        for code, probability in one.probabilities.items():
            pooled[code] = pooled.get(code, 0.0) + probability * one.seconds / seconds
    likeliest = max(pooled, key=lambda code: pooled[code])
    of_expected = pooled.get(expected, 0.0)
    heard = likeliest == expected or pooled[likeliest] >= SURE or of_expected < RULED_OUT
    if heard and seconds >= ENOUGH_S:
        return Found(likeliest, pooled[likeliest], sure=True)
    return Found(expected, of_expected, sure=False)


def mixed(one: Evidence, expected: str = ENGLISH) -> bool:
    """Whether a stretch may hold the language expected and another, so that it is worth a closer look."""
    return RULED_OUT <= one.probabilities.get(expected, 0.0) < SURE
