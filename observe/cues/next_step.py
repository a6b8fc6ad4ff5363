"""Next step: the agent says what they, or the company, will do for the customer, and perhaps by when.

Definition: a commissive: an utterance that commits the speaker to some future course of action.
Source: John R. Searle, A Classification of Illocutionary Acts, Language in Society 5(1), 1976.
Counts: "I'll ring you back by Friday", "an engineer will visit tomorrow", "let me check that for you".
Does not: "I'll be honest", "I'll have the fish" (no action for the customer), "will I need a form?" (a
    question), "you'll get used to it", "I would have to see" (no commitment).
Limits: a plan that is only implied ("leave it with me" apart) is missed; whether it is kept cannot be heard.
Confidence: strength of the rule: .9 an action with a time, .8 an action, .6 a brief or indirect one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import cue_of, said
from observe.text import Phrases, Span, asks, read

NAME = "next_step"

WHEN = Phrases("""
    (by|before|within|no later than|in the next) (the)? (end of)? (the|this|next)? {time}
    (this|tomorrow|next|later this) (morning|afternoon|evening|week|month|weekend)
    (on|by|before|this|next)? (monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    (at|by|before|around|about) _ (oclock|am|pm|today|tomorrow)
    (today|tomorrow|tonight|straight away|right away|right now|immediately|shortly)
    (in|within|after) ...2 (minutes|hours|days|weeks|minute|hour|day|week|month|months|moment|second)
    (first thing|as soon as|once|when) _
""", time="""
    (today|tomorrow|tonight|noon|midday|lunchtime|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
    (day|week|month|morning|afternoon|evening|close of play|close of business)
    (_|_ to _|_ or _|_ working|_ business)? (minutes|hours|days|weeks|hour|week|month)
""")  # fmt: skip
OURS = Phrases("""
    (i|we) (will|shall)
    (i|we) (am|are) (just)? going to
    (i|we) would like to _
    (what|all) (i|we) will do
    (i will|we will|i can) (make sure|see to it|ensure)
    (i will|will) do
    (i|we) (am|are) (just)? (sending|booking|arranging|raising|putting|passing|transferring|checking|\
        connecting)
    (my|our|the|an|a) (colleague|team|manager|supervisor|engineer|technician|department|specialist|office) \
        (will|is going to)
    (someone|somebody|they) will (be in touch|call|ring|contact|email|write|visit|come|get back|phone)
    you will (get|receive|have|hear) (a|an|the|from|back|your)
    (it|that|this) will be (sent|posted|delivered|refunded|credited|sorted|with you|escalated|fixed|\
        replaced|processed)
    leave (it|that|this) with me
    the next step is
    (i|we) (have|need|want|plan|intend) (got)? to (just)? (make|check|speak|ask|look|get|find|put|send|read|\
        write|call|ring|work|try|talk|raise|arrange|fix|sort|update|compare|start|finish)
""")
BRIEF = Phrases("""
    let (me|us) (just|quickly|go and|go|have|first)? (check|see|look|get|find|try|put|have|take|pull|bring|\
        go|ask|speak|transfer|connect|confirm|send|do|make|explain|update|sort|book|arrange|give|read)
    ^ (just)? (see|check|get|try|bring) (if|whether|what|your|the|that|it) ... for you
    ^ (just)? try the _ for you
""")
NOT = Phrases("""
    (i|we) will (admit|not|have to admit|never|always|tell you what|say|bet|agree|grant|want|get used|miss|\
        think|take that|have the|like|know|need (your|a|an|the|that|you|it|more|some)|see (you|it|that|your))
    (i|we) will (see $|be (honest|frank|fair|sorry|happy|glad|pleased|able|grateful|here|all))
    (if|when|whether|until|before|as|than|which|where|what will|so that|once|unless) (i|we) (will|am going \
        to|are going to|am|are)
    (hope|hopefully|doubt|wish|suppose|guess|not sure|wonder|think) (that)? (i|we|it|they|you) will
    (was|were) going to
    let me know
    let us (be|say|face|hope|not|assume|pretend)
    (i|we) (could|might|may)
    (i|we) would (have|need|be|not|say|suggest|recommend|love|think|like you)
    (i|we) would like to (thank|say|know|apologise|ask|hear)
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per stated next step by the agent, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        barred = list(NOT.find(text))
        found: dict[int, tuple[Span, float]] = {}
        for phrases, strength in ((OURS, 0.8), (BRIEF, 0.6)):
            for span in phrases.find(text):
                clause = text.clause_of(span)
                rest = Span(span.first, clause.last)
                if any(span.overlaps(other) for other in barred) or asks(text.between(rest), clause.mark):
                    continue
                found.setdefault(clause.first, (rest, strength))
        for _, (span, strength) in sorted(found.items()):
            when = WHEN.within(text, span.first, span.last)
            what = said(turn, text, span)
            if when:
                because = f"The agent says who will do what, {what}, and when: {said(turn, text, when)}."
            else:
                because = f"The agent says who will do what, {what}; no time is named."
            yield cue_of(NAME, turn, text, span, because, 0.9 if when else strength)
