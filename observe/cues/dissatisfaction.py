"""Dissatisfaction: the customer is unhappy, or shows early signs of it.

Definition: an expression of dissatisfaction made to an organisation about its products, services or staff.
Source: ISO 10002:2018, Guidelines for complaints handling in organizations, the definition of a complaint.
Counts: "this is ridiculous", "I want to complain", "what the hell is going on" (swearing, masked or not), "oh
    brilliant, another week without heating" (irony), and early signs: "I've called three times already" (again
    and again), "still nobody rang me back" (a promise broken), "I've already lost two days" (time or money
    lost), "I'm getting worried about it" (worry), "you sent me the wrong one" (the company's mistake).
Does not: "it stopped working" (a fault told calmly), "I rang you yesterday" (once), "no complaints", "I'm not
    angry", "my wife was upset with me", "that's bloody brilliant" (praise), "my last provider was awful".
Limits: irony is heard only where praise opens a sentence that tells of trouble; tone is not heard; a calm
    customer who leaves is missed.
Confidence: strength of the rule: .9 says so outright, .8 swearing or irony, .75 an early sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.anger import STREET, ironic, of_others, sworn
from observe.cues.shared.context import Context
from observe.cues.shared.early_signs import EARLY
from observe.cues.shared.rule import Rule, cue_of, said, spans
from observe.text import Phrases, Span, read

NAME = "dissatisfaction"
ABOUT = About(
    label="Customer is unhappy",
    phrase="sign of dissatisfaction",
    letters="Un",
    group="customer",
    place=1,
    lines="customer",
)

OUTRIGHT = Phrases("""
    (ridiculous|disgusting|disgraceful|unacceptable|appalling|outrageous|shocking|a disgrace|a joke|pathetic)
    (i am|i was|we are|i feel|i am getting|i am feeling) (so|very|really|extremely|absolutely|getting|quite|\
        a bit|just|pretty|not very|not at all|not too|totally|completely|rather|ever so|that|honestly)? \
        (frustrated|annoyed|angry|furious|upset|fed up|disappointed|livid|unhappy|cross|disgusted|sick of|sick \
        and tired|at the end of my tether|at my wits end|not happy|dissatisfied|let down|losing patience|\
        worried sick|fuming|unimpressed|stressed|gutted|embarrassed|humiliated|mortified|heartbroken|desperate|\
        in tears|in a bit of a state|in (such)? a state|frightened|scared|terrified|panicking|shaken)
    (had|have had) (quite|just about|more than)? enough (of|$)
    (rip off|ripped off|an insult|insulting|a shambles|a farce|a scandal|a liberty|a cheek)
    (you|they|you people|you lot) do not (even)? (care|listen)
    (i|we) (want|demand|expect) (some|a|an|my|proper|full)? (compensation|money back|explanation|apology)
    going to lose (it|my temper|my rag)
    (cried|crying) (all|for|my eyes|about|over|because|$)
    (bit|quite|very|really|pretty|rather|most) (disappointing|frustrating|annoying|upsetting|worrying)
    (i am|we are) (really|still|just)? not (very|at all|too|really|best)? (happy|satisfied|impressed|pleased)
    not (good|really good) enough
    (want|like|need|going|have|here|calling|ringing) to (make|raise|lodge|file|register|put in)? (a|an)? \
        (formal|official)? (complain|complaint)
    (terrible|awful|dreadful|poor|bad|rubbish|appalling|worst|horrible|lousy|useless) (customer)? (service|\
        experience|company|attitude|way to treat)
    (it|this|that|you|they|the whole thing|everything|which) (is|are|have been|has been|was|were) (so|very|\
        really|absolutely|completely|just|totally|getting|such a|a|beyond|a total|a complete|bloody)? \
        (frustrating|annoying|upsetting|distressing|worrying|embarrassing|useless|hopeless|waste of time|\
        nightmare|infuriating|rubbish|terrible|awful|a pain|unreasonable|unfair|not fair|wrong|a mess)
    (waste|wasting|wasted) (of)? (my|our) (time|money)
    (cancel|cancelling|leave|leaving|switch|switching) (my|the)? (contract|account|everything|provider)
    (speak|talk) to (a|your|the|somebody|someone) (manager|supervisor|superior|boss|higher|in charge|else)
    (i)? (can not|do not) believe (this|it|you|that|how)
    (sick|tired|fed up) (and tired)? of (this|it|waiting|calling|being|hearing|your|you|having)
    what (am i paying|kind of service|sort of service|a waste|on earth|the hell)
    nobody (cares|seems to care|listens|is listening|wants to help|can help)
""")
NOT = Phrases("""
    (no|not|without|do not have any) (a)? (complaint|complaints|complaining)
    not (angry|upset|annoyed|cross|worried|frustrated|wasting|a waste)
    not (very|really|that|too|so)? (worried|concerned)
    wrong (number|numbers|department|person|button|place|extension|code)
    (did not|do not|not) (disappoint|bother|mind)
    (no|not a) problem
""")
SWEARS = "The customer swears: {words}."
MOCKS = "The customer praises what has gone wrong, which is irony: {words}."
RULES = (
    Rule(STREET, "The customer says they are unhappy: {words}.", 0.9),
    Rule(OUTRIGHT, "The customer says they are unhappy: {words}.", 0.9),
    *(
        Rule(signs, f"An early sign that the customer is unhappy, {of}: {{words}}.", 0.75)
        for signs, of in EARLY
    ),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clause in which the customer shows dissatisfaction, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "customer"):
            continue
        text = read(turn)
        found: dict[int, tuple[Span, str, float]] = {}
        for rule in RULES:
            for span in spans(text, rule.phrases, NOT):
                if not of_others(text, span):
                    found.setdefault(text.clause_of(span).first, (span, rule.because, rule.confidence))
        for places, because in ((sworn(turn, text), SWEARS), (ironic(text), MOCKS)):
            for span in places:
                found.setdefault(text.clause_of(span).first, (span, because, 0.8))
        for _, (span, because, confidence) in sorted(found.items()):
            why = because.format(words=said(turn, text, span))
            yield cue_of(NAME, turn, text, text.clause_of(span), why, confidence)
