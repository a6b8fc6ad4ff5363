"""Next step: the agent says what they, or the company, will do for the customer, and perhaps by when.

Definition: a commissive: an utterance that commits the speaker to some future course of action.
Source: John R. Searle, A Classification of Illocutionary Acts, Language in Society 5(1), 1976.
Counts: "I'll ring you back by Friday", "an engineer will visit tomorrow", "let me check that for you". It
    tells the owner (agent, company, or whoever was named), the action, and the deadline where one was named.
Does not: "I'll be honest", "I'll take your number" (asks for it), "will I need a form?", "you'll get used to
    it", "I would have to see", "I could ring them" (an offer), "he said he'll ring" (reported), "we'll usually
    text" (what is usual).
Limits: a plan that is only implied ("leave it with me" apart) is missed; whether it is kept cannot be heard.
Confidence: share that people heard as well: .87 an action with a time, .85 an action, .75 a brief one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About, Mark
from observe.cues.shared.commitment import DONE, REACH, commitment, stated
from observe.cues.shared.context import Context
from observe.cues.shared.no_promise import NO_PROMISE
from observe.cues.shared.rule import cue_of, said
from observe.text import Phrases, read

NAME = "next_step"
ABOUT = About(
    label="Next step",
    phrase="stated next step",
    letters="S",
    group="listening",
    place=5,
    own_mark=Mark("circle", "#3f7d20"),
)

OURS = Phrases(
    """
    (i|we) (will|shall)
    (i|we) (am|are) (also|still|just|now|then|not|probably|actually|really)? (also|still|just|now)? going to
    (i|we) would like to _
    (what|all) (i|we) will do
    will do
    (i|we) (am|are) (just|now|also|currently)? (sending|booking|arranging|raising|putting|passing|ordering|\
        transferring|checking|connecting|issuing|processing|refunding|escalating|cancelling|emailing|posting|\
        looking into|working on|requesting|logging|setting)
    (i|we) have (just)? (booked|arranged|scheduled|ordered) (a|an|your|the|you|it|that|this) _
    (my|our|the|an|a) (colleague|team|manager|supervisor|engineer|technician|department|specialist|office) \
        (will|is going to)
    (someone|somebody) (will|is going to) _
    they will (be in touch|come|get back|{reach})
    (will|is going to|are going to) (then|also|just)? {reach} (you|him|her|them)
    (will|is going to|are going to) (then|also|all)? be {done}
    you will (get|receive|have|hear) (a|an|the|from|back|your) ...4 (email|text|letter|call|refund|us|me|bill|\
        confirmation|cheque|card|parcel|delivery|replacement|engineer|statement|answer|reply|update|credit|\
        form|pack|voucher|money|somebody|someone)
    you will be (contacted|called|refunded|credited|reimbursed|emailed|notified|paid)
    leave (it|that|this) with me
    the next step is
    i (have|need|plan|intend) (got)? to (just)? (check|speak|ask|look|get|find|put|send|read|write|call|ring|\
        work|try|talk|raise|arrange|fix|sort|update|compare|finish|tell)
    (we (plan|intend)|i want) to (just)? (try|check|compare|look|ask|send|make sure|find|run|add|start)
    """,
    done=DONE,
    reach=REACH,
)
BRIEF = Phrases("""
    let (me|us) (just|quickly|go and|go|have|first)? (check|see|look|get|find|try|put|have|pull|bring|go|speak|\
        transfer|connect|confirm|send|do|make|explain|update|sort|book|arrange|give|read)
    let (me|us) (just)? take a (look|moment|minute)
    ^ (just)? (see|check|get|try|bring) (if|whether|what|your|the|that|it) ... for you
    ^ (just)? (try the _ for you|check for you|see (if|whether) (i|we) can|see what is (going on|happening))
    ^ (call|ring|phone) you (back)? (at|in|on|by|tomorrow|later|this|around|about)
    while (i|we) (just|try and|try to|go and|go)? (check|confirm|look|get|find|do|sort|pull|bring|transfer|try)
""")
NOT = Phrases(
    """
    (i|we) will (just)? (admit|never|always|tell you what|say|bet|agree|grant|want|get used|miss|take that|\
        know|like|have (to|a lot|more|some|lots|a fair|no|the)|need (your|a|an|the|that|you|it|more|some)|see \
        (you|it|that|your))
    (i|we) will be (honest|frank|fair|sorry|happy|glad|pleased|able|grateful)
    (i|we) will not (be|keep|know|have|need|take|say|hold|get|see)
    (i will|we will|let us|let me) (just|need to)? take (your|the|that|you are|a|those|some) ...4 (number|name|\
        address|details|postcode|date|numbers)
    (if|when|whether|until|before|than|which|where|so that|once|unless|how|things|something|anything|who) \
        (i|we|they|he|she|someone|somebody) (will|am going to|are going to|am|are)
    (hope|hopefully|doubt|wish|not sure|wonder) (that)? (i|we|it|they|you) will
    (hope|think|suppose|guess|doubt|wish|wonder) (that)? (it|they|you|someone|somebody) will
    (who|which|what|if|whether) (will|is going to) ({reach}|be)
    that (will|is going to) {reach}
    (let me know|let me (just)? ask you|let (me|us) see $)
    let us (be|say|face|hope|not|assume|pretend|do|make|go|send|ask|speak|explain)
    (i|we) would like to (thank|say|know|apologise|ask|hear)
    """,
    reach=REACH,
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per stated next step by the agent, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        for span, last, strength in stated(text, ((OURS, 0.85), (BRIEF, 0.75)), NOT, NO_PROMISE):
            step = commitment(turn, text, span, last)
            what = said(turn, text, step.span)
            when = f", and when: “{step.deadline}”" if step.deadline else "; no time is named"
            because = f"The agent says who will do what, {what}{when}."
            sure = 0.87 if step.deadline else strength
            yield cue_of(NAME, turn, text, step.span, because, sure, details=step.details)
