"""What a "sorry" is for: a fault, an inconvenience, a delay or a mere slip.

The words after it settle its kind. Where they only point ("about that"), the customer's lines before tell
whether something had gone wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from observe.annotation import Turn
from observe.cues.shared.problems import PROBLEM
from observe.cues.shared.vocatives import CALENDAR, is_capital
from observe.text import Phrases, Span, Text, read
from observe.text.content import is_number

#: Said with these, it is no apology.
NOT = Phrases("""
    sorry ... to (hear|learn|read|see|find|say|tell|inform|disappoint)
    (so|very|really|truly|deeply)? sorry for your loss
    sorry (you|that you) (feel|are feeling|think)
    (feel|felt|feeling|be|say|said|says|saying|saying i am|better safe than|not|to say) sorry
    (is|was|are|he is|she is|they are|you are|you will be) sorry
    (no|do not|not|not need to|never) (need to)? (be sorry|apologise)
    (he|she|they|you|not|to) (should|could|might)? apologise
    sorry (for|about) (what|which|asking|repeating)
    sorry state
    (received|had|get|got|given|want|wants|wanted|an) (no|an|any)? (apology|apologies)
    (will|may|might|could|would|shall) (not)? be (very|so)? sorry
    (please|like us to|like me to|want us to|want me to|policy is to|asked to|have to be) apologise
    (we|i|they|you) (would|always|usually|normally|will of course|would of course|would always) (of course)? \
        apologise
    sorry (i mean|i meant|make that|i should say|rather)
""")
#: A "sorry" that puts it on the customer is none.
THEIRS = Phrases("""
    (it|that|this) is (all|entirely|really|just|only)? (your|your own) (fault|mistake|problem|responsibility|\
        doing)
    your own (fault|doing|mistake|problem|responsibility)
    not (our|my) (problem|fault|responsibility|mistake|concern|doing)
    (is|was) (all|really|entirely)? (down|up) to you
    you should (not|really|always)? have (read|checked|told|said|asked|rung|called|known|thought|kept|looked|\
        gone|paid|made|done|brought|taken|waited|signed|listened)
    you ought to have _
    you (brought|did) (this|that|it) (on|to) yourself
    (only|have) yourself to blame
    you (must|need to|have to) (learn|listen|read)
    nothing to do with (us|me)
""")
#: A bare "sorry" before these only softens what comes.
SOFTENS = Phrases("""
    sorry ... (could|can|would|what|who|where|which|how|did|do) (you|i|was|is|were|did)
    sorry (but)? (what|who|where|when|which|say|come|i did not|i do not|i can not|i could not)
    sorry (but)? (we|i) (can not|do not|are not|am not)
""")
#: How each kind is put to a learner.
SAYS: Mapping[str, str] = MappingProxyType(
    {
        "fault": "says sorry for what went wrong",
        "inconvenience": "says sorry for the inconvenience",
        "delay": "says sorry for a delay",
        "ritual": "says sorry in passing",
    }
)
_KINDS = {
    "ritual": Phrases("""
        (interrupt|interrupting|cut you off|cut you short|cut in|talk over|talking over|speak over|jump in)
        (go ahead|carry on|after you|you go|bless me|excuse me)
        (hiccup|hiccups|cough|coughing|sneeze|my voice|my throat|frog in)
    """),
    "delay": Phrases("""
        (wait|waits|waited|waiting|delay|delays|delayed|delaying|late|lateness|queue|queues|slow|hold up)
        (keep|keeping|kept|hold|holding|held|leave|leaving|left) (you|him|her|them)
        (on hold|the hold|so long|this long|that long|too long|long time|chase|chasing|chased|ages)
    """),
    "inconvenience": Phrases("""
        (inconvenience|inconvenienced|trouble|troubles|bother|bothered|hassle|upset|distress|worry|disruption|\
            nuisance|stress|difficulty|difficulties|frustration|disappointment|annoyance|disturb|disturbing)
        (had|have|having) to (ring|call|phone|come|go|contact|explain|repeat|do|deal|put up|write|ask|speak)
        (go|going|gone|been|put you) through
        without (a|an|any|your|internet|broadband|power|heating|water|phone|service)
    """),
    "fault": Phrases("""
        (mistake|mistakes|error|errors|mix up|misunderstanding|fault|faults|confusion|problem|problems|issue|\
            issues|mess|mess up|oversight|failure|failures|slip up|wrong|wrongly|poor|bad|experience|rude)
        (we|i|they|it|you|nobody|no one|somebody|someone|that) (have|has|had|did|was|were|got|let|should|\
            missed|failed|sent|charged|billed|lost|forgot|gave|told|broke|made) _
        (overcharged|charged|billed|cut off|broken|damaged|missed|lost|failed|let down|misled|misinformed|twice)
        (for|about) (the|your|our) _
    """),
}
_POINTS = Phrases("""
    (sorry|apologise|apologies|apology) (about|for) (that|this|it|all that|all this|everything|what)
    (i|we) (do|must|would like to|want to|can only|have to|would)? (really|sincerely)? apologise
    (my|our|sincere|sincerest|deepest|humble|please accept) ... apologies
    (so|very|really|truly|terribly|awfully|extremely|ever so|deeply) sorry
""")
_OWNED = Phrases("""
    (our|my) (mistake|fault|error|doing|oversight)
    (we|i) (made|have made|got|should|let you|forgot|missed|failed) _
""")
#: How many tokens after the apology still belong to it; how many of the customer's turns are looked back at.
_REACH, _BACK = 12, 3


def kind_of(turns: Sequence[Turn], position: int, text: Text, span: Span) -> str:
    """``fault``, ``inconvenience``, ``delay`` or ``ritual``, for an apology at ``span`` of a turn."""
    first = text.clause_of(span).first
    stops = (place for place in range(span.last, len(text.tokens)) if text.tokens[place] in ".?!")
    last = min(next(stops, len(text.tokens)), span.last + _REACH)
    named = {kind: match.first for kind, list_ in _KINDS.items() if (match := list_.within(text, first, last))}
    if named:
        return min(named, key=lambda kind: named[kind])
    pointed = _POINTS.within(text, first, last) is not None
    owned = _OWNED.within(text, max(0, first - _REACH), first) is not None
    return "fault" if pointed and (owned or _trouble_told(turns, position)) else "ritual"


def _trouble_told(turns: Sequence[Turn], position: int) -> bool:
    speaker = turns[position].speaker
    before = islice((turn for turn in reversed(turns[:position]) if turn.speaker != speaker), _BACK)
    return any(PROBLEM.first(read(turn)) for turn in before)


def turned(text: Text, span: Span) -> bool:
    """Whether what follows puts the trouble on the hearer: "sorry, but you should have read it"."""
    stops = (place for place in range(span.last, len(text.tokens)) if text.tokens[place] in ".?!")
    return THEIRS.within(text, span.first, next(stops, len(text.tokens))) is not None


def puts_right(turn: Turn, text: Text, span: Span) -> bool:
    """Whether a "sorry" takes a word back: "five, sorry, nine", "ask for Karen, sorry, Kerry"."""
    if span.first in text.openings or span.last >= len(text.tokens) or text.tokens[span.last] in ".?!":
        return False
    before, after = span.first - 1, span.last
    if is_number(text.tokens[before]) or is_number(text.tokens[after]):
        return True
    paused = before in text.commas and span.last - 1 in text.commas
    named = is_capital(turn, text, before) or is_capital(turn, text, before - 1)
    same = text.tokens[before] in CALENDAR and text.tokens[after] in CALENDAR
    return same or (paused and named and is_capital(turn, text, after) and text.tokens[after] != "i")
