"""Who else is on a call besides agent and customer: a machine, a colleague, a second person on a channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from observe.annotation import Interval, Seconds, Turn, Word
from observe.audio.channels import SIDES
from observe.clock import clock
from observe.diarise import ChannelVoices
from observe.observation import RoleFound
from observe.text import Phrases, read
from observe.turns.align import SpokenWord, sentences
from observe.turns.recorded_voice import RECORDED

ROLE = RoleFound(RECORDED, "other", 1.0, "Says what machines say, such as which key to press.")
#: The usual count of voices; a call that is put through holds one more.
TWO = 2
#: The labels of a second person on the left and on the right channel.
SECOND = ("SECOND_00", "SECOND_01")

PUT_THROUGH = Phrases("""
    (put|putting|patch|patching) you (straight)? (through|across|over)
    (transfer|transferring|pass|passing|hand|handing|connect|connecting) you (now|over|on|across|straight)? \
        (to|through|with|over)
""")
GREETS = Phrases("""
    (hello|hi|morning|afternoon|evening) ...6 (this is|speaking|my name is|you are (through|speaking))
    (this is|my name is) _ (in|from|at|with)
    you are (through|speaking) to
""")


def voices_to_expect(spoken: Sequence[SpokenWord], asked: int | None) -> int | None:
    """How many voices to listen for on one track: one more than the usual two where a call is put through.

    Args:
        spoken: the track's words, of nobody yet.
        asked: how many were asked for; None to count them.
    """
    return TWO + 1 if asked == TWO and _is_put_through(spoken) else asked


def on_channels(spoken: Sequence[SpokenWord], voices: ChannelVoices) -> tuple[SpokenWord, ...]:
    """The words of two channels with a party each: swapped channels put right, a second person under a label.

    Args:
        spoken: of both channels.
        voices: what was heard of whose they are.
    """
    right = [_put_right(each, voices.swapped_at) for each in spoken]
    second = {id(word) for channel in (0, 1) for word in _of_second(right, channel, voices)}
    return tuple(
        replace(each, speaker=SECOND[each.channel or 0]) if id(each.word) in second else each for each in right
    )


def speaker_on(channel: int) -> str:
    """The label of a channel's party.

    Example:
        >>> speaker_on(1)
        'SPEAKER_01'
    """
    return f"SPEAKER_{channel:02d}"


def is_party(speaker: str) -> bool:
    """Whether a label is one of the two that a call is between, and not somebody's who is there besides."""
    return speaker != RECORDED and speaker not in SECOND


def roles_of_others(spoken: Sequence[SpokenWord], told: Sequence[RoleFound]) -> tuple[RoleFound, ...]:
    """The roles of who is there besides the two parties.

    A second person on the customer's channel is on the customer's side; one on the agent's is nobody whose work
    is marked.

    Args:
        spoken: the words of the call.
        told: the roles of the parties.
    """
    there = {each.speaker for each in spoken}
    of = {speaker_on(channel): label for channel, label in enumerate(SECOND)}
    second = [
        RoleFound(
            of[found.speaker],
            "customer" if found.role == "customer" else "other",
            found.confidence,
            f"A second person on the {found.role}'s channel.",
        )
        for found in told
        if of.get(found.speaker) in there
    ]
    return (*second, *([ROLE] if RECORDED in there else []))


def party_remarks(call: Sequence[Turn], swapped: Seconds | None) -> tuple[str, ...]:
    """What a user should know of who is on a call, a sentence each.

    Args:
        call: its turns.
        swapped: when its channels change places, or None.
    """
    found = []
    if swapped is not None:
        found.append(f"At {clock(swapped)} the two people change channels; from there on they were put right.")
    recorded = [turn for turn in call if turn.speaker == RECORDED]
    if recorded:
        places = ", ".join(f"{clock(turn.start)} to {clock(turn.end)}" for turn in recorded)
        found.append(
            f"A recorded voice is heard ({places}); what it says is neither the agent's nor the customer's."
        )
    for label, side in zip(SECOND, SIDES, strict=True):
        first = next((turn for turn in call if turn.speaker == label), None)
        if first is not None:
            found.append(f"Two people speak on the {side} channel, the second from {clock(first.start)}.")
    return tuple(found)


def _put_right(each: SpokenWord, swapped: Seconds | None) -> SpokenWord:
    if swapped is None or each.channel is None or each.word.start < swapped:
        return each
    channel = 1 - each.channel
    return replace(each, channel=channel, speaker=speaker_on(channel))


def _of_second(spoken: Sequence[SpokenWord], channel: int, voices: ChannelVoices) -> Iterator[Word]:
    """The words of the sentences of which a second person says more than half."""
    theirs = [Interval(each.start, each.end) for each in voices.second if each.channel == channel]
    for sentence in sentences(each.word for each in spoken if each.channel == channel):
        middles = [(word.start + word.end) / 2 for word in sentence]
        if sum(any(middle in stretch for stretch in theirs) for middle in middles) > len(middles) / 2:
            yield from sentence


def _is_put_through(spoken: Sequence[SpokenWord]) -> bool:
    """Whether somebody is put through, and somebody greets by name after that."""
    words = tuple(sorted((each.word for each in spoken), key=lambda word: (word.start, word.end)))
    if not words:
        return False
    text = read(Turn(0, "", "other", words, None))
    through = PUT_THROUGH.first(text)
    return through is not None and GREETS.within(text, through.last, len(text.tokens)) is not None
