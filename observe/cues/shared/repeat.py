"""Asking to hear something again; and telling the "sorry" that asks from the one that apologises.

A bare "sorry" asks where it is marked as a question, where the other party had asked something or then says
much the same again, or where its speaker goes on to ask ("sorry … press what").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Turn
from observe.cues.shared.asking import asks
from observe.text import Phrases, Span, Text, read
from observe.text.leads import LEADS

REPEAT = Phrases("""
    ^ pardon (me)? $
    pardon $
    ^ (say|come) (that)? again (please)? $
    (say|repeat|run|go over|spell|explain) (that|it|this|your _|the _) (for me|by me)? (again|once more|one \
        more time)
    (could|can|would|will) you (just)? (please)? (repeat|say) (that|it|your|the|this|again)
    (did not|could not|can not) (quite)? (catch|hear) (that|you|what|the|your|it)
    (did not|could not) (quite)? (get|follow|make out) (that|you|what|the|your|it)
    i missed (that|what you|the last|some of that|your|the first)
    you are (breaking up|very faint|cutting out)
    (could|can) you speak up
    (what|sorry what) (did you say|was that)
    what was that (again|sorry|you said)
    ^ what is that (love|sorry|again|dear|mate)
    (the|a|an|your|my|his|her|when|where) what $      # "followed by the what"
    you (said|were saying) (what|sorry)
    ^ sorry (what|who|which|where|when|how many|how much) ...4 (again|you said|you say) $
    (one more time|once more|once again) please $
""")
PARDON = Phrases("""
    (i am)? sorry
    i beg your pardon
    excuse me
""")
_AGAIN = Phrases("""
    ^ (no)? (i said|i was saying|i asked|i am asking|i was asking|i just said|i mean)
""")
_TAKEN = Phrases("""
    ^ (that is|it is) (okay|all right|fine|no problem)
    ^ (do not worry|no problem|not to worry|no worries|never mind|not at all|thank you|thanks)
""")
#: "what was the code": asked for once more; "what is the code" goes on after an apology.
_ASKS_ON = Phrases("""
    ^ what was (it|that|the|your) _
    ^ what (is it|is that|was it|was that) $
    (you|i|we|press|dial|a|the|it|to|of) what $
""")
_TO_YOU = LEADS | frozenset("love mate sir madam dear caller darling".split())


def repeat_requests(turns: Sequence[Turn], position: int) -> Iterator[Span]:
    """Where a turn asks the other party to say something again."""
    text = read(turns[position])
    for span in REPEAT.find(text):
        # "i beg your pardon" is looked at below: it may be an apology.
        if text.tokens[max(0, span.first - 2) : span.first] != ("beg", "your"):
            yield span
    for span in PARDON.find(text):
        clause = text.clause_of(span)
        if (clause.mark == "?" and span.last == clause.last) or is_pardon(turns, position, span):
            yield span


def is_pardon(turns: Sequence[Turn], position: int, span: Span) -> bool:
    """Whether a bare "sorry" at ``span`` of a turn asks the other to repeat.

    It does where it is all the turn says, and the other had just asked something, or says much the same again,
    or "I said …". After a full stop only the words said again count: who writes stops marks a question.
    """
    turn, text = turns[position], read(turns[position])
    rest = text.tokens[: span.first] + text.tokens[span.last :]
    if any(len(word) > 1 and word not in _TO_YOU for word in rest):
        return False
    before = [t for t in turns[max(0, position - 6) : position] if t.speaker != turn.speaker][-3:]
    if not before or not _answers(turns, position):
        return False
    following = turns[position + 1 : position + 4]
    if following and following[0].speaker == turn.speaker:
        return _ASKS_ON.first(read(following[0])) is not None or REPEAT.first(read(following[0])) is not None
    after = [read(t) for t in following if t.speaker != turn.speaker][:2]
    if not after or _TAKEN.first(after[0]):
        return False
    heard = [read(t) for t in before]
    asked = any(asks(heard[-1].between(clause), clause.mark) for clause in heard[-1].clauses)
    if _AGAIN.first(after[0]) or (asked and not text.clause_of(span).mark):
        return True
    later = after[0] if after[0].content else after[-1]
    return any(_much_the_same(earlier, later) for earlier in heard)


def _much_the_same(earlier: Text, later: Text) -> bool:
    shared = earlier.content & later.content
    return bool(shared) and len(shared) >= 0.5 * min(len(earlier.content), len(later.content))


def _answers(turns: Sequence[Turn], position: int) -> bool:
    """Whether a "sorry" comes straight after the other's words, or after one's own "what"."""
    previous = turns[position - 1]
    words = read(previous).tokens
    return previous.speaker != turns[position].speaker or len(words) <= 1 or "what" in words[-2:]
