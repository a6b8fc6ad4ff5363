"""Read-back: the agent repeats a number, a spelling, an address or a short answer to show it was taken down.

Definition: a verbatim repetition by which the hearer displays what was heard, so that the speaker can correct
    it.
Source: Herbert H. Clark and Edward F. Schaefer, Collaborating on Contributions to Conversations, Language and
    Cognitive Processes 2(1), 1987 (from calls to directory enquiries).
Counts: "oh seven double four" after the customer's digits, however either is written, "that's 14 Mill Road"
    after "fourteen Mill Road".
Does not: "bye" after "bye", "your reference is four two nine" (the agent's own number), "so you were charged
    twice" (see paraphrase), "one six" after "one nine" (see wrong_read_back).
Limits: a number read back from the screen much later is not tied to where it was said.
Confidence: strength of the rule: .85 numbers or letters, .75 the customer's words repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.asking import asks
from observe.cues.shared.context import Context
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.said_back import replies
from observe.cues.shared.sequence import is_backchannel
from observe.text import read
from observe.text.content import content, in_figures, is_number
from observe.text.leads import LEADS

NAME = "read_back"
ABOUT = About(label="Reading back", phrase="read-back", letters="Rb", group="service", place=2)

LONGEST = 8
#: Given back out of politeness, not to show what was heard.
FAREWELL = frozenset(
    "bye goodbye byebye bbye hello hi cheers ta morning afternoon evening you too sir madam".split()
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per read-back by the agent, in time order."""
    for reply in replies(turns, context):
        turn, text, clause, words, back = reply.turn, reply.text, reply.clause, reply.words, reply.back
        if back and not back.right:
            continue
        source = back.turn if back else _numbers(words, reply.earlier) or _repeats(words, reply.earlier)
        if source and not (clause.mark != "?" and asks(words, strict=True)):
            digits = back is not None or any(map(is_number, words))
            what = "the figures or letters" if digits else "the words"
            because = f"The agent says back {what} that the customer gave: {said(turn, text, clause)}."
            yield cue_of(NAME, turn, text, clause, because, 0.85 if digits else 0.75, source.index)


def _numbers(words: Sequence[str], earlier: Sequence[Turn]) -> Turn | None:
    """The turn whose figures a clause, made up mostly of figures and letters, may repeat."""
    mine = [word for word in words if is_number(word)]
    if not mine or len(mine) * 2 <= len([w for w in words if w not in LEADS]):
        return None
    for turn in earlier[:2]:
        theirs = [token for token in read(turn).tokens if is_number(token)]
        if theirs and len(set(mine) & set(theirs)) * 2 >= len(set(mine)):
            return turn
    return None


def _repeats(words: Sequence[str], earlier: Sequence[Turn]) -> Turn | None:
    """The last turn, where a short stretch repeats its words in their order."""
    said_now = [word for word in words if word not in LEADS]
    if said_now[:2] in (["that", "is"], ["it", "is"], ["that", "was"]):
        said_now = said_now[2:]
    if not 1 <= len(said_now) <= LONGEST or (not content(said_now) and len(said_now) < 3):
        return None
    if FAREWELL.issuperset(said_now):
        return None
    mine = f" {' '.join(in_figures(said_now))} "
    for turn in earlier[:2]:
        if mine in f" {' '.join(in_figures(read(turn).tokens))} " and not is_backchannel(turn):
            return turn
    return None
