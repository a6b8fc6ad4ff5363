"""From what a person points at (a second, a stretch, words typed anew) to the correction that says it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from observe.annotation import Seconds, Turn, Word, quote
from observe.corrections.call import Call
from observe.corrections.edits import (
    CorrectWords,
    DoesNotFit,
    JoinTurns,
    Reassign,
    SplitTurn,
    is_within,
)


def turn_at(call: Call, at: Seconds, speaker: str | None = None) -> Turn:
    """The turn in which a second lies; of several that overlap, the one that began last.

    Args:
        call: as it stands.
        at: seconds.
        speaker: label of who speaks, where two do at once; None for whoever it is.

    Raises:
        DoesNotFit: nobody speaks there, or not that voice.
    """
    own = [turn for turn in call.turns if speaker in (None, turn.speaker) and turn.start <= at <= turn.end]
    if not own:
        raise DoesNotFit(f"found nobody{_named(speaker)} speaking at {at:.1f} s", "Choose a second of a turn")
    return own[-1]


def words_between(
    call: Call, start: Seconds, end: Seconds, speaker: str | None = None
) -> tuple[Turn, tuple[Word, ...]]:
    """The words of a stretch: those whose middle lies in it, of one turn.

    Raises:
        DoesNotFit: there are none, or they belong to several turns.
    """
    held = [
        (turn, words)
        for turn in call.turns
        if speaker in (None, turn.speaker)
        and (words := tuple(word for word in turn.words if is_within(word, start, end)))
    ]
    if len(held) == 1:
        return held[0]
    where = f"between {start:.1f} s and {end:.1f} s"
    if not held:
        raise DoesNotFit(f"found no word{_named(speaker)} {where}", "Choose a stretch that holds a word")
    found = " and ".join(f"“{quote(words)}” ({turn.speaker})" for turn, words in held)
    raise DoesNotFit(f"found words of {len(held)} turns {where}: {found}", "Correct one turn at a time")


def words_corrected(
    call: Call, start: Seconds, end: Seconds, text: str, speaker: str | None = None
) -> CorrectWords:
    """What replaces the words of a stretch.

    Raises:
        DoesNotFit: as ``words_between``.
    """
    turn, words = words_between(call, start, end, speaker)
    return _corrected(turn, words, text)


def words_typed(turn: Turn, text: str) -> tuple[CorrectWords, ...]:
    """What was changed in a turn whose words were typed anew, each stretch by itself; none where none was."""
    old, new = [word.text for word in turn.words], text.split()
    stretches: list[tuple[int, int, int, int]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if i1 == i2 and i1:  # put in between: said together with the word before
            i1, j1 = i1 - 1, j1 - 1
        elif i1 == i2:  # put in at the start: with the word after
            i2, j2 = i2 + 1, j2 + 1
        if stretches and i1 < stretches[-1][1]:
            i1, j1 = stretches[-1][0], stretches[-1][2]
            stretches.pop()
        stretches.append((i1, i2, j1, j2))
    return tuple(_corrected(turn, turn.words[i1:i2], " ".join(new[j1:j2])) for i1, i2, j1, j2 in stretches)


def given_to(call: Call, start: Seconds, end: Seconds, to: str, speaker: str | None = None) -> Reassign:
    """What gives the words of a stretch to another voice.

    Raises:
        DoesNotFit: as ``words_between``.
    """
    turn, words = words_between(call, start, end, speaker)
    return Reassign(words[0].start, words[-1].end, turn.speaker, to)


def split_at(call: Call, at: Seconds, speaker: str | None = None) -> SplitTurn:
    """What splits a turn before the word that starts nearest to a second.

    Raises:
        DoesNotFit: nobody speaks there, or the turn has one word.
    """
    turn = turn_at(call, at, speaker)
    if len(turn.words) < 2:
        raise DoesNotFit(f"found a turn of one word at {at:.1f} s; expected two to split between")
    word = min(turn.words[1:], key=lambda word: abs(word.start - at))
    return SplitTurn(word.start, turn.speaker)


def joined_with_next(call: Call, turn: Turn) -> JoinTurns:
    """What joins a turn with its speaker's next.

    Raises:
        DoesNotFit: it is that speaker's last.
    """
    after = next((t for t in call.turns if t.index > turn.index and t.speaker == turn.speaker), None)
    if after is None:
        raise DoesNotFit(f"found no later turn of {turn.speaker} to join with the one at {turn.start:.1f} s")
    return JoinTurns(after.start, turn.speaker)


def _corrected(turn: Turn, words: Sequence[Word], text: str) -> CorrectWords:
    return CorrectWords(words[0].start, words[-1].end, turn.speaker, quote(words), text)


def _named(speaker: str | None) -> str:
    return f" of {speaker}" if speaker is not None else ""
