"""Paraphrase: the agent says back, in their own words, what the customer said or meant.

Definition: a reflective-listening statement that repeats, rephrases or sums up what the other person has said.
Source: William R. Miller and Stephen Rollnick, Motivational Interviewing: Helping People Change, 3rd edition, 2013.
Counts: "So you were charged twice", "it sounds like the engineer never came", "what I'm hearing is …".
Does not: "You need to dial nine" (instruction), "zero seven double four" (see read_back), "What happened?" (question).
Limits: rules read form and shared words, not meaning; a restatement in wholly new words without a lead-in is missed.
Confidence: strength of the rule: .9 a lead-in, .75 a restatement with shared words, .5 its form alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import cue_of, said
from observe.text import Phrases, Span, Text, asks, read
from observe.text.clauses import Clause
from observe.text.content import content, is_number

NAME = "paraphrase"

LEAD_IN = Phrases("""
    (what|so|if) (i am hearing|i hear) (is|you|that)?
    (i hear you saying|i hear that you|i am hearing|i also heard|i heard you say)
    (you are|you were) (just|basically)? (saying|telling me) (that|to me)?
    (so|what|and) you (mean|said|say|told me|mentioned) (is|was|that|you)
    you (also)? (mentioned|said|told me|described) (that|you|your|it|the|earlier)
    as you (said|say|mentioned|described)
    (if i have|if i) (understood|understand|got|get|heard) (you|that|this|it)? (right|correctly|properly)?
    (let me|can i|could i|i would like to|just to|to) (just)? (make sure|check|see|be sure) (that)? (i have|i) (understand|understood|got|have|heard)
    (let me|can i|could i|just to|to) (just)? (summarise|recap|sum up|play that back|paraphrase|go over what)
    (it)? sounds (like|as if|as though)
    (it seems|seems|it looks|looks) (like|as if|as though) (you|your|it|the|they|this|that|there)
    you (sound|seem)
    (i get|i am getting) the (impression|sense|feeling) (that)?
    on (the)? one hand
    on the other hand
    in other words
    (i understand|i see|i gather|i take it) (that)? (you|your) _
    (my understanding is|from what you|based on what you|what you are (looking for|after|asking|worried about|concerned about))
    (part of you|a part of you|for you (it|this|that) is|you are not alone in)
""")  # fmt: skip
INSTRUCTION = Phrases("""
    ^ you (just)? (need|can|could|should|may|might|must|will|would|ought|shall|have to|have got to|had better|only need|know|see|are going to need|are going to have|are welcome|are through|are speaking|will need|would need|guys) _?
    (i|we) (will|would|can|could|am going to|want|need|think|do not|just|have|am|know|wonder|hope|appreciate)
    (if|when|once|as soon as) you (press|dial|go|look|look at|like|want|wish|can|could|call|ring|just|have any|need)
    ^ (thank you|thanks|you are welcome|you too|good luck|have a)
    (do you|are you|did you|have you|would you|could you|can you) (want|like|have|think|mind|feel)
""")
OPENERS = frozenset("you your")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per sentence in which the agent says back what was said, in time order."""
    for position, turn in enumerate(turns):
        if not context.heard_from(turn, "agent"):
            continue
        heard = _recent(turns, position)
        if not heard:
            continue
        text = read(turn)
        leads, others = list(LEAD_IN.find(text)), list(INSTRUCTION.find(text))
        for clause in text.clauses:
            span = Span(clause.first, clause.last)
            lead = next((s for s in leads if s.overlaps(span)), None)
            shared, source = _shared(text, clause, heard)
            if lead and clause.last - lead.last >= 1 and not asks(text.between(clause), strict=True):
                because = f"The agent says back what the customer means, opening with {said(turn, text, lead)}."
                yield cue_of(NAME, turn, text, clause, because, 0.9, source.index)
            elif _restates(text, clause) and not any(s.overlaps(span) for s in others):
                yield cue_of(NAME, turn, text, clause, *_reason(shared), source.index)


def _restates(text: Text, clause: Clause) -> bool:
    """Whether a clause states something about the customer: "you were charged twice"."""
    words = [w for w in text.between(clause)]
    while words and words[0] in ("so", "okay", "right", "and", "but", "then", "oh", "well", "yes", "now", "because"):
        words.pop(0)
    if len(words) < 4 or asks(words, strict=True) and words[0] not in ("you", "your"):
        return False
    if sum(map(is_number, words)) * 2 > len(words):
        return False
    return words[0] in ("you", "your") or (text.tokens[clause.first] == "so" and "you" in words[:6])


def _reason(shared: frozenset[str]) -> tuple[str, float]:
    if shared:
        kept = ", ".join(sorted(shared)[:3])
        return f"The agent tells the customer their own situation back, keeping to what was said ({kept}).", 0.75
    return "The agent puts the customer's situation into words: “you …” instead of the customer's “I …”.", 0.5


def _recent(turns: Sequence[Turn], position: int) -> list[Turn]:
    """The other party's last few turns, the latest first."""
    me = turns[position].speaker
    return [t for t in reversed(turns[max(0, position - 8) : position]) if t.speaker != me][:4]


def _shared(text: Text, clause: Clause, heard: Sequence[Turn]) -> tuple[frozenset[str], Turn]:
    """The content words shared with a recent turn, and that turn: the one sharing most, else the latest that says something."""
    mine = content(text.between(clause))
    best = max(heard, key=lambda turn: len(mine & read(turn).content))
    words = mine & read(best).content
    if words:
        return words, best
    return words, next((turn for turn in heard if len(read(turn).content) > 1), heard[0])
