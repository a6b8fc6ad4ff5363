"""A call's turns with corrections made: pure, in the order they were made, and never by halves.

Every word stays in exactly one turn, at its own time; only ``CorrectWords`` changes which words there are. The
times of silences, segments and turns follow from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from observe.annotation import Role, Seconds, SpeakerSegment, Turn, Word, quote
from observe.corrections.call import Call, channel, check_voice, flowing, in_order, ordered
from observe.corrections.edits import (
    TOLERANCE_S,
    CorrectWords,
    CustomerName,
    DoesNotFit,
    Edit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    is_within,
)
from observe.corrections.segments import merged, reassigned
from observe.corrections.words import corrected_words, plain
from observe.observation import RoleFound
from observe.turns.align import YIELD_PAUSE_S


def apply(
    turns: Sequence[Turn],
    segments: Sequence[SpeakerSegment],
    roles: Sequence[RoleFound],
    edits: Iterable[Edit],
    customer_name: str | None = None,
) -> Call:
    """A call as people corrected it; what is given is not changed.

    Args:
        turns: of the whole call, in order of their start.
        segments: who speaks when.
        roles: one for each voice.
        edits: in the order they were made.
        customer_name: where it is known already.

    Raises:
        DoesNotFit: a correction speaks of words or a voice that are not there: what was found instead.
    """
    call = Call(tuple(turns), tuple(segments), tuple(roles), customer_name)
    for edit in edits:
        call = apply_one(call, edit)
    return call


def apply_one(call: Call, edit: Edit) -> Call:
    """The call with one correction more.

    Raises:
        DoesNotFit: as ``apply``.
    """
    match edit:
        case RenameSpeaker(speaker, name, at):
            check_voice(call, speaker, at)
            return _with_role(call, speaker, lambda found: replace(found, name=name))
        case SetRole(speaker, role, at):
            check_voice(call, speaker, at)
            turns = tuple(replace(t, role=role) if t.speaker == speaker else t for t in call.turns)
            because = f"You said that {speaker} is {_role_words(role)}."
            told = _with_role(
                call, speaker, lambda found: replace(found, role=role, confidence=1.0, because=because)
            )
            return replace(told, turns=turns)
        case MergeSpeakers(speaker, into, at):
            check_voice(call, speaker, at)
            check_voice(call, into)
            return _merge(call, speaker, into)
        case Reassign():
            return _reassign(call, edit)
        case SplitTurn(at, speaker):
            return _split(call, at, speaker)
        case JoinTurns(at, speaker):
            return _join(call, at, speaker)
        case CorrectWords():
            return _correct(call, edit)
        case CustomerName(name):
            return replace(call, customer_name=name or None)


def _with_role(call: Call, speaker: str, change: Callable[[RoleFound], RoleFound]) -> Call:
    known = {found.speaker: found for found in call.roles}
    found = known.get(speaker) or RoleFound(speaker, call.role(speaker), 0.5, "Nothing told.")
    return replace(call, roles=tuple((known | {speaker: change(found)}).values()))


def _role_words(role: Role) -> str:
    return {"agent": "the agent", "customer": "the customer", "other": "neither agent nor customer"}[role]


def _merge(call: Call, speaker: str, into: str) -> Call:
    role = call.role(into)
    its = channel(call, into)
    moved = [
        replace(turn, speaker=into, role=role, channel=its) if turn.speaker == speaker else turn
        for turn in call.turns
    ]
    places = {place for place, turn in enumerate(call.turns) if turn.speaker == speaker}
    return replace(
        call,
        turns=flowing(moved, places),
        segments=merged(call.segments, speaker, into),
        roles=tuple(found for found in call.roles if found.speaker != speaker),
    )


def _reassign(call: Call, edit: Reassign) -> Call:
    place, first, last = _stretch(call, edit.start, edit.end, edit.speaker)
    turn = call.turns[place]
    parts = [turn.words[:first], turn.words[first:last], turn.words[last:]]
    role = call.role(edit.to)
    moved = replace(
        turn, speaker=edit.to, role=role, channel=channel(call, edit.to), words=turn.words[first:last]
    )
    kept = [replace(turn, words=words) for words in (parts[0], parts[2]) if words]
    turns = [*call.turns[:place], *kept, moved, *call.turns[place + 1 :]]
    placed = ordered(turns)
    changed = next(
        number
        for number, one in enumerate(placed)
        if one.speaker == edit.to and one.words == moved.words and one.channel == moved.channel
    )
    roles = call.roles
    if edit.to not in {found.speaker for found in roles} and edit.to not in call.speakers:
        roles = (*roles, RoleFound(edit.to, "other", 1.0, "You said that somebody else speaks here."))
    left = {one.speaker for one in placed}
    return replace(
        call,
        turns=flowing(placed, {changed}),
        segments=reassigned(call.segments, edit.speaker, edit.to, moved.start, moved.end),
        roles=tuple(found for found in roles if found.speaker in left),
    )


def _stretch(call: Call, start: Seconds, end: Seconds, speaker: str) -> tuple[int, int, int]:
    """The turn that holds most of a stretch of a speaker's words, and which of its words those are."""
    best: tuple[int, int, int] | None = None
    for place, turn in enumerate(call.turns):
        if turn.speaker != speaker:
            continue
        held = [n for n, word in enumerate(turn.words) if is_within(word, start, end)]
        if held and (best is None or len(held) > best[2] - best[1]):
            best = (place, held[0], held[-1] + 1)
    if best is None:
        raise DoesNotFit(
            f"found no word of {speaker} between {start:.1f} s and {end:.1f} s",
            "Choose the words again",
        )
    return best


def _split(call: Call, at: Seconds, speaker: str) -> Call:
    starts = (
        (abs(word.start - at), place, n)
        for place, turn in enumerate(call.turns)
        if turn.speaker == speaker
        for n, word in enumerate(turn.words)
    )
    off, place, number = min(starts, default=(TOLERANCE_S, 0, 0))
    if not number or off > TOLERANCE_S:
        raise DoesNotFit(
            f"found no word of {speaker} inside a turn that starts at {at:.1f} s",
            "Choose a word that is not the first of its turn",
        )
    turn = call.turns[place]
    parts = (replace(turn, words=turn.words[:number]), replace(turn, words=turn.words[number:]))
    return replace(call, turns=ordered([*call.turns[:place], *parts, *call.turns[place + 1 :]]))


def _join(call: Call, at: Seconds, speaker: str) -> Call:
    own = [place for place, turn in enumerate(call.turns) if turn.speaker == speaker]
    near = min(own, key=lambda place: abs(call.turns[place].start - at), default=None)
    if near is None or near == own[0] or abs(call.turns[near].start - at) > TOLERANCE_S:
        raise DoesNotFit(
            f"found no two turns of {speaker} of which the second starts at {at:.1f} s",
            "Choose a turn after which the same voice goes on",
        )
    before = own[own.index(near) - 1]
    first, second = call.turns[before], call.turns[near]
    if second.start - first.end >= YIELD_PAUSE_S:
        between = next(
            (
                turn
                for turn in call.turns
                if turn.speaker != speaker and turn.start >= first.end and turn.end <= second.start
            ),
            None,
        )
        if between is not None:
            raise DoesNotFit(
                f"found that {between.speaker} speaks between the two turns, at {between.start:.1f} s",
                "Give those words to the speaker first, or leave the turns apart",
            )
    joined = replace(first, words=in_order(first.words + second.words))
    rest = [turn for place, turn in enumerate(call.turns) if place not in (before, near)]
    return replace(call, turns=ordered([*rest, joined]))


def _correct(call: Call, edit: CorrectWords) -> Call:
    expected = plain(edit.was)
    heard: list[str] = []
    own_first = sorted(enumerate(call.turns), key=lambda placed: placed[1].speaker != edit.speaker)
    for place, turn in own_first:
        held = [n for n, word in enumerate(turn.words) if is_within(word, edit.start, edit.end)]
        if not held:
            continue
        first, last = held[0], held[-1] + 1
        if plain(quote(turn.words[first:last])) != expected:
            first, last = _without_borders(turn.words, first, last)
        old = turn.words[first:last]
        if plain(quote(old)) not in (expected, plain(edit.text)):
            heard.append(quote(old))
            continue
        words = turn.words[:first] + corrected_words(old, edit.text) + turn.words[last:]
        turns = [*call.turns]
        turns[place : place + 1] = [replace(turn, words=words)] if words else []
        if not turns:
            raise DoesNotFit("found no other words in this call; expected some to be left", "Keep a word")
        left = {turn.speaker for turn in turns}
        return replace(
            call, turns=ordered(turns), roles=tuple(one for one in call.roles if one.speaker in left)
        )
    found = f"“{heard[0]}”" if heard else "nothing"
    raise DoesNotFit(
        f"found {found} between {edit.start:.1f} s and {edit.end:.1f} s; expected “{edit.was}”",
        "Listen again, and correct the words that stand there now",
    )


def _without_borders(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """A stretch without words of no length at its borders, which may as well belong to its neighbours."""
    while last - first > 1 and words[first].start == words[first].end:
        first += 1
    while last - first > 1 and words[last - 1].start == words[last - 1].end:
        last -= 1
    return first, last
