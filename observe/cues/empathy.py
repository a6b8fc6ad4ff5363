"""Empathy: the agent puts the customer's feeling or hardship into words, or says they can relate to it.

Definition: communicating warmth, or an understanding of feelings and experiences, in response to another.
Source: Ashish Sharma and others, A Computational Approach to Understanding Empathy Expressed in Text-Based
    Mental Health Support, EMNLP 2020.
Counts: "I can see why you're upset", "that must be frustrating", "sorry to hear that", "I know how that
    feels".
Does not: "I understand you need a new card" (see paraphrase), "I don't understand why you're upset",
    "I feel it's fine", "sorry for the delay".
Limits: rules alone miss warmth without such words; nothing is read from the voice.
Confidence: how often people heard it in such a stretch; by rules alone the strength of the rule: .9 names a
    feeling, .8 relates to it, .6 support or warmth in general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.feelings import FEELING, FEELS, NO_FEELING, TRULY, VERY
from observe.cues.shared.rule import Rule, cue_of, detect_phrases, said
from observe.cues.shared.weighing import decided
from observe.text import Phrases, read
from observe.text.clauses import Clause

NAME = "empathy"
ABOUT = About(label="Empathy in words", phrase="empathy", letters="Em", group="service", place=3)

NAMES = Phrases(
    """
    (that|it|this|you|which) (must|can|could|would) (not|really)? (be|feel|have been|have felt) ...3 {feeling}
    (that|it|this) (is|was|sounds|does sound|sound|seems|feels|has been) {very} {feeling}
    (i|we) {truly}? {truly}? (understand|see|appreciate|imagine|hear|get) ...5 {feeling}
    you (do)? (sound|seem|look|are|must be|feel|are feeling|are clearly|are obviously) {very} {feeling}
    (that|it|this) must make ...6 {feeling}
    (understandably|rightly) {feeling}
    know how {very} {feeling}
""",
    feeling=FEELING,
    very=VERY,
    truly=TRULY,
)
RELATES = Phrases(
    """
    sorry (to|that|about what)? (you are|you have|you|you had|it has)? (hear|read|going|having|had|been|\
        feeling|feel|dealing|learn|went|are|come to this|that)
    sorry for your (loss|pain|trouble)
    (i|we) {truly}? (know|understand|get|appreciate) (exactly|just|completely)? (how|what) (you|that|it|this) \
        (feel|feels|must|are|is|can|mean|going through|would)
    (i|we) (can|could) {truly}? (imagine|understand|see why|see how|relate|sympathise|empathise)
    i (would|should) (be|feel) (just|exactly)? (the same|as well|annoyed|upset|frustrated|cross|angry|too|\
        that way)
    (i|we) {truly} (understand|sympathise|empathise|feel for you|hear you)
    (i|we) (feel|hear|feel for) you (on|man|bro|and|there|i|so|too|completely)?
    i know (the|that|this|your|exactly the) (feeling|pain|struggle)
    (i have|i) been (there|in your|through (that|this|it|the same|something similar)|where you)
    (same|right) (here|boat|there with you|thing happened to me)
    (in|on) your (shoes|position)
    you are not (alone|the only one)
    (no|little) wonder (you|that you|it)
    (not|hardly) (at all)? surprised (that)? (you|it)
    (do not|can not|would not|could not) blame you
    (that|it|this) (sucks|stinks|blows|is a bummer|is rubbish|is not fair|is not nice|is not good enough|is \
        no fun)
    (bless you|poor (you|thing))
    i (do|can)? (understand|appreciate) your (situation|position|concern|concerns|point|worry)
""",
    truly=TRULY,
)
WARM = Phrases("""
    (i am|we are|i will be|always) (all|always)? here (for you|if you|to listen|to talk|to help you through)
    (i|we) (care|really hope|hope (you|things|it|that) (feel|feels|get|gets|are|is|will|can|find|work))
    (hang in there|stay strong|sending (you|love|hugs|good)|hugs|take care of yourself|be kind to yourself)
    (it|things|this|that) (will|does|can|do) (get|gets) (better|easier)
    (do not|do not you|try not to) (worry|give up|be so hard|be too hard|beat yourself)
    ((good for|proud of|happy for) you|(glad|relieved|thankful) you are (all right|okay|safe|not hurt|unhurt))
    you (deserve|matter|should be proud|are worth|did great|are doing great|are loved)
    (that is|it is) (so|really|totally|very|perfectly)? (brave|understandable|natural|normal|awesome|wonderful)
    (you can|feel free to|if you want to|if you need to) (message|talk|vent|chat) (to me|me|about|to someone)?
""")
RULES = (
    Rule(NAMES, "The agent names what the customer feels or goes through: {words}.", 0.9),
    Rule(RELATES, "The agent says they can relate to it: {words}.", 0.8),
    Rule(WARM, "The agent offers warmth or encouragement: {words}.", 0.6),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield the agent's expressions of empathy in time order: by words and meaning, or by words alone."""
    return decided(NAME, turns, context, by_rules(turns, context), meant)


def meant(position: int, turn: Turn, clause: Clause, confidence: float) -> Cue | None:
    """The cue of a sentence that means empathy and has a word for what people feel; None where it has none."""
    text = read(turn)
    if not FEELS.within(text, clause.first, clause.last) or NO_FEELING.within(text, clause.first, clause.last):
        return None
    why = f"The agent answers what the customer goes through: {said(turn, text, clause)}."
    return cue_of(NAME, turn, text, clause, why, confidence)


def by_rules(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clause that words empathy as the lists do, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NO_FEELING)
