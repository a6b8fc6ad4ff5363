"""Words for what people feel or go through, as lists that phrases are made of."""

from __future__ import annotations

from observe.text import Phrases

FEELING = """
    (frustrating|frustrated|frustration|annoying|annoyed|annoyance|upsetting|upset|worrying|worried|worry)
    (stressful|stressed|difficult|hard|tough|awful|terrible|horrible|disappointing|disappointed|distressing)
    (distressed|scary|scared|confusing|confused|inconvenient|inconvenience|painful|angry|anger|sad|lonely)
    (tired|exhausting|rough|nightmare|unpleasant|devastating|overwhelming|hurt|heartbreaking|maddening)
    (concern|concerned|concerning|pain|frightening|frightened|shocking|heartbreaking|embarrassing|embarrassed|shock)
"""
VERY = """
    (so|very|really|absolutely|pretty|incredibly|quite|always|rather|understandably|rightly|such)? (a|an|a bit)?
"""
TRULY = "(can|do|completely|totally|really|fully|absolutely|certainly|quite|only|well|just)"
#: A line that says none of these shows no empathy, however alike its tone.
FEELS = Phrases(
    """
    {feeling}
    (feel|feels|feeling|feelings|felt|hope|hoping|glad|happy|proud|care|love|understand|understandable|relate)
    (imagine|appreciate|sympathise|wish|luck|brave|strong|stronger|hugs|alone|struggle|struggling|suffer)
    (suffering|cry|crying|hate|sucks|shame|worse|better|deserve|worth|welcome|congrats|congratulations)
    (stressful|anxiety|anxious|depressed|depression|heart|afraid|fear|grief|loss|cope|coping|safe|okay to)
    (same here|i have been there|me too|so sorry|not your fault|take care|hang in|hang on)
    """,
    feeling=FEELING,
)
#: Feeling words used of something else.
NO_FEELING = Phrases(
    """
    (i|we) (can|do)? (understand|hear|see) you (want|need|would like|are calling|are looking|have a|have got)
    i feel you (should|need|could|can)
    (hard|difficult|tough) (to say|to tell|to know|drive|copy|reset)
    (do not|can not|could not|fail to|failed to|never|will never) (really|quite|even)? (understand|see|get) \
        (why|how|what) ...6 {feeling}
    (do not|can not|could not|fail to|failed to|never|will never) (really|quite|even)? (understand|see|get) why
    (not sure|no idea|do not know) (why|what) (you|people|customers|everybody|everyone) ...4 {feeling}
    (do|can) you (not)? (understand|see|appreciate|imagine) (how|that|what|why)
    (be|are|being) {feeling} (customers|people|callers|clients|passengers)
    better safe than sorry
    """,
    feeling=FEELING + "(angry|cross|fed up|furious|livid|worked up|so upset)",
)
