"""Empathy: the agent puts the customer's feeling or hardship into words, or says they can relate to it.

Definition: communicating warmth, or an understanding of feelings and experiences, in response to another person.
Source: Ashish Sharma and others, A Computational Approach to Understanding Empathy Expressed in Text-Based Mental
    Health Support, EMNLP 2020.
Counts: "I can see why you're upset", "that must be frustrating", "sorry to hear that", "I know how that feels".
Does not: "I understand you need a new card" (content, see paraphrase), "I feel it's fine", "sorry for the delay" (apology).
Limits: warmth without such words is missed; nothing is read from the voice.
Confidence: strength of the rule: .9 names a feeling, .8 relates to it, .6 support or warmth in general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "empathy"

FEELING = "(frustrating|frustrated|frustration|annoying|annoyed|annoyance|upsetting|upset|worrying|worried|worry|stressful|stressed|difficult|hard|tough|awful|terrible|horrible|disappointing|disappointed|distressing|distressed|scary|scared|confusing|confused|inconvenient|inconvenience|painful|angry|anger|sad|lonely|tired|exhausting|rough|nightmare|unpleasant|devastating|overwhelming|hurt|heartbreaking|maddening|concern|concerned|concerning|pain)"
NAMES = Phrases("""
    (that|it|this|you|which) (must|can|could|would) (be|feel|have been|have felt|not be|not have been|really be|really have been) ...3 {feeling}
    (that|it|this) (is|was|sounds|does sound|sound|seems|feels|has been) (so|very|really|absolutely|pretty|incredibly|such a|a|a bit|quite|always|never|like a|like it is)? (a|an|so|really|very|bit)? {feeling}
    (i|we) (can|do|completely|totally|really|fully|absolutely|certainly)? (can|do|completely|totally|fully|quite)? (understand|see|appreciate|imagine|hear|tell|get) (that|how|why|the|your|you|it is|this is|that is|that this is|that you)? ...4 {feeling}
    (you|you do) (sound|seem|look|are|must be|feel|are feeling|are clearly|are obviously) (so|very|really|quite|a bit|understandably|rightly)? {feeling}
    (understandably|rightly) {feeling}
""", feeling=FEELING)
RELATES = Phrases("""
    sorry (to|that you are|you are|that you have|you have|about what you|you had|that you had|you feel|that you feel|for what you|it has) (hear|read|going|having|had|been|feeling|feel|dealing|learn|went|are|come to this|that)
    sorry for your (loss|pain|trouble)
    (i|we) (can|do|completely|totally|really|fully|absolutely|quite)? (know|understand|get|appreciate) (exactly|just|completely|all too well)? (how|what) (you|that|it|this|frustrating|hard|annoying) (feel|feels|must|are|is|are feeling|can|mean|you feel|you are feeling|going through|can be|would)
    (i|we) (can|could) (only|really|well|just)? (imagine|understand|see why|see how|relate|sympathise|empathise)
    i (would|should) (be|feel) (just|exactly)? (the same|as well|annoyed|upset|frustrated|cross|angry|too|that way)
    (i|we) (completely|totally|really|fully|absolutely|do|quite) (understand|sympathise|empathise|feel for you|hear you)
    (i|we) (feel|hear|feel for) you (on|man|bro|and|there|i|so|too|completely)?
    i know (the|that|this|your|exactly the) (feeling|pain|struggle)
    (i have|i) been (there|in your|through (that|this|it|the same|something similar)|where you)
    (same|right) (here|boat|there with you|thing happened to me)
    (in|on) your (shoes|position) 
    you are not (alone|the only one)
    (that|it|this) (sucks|stinks|blows|is a bummer|is rubbish|is not fair|is not nice|is not good enough|is no fun)
    bless you
    i (do|can)? (understand|appreciate) your (situation|position|concern|concerns|point|worry)
    poor (you|thing)
""")
WARM = Phrases("""
    (i am|we are|i will be|always|i will always be|people) (all|always)? (here) (for you|if you|to listen|to talk|to help you through)
    (i|we) (care|love you|really hope|hope (you|things|it|that|everything) (feel|feels|get|gets|are|is|will|can|find|work))
    (hang in there|stay strong|keep your head up|sending (you|love|hugs|good)|big hugs|hugs|take care of yourself|be kind to yourself)
    (it|things|this|that) (will|does|can|do|gets) (get|gets) (better|easier)
    (do not|try not to|please do not) (worry|give up|be so hard|be too hard|beat yourself)
    (good for|proud of|happy for) (you|yourself)
    you (deserve|matter|should be proud|are worth|did great|are doing great|are loved)
    (do not|please do not) worry (about it|about that|at all)
    (that is|it is) (so|really|totally|completely|very|perfectly)? (brave|understandable|natural|normal|awesome|wonderful|amazing)
    (you can|feel free to|free to|if you want to|if you need to|up to|want to) (message|pm|dm|talk|vent|chat) (to me|me|about|to someone|anytime|more)?
""")
NOT = Phrases("""
    (i|we) (can|do)? (understand|hear|see) you (want|need|would like|are calling|are looking|have a|have got)
    i feel you (should|need|could|can)
    (hard|difficult|tough) (to say|to tell|to know|drive|copy|reset)
""")
RULES = (
    Rule(NAMES, "The agent names what the customer feels or goes through: {words}.", 0.9),
    Rule(RELATES, "The agent says they can relate to it: {words}.", 0.8),
    Rule(WARM, "The agent offers warmth or encouragement: {words}.", 0.6),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per expression of empathy by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
