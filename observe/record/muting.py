"""Which stretches of a call name the customer, to be silenced before a clip leaves the house.

Names are found by spelling and by sound, as the recogniser wrote them down. Personal details that the agent
read back (an address, a number) are silenced where both people say them. What nobody wrote down cannot be
found: a person listens before a clip is passed on.
"""

from __future__ import annotations

from collections.abc import Iterator

from observe.annotation import Interval, Seconds, Turn, Word
from observe.cues.shared.names import Names, learn
from observe.cues.shared.vocatives import NO_NAME
from observe.observation import Observation
from observe.text.content import is_number, stem
from observe.text.normalise import tokens

#: A word's times are a recogniser's; what lies this close to one belongs to it.
MARGIN_S: Seconds = 0.08
NAMING = "customer_name"
READING_BACK = "read_back"
#: Words that say nothing of anybody, however often both people say them.
_COMMON = frozenset("street road lane avenue close drive number house flat".split())


def stretches(observation: Observation) -> tuple[Interval, ...]:
    """What is to be silenced, in time order, none touching the next."""
    found = [*_named(observation), *_read_back(observation)]
    return merged(Interval(max(0.0, word.start - MARGIN_S), word.end + MARGIN_S) for word in found)


def merged(intervals: Iterator[Interval]) -> tuple[Interval, ...]:
    """The same time, in as few intervals as can be."""
    whole: list[Interval] = []
    for interval in sorted(intervals):
        if whole and interval.start <= whole[-1].end:
            whole[-1] = Interval(whole[-1].start, max(whole[-1].end, interval.end))
        else:
            whole.append(interval)
    return tuple(whole)


def _named(observation: Observation) -> Iterator[Word]:
    names = _names(observation)
    naming = [cue.interval for cue in observation.cues if cue.cue == NAMING]
    for turn in observation.turns:
        for word in turn.words:
            said = any(names.is_customer(form) for token in _tokens(word) for form in _forms(token))
            if said or any(word.start < cue.end and cue.start < word.end for cue in naming):
                yield word


def _forms(token: str) -> tuple[str, ...]:
    """A word and what it is without the s of “Cooper's”."""
    return (token, token[:-1]) if token.endswith("s") else (token,)


def _names(observation: Observation) -> Names:
    given = observation.provenance.options.get(NAMING)
    told = given if isinstance(given, str) else ""
    known = learn(observation.turns, [turn.role == "agent" for turn in observation.turns], told or None)
    # Whoever gave the name knows it, be it April or May; and what a cue calls the customer is a name wherever
    # else it is said.
    called = {token for word in told.split() for token in _split(word)} | {
        token
        for cue in observation.cues
        if cue.cue == NAMING
        for word in cue.quote.split()
        for token in _split(word)
        if token not in NO_NAME
    }
    return Names(known.customer | called, known.agent - called)


def _read_back(observation: Observation) -> Iterator[Word]:
    """The words of a detail, where the agent reads it back and where the customer gave it."""
    turns = {turn.index: turn for turn in observation.turns}
    for cue in observation.cues:
        if cue.cue != READING_BACK:
            continue
        given = turns.get(cue.refers_to) if cue.refers_to is not None else None
        read = [word for word in turns[cue.turn].words if word.start < cue.end and cue.start < word.end]
        theirs = set(_details(given)) if given else set()
        yield from (word for word in read if _tells(word, theirs))
        mine = {token for word in read for token in _tokens(word)}
        yield from (word for word in (given.words if given else ()) if _tells(word, mine))


def _details(turn: Turn) -> Iterator[str]:
    for word in turn.words:
        yield from _tokens(word)


def _tells(word: Word, others: set[str]) -> bool:
    """Whether a word is part of a detail: a figure, or a name of something that both people say."""
    said = _tokens(word)
    if any(is_number(token) for token in said):
        return True
    return any(
        token in others and token not in NO_NAME and token not in _COMMON and stem(token) not in NO_NAME
        for token in said
    )


def _tokens(word: Word) -> tuple[str, ...]:
    return _split(word.text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(token for token in tokens(text) if token[0].isalnum())
