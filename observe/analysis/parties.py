"""Who else is on a call besides agent and customer, as its words tell: a machine, or a colleague."""

from __future__ import annotations

from collections.abc import Sequence

from observe.annotation import Turn
from observe.clock import clock
from observe.observation import RoleFound
from observe.text import Phrases, read
from observe.turns.align import SpokenWord
from observe.turns.recorded_voice import RECORDED

ROLE = RoleFound(RECORDED, "other", 1.0, "Says what machines say, such as which key to press.")
#: The usual count of voices; a call that is put through holds one more.
TWO = 2

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


def party_remarks(call: Sequence[Turn]) -> tuple[str, ...]:
    """What a user should know of who else is on a call, a sentence each."""
    recorded = [turn for turn in call if turn.speaker == RECORDED]
    if not recorded:
        return ()
    places = ", ".join(f"{clock(turn.start)} to {clock(turn.end)}" for turn in recorded)
    return (f"A recorded voice is heard ({places}); what it says is neither the agent's nor the customer's.",)


def _is_put_through(spoken: Sequence[SpokenWord]) -> bool:
    """Whether somebody is put through, and somebody greets by name after that."""
    words = tuple(sorted((each.word for each in spoken), key=lambda word: (word.start, word.end)))
    if not words:
        return False
    text = read(Turn(0, "", "other", words, None))
    through = PUT_THROUGH.first(text)
    return through is not None and GREETS.within(text, through.last, len(text.tokens)) is not None
