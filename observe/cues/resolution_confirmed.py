"""Resolution confirmed: the customer says that the matter is settled, or that they are content with it.

Definition: a customer's evaluation, in words, that the handling of their complaint or request was
    satisfactory.
Source: Stephen S. Tax, Stephen W. Brown and Murali Chandrashekaran, Customer Evaluations of Service Complaint
    Experiences, Journal of Marketing 62(2), 1998.
Counts: "that's sorted it", "it's working now", "you've been really helpful", "that's all I needed", "happy
    with that".
Does not: "okay" or "thank you" alone, "is it sorted?", "it was working" (past), "that's not what I wanted".
Limits: resignation ("fine, whatever") may sound like assent; a bare "great" is not counted.
Confidence: strength of the rule: .9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "resolution_confirmed"
ABOUT = About(
    label="Customer agrees",
    phrase="agreement from the customer",
    letters="Ok",
    group="customer",
    place=2,
    lines="customer",
)

SETTLED = Phrases("""
    (that|it|this|everything|all|which) (is|has|have|seems|looks|has been|is all|is now|has now|seems to \
        be)? (all|now|been|just)? (sorted|fixed|resolved|solved|cleared|done it|worked|sorted out) (it|out|\
        now|then|for me|the problem|that)?
    (that|it|this|everything|which) (is|has come|came|looks|seems to be) (all|now|just)? (back on|back to \
        normal|up and running)
    (it|that|this|everything) (is|seems|is all|does seem|appears) (now|to be|all)? (working|fine|okay|\
        perfect|connected|good) (now|again|for me|then)
    (that|you|it) (has|have|is|are|was|were|would be|will be|been) (been|is)? (really|very|so|most|extremely|\
        ever so|a lot|of great|a|a big|a great|a real)? (helpful|kind|brilliant|fantastic|wonderful|a star|\
        lifesaver|excellent|of help|marvellous|help)
    you been (really|very|so|ever so) (helpful|kind)
    (that|this) (is|was|will be|would be) (everything|all|exactly what|just what|all i|what) (i|we)? (need|\
        needed|wanted|want|was after|was looking for|to know)
    (that|this) (is|was|will be) (all|everything) (thank you|thanks|then|for today|for now|i need|i wanted)
    (i am|we are|i would be|that makes me) (very|really|quite|perfectly|more than|so|much)? (happy|\
        satisfied|pleased|content|relieved) (with|about|now|to)? (that|this|it|the|how|now)?
    (that|which) (answers|answered|solves|solved|sorts|fixes|works|fixed|sorted) (my|the|it|that|everything|\
        for me|all|out|perfectly)
    (thanks|thank you) (so much|very much|a lot|ever so much)? for (all)? (your|sorting|fixing|helping|all \
        your|resolving|the) (help|that|it|this|me|patience|assistance|problem)
    (you have|you) (been|really)? (sorted|fixed|helped) (it|me|that|everything|so much|a lot|out)
    (no|nope|nothing) (that is|that will be|that was)? (it|all|everything|else) (thanks|thank you|for now|\
        today)?
    (i|we) (really)? (appreciate|appreciated) (your|the|you|it|all|that)
    (perfect|brilliant|excellent|fantastic|wonderful) (that is|that will|thank you|thanks)
    (let us|we will|i will) (go (with|for)|do|take|have) (that|it|the _|this)
    (that|this|it) (will|would) (do|suit|work|be) (me|us|just|absolutely|really)? (nicely|fine|lovely|perfect|\
        great|ideal|brilliant|smashing|perfectly|well|for me)
    (that|this|it) (suits|works) (me|us|fine|for me|for us|well|perfectly)
    (that|this|it) is (absolutely|really|all|just|perfectly)? (clear|perfect|ideal|fine (with|by|for) (me|us))
""")
NOT = Phrases("""
    (not|never|hardly|was|were|get|have) (it|that|this|yet|been|all|everything)? (sorted|fixed|resolved|\
        solved|working|helpful|happy|satisfied|pleased)
    (until|when|if|once|unless|hope|hopefully|want|wish) (it|that|this|everything|you|i am|i will be) (is|\
        was|has|gets)? (been|all|get|now)? _
    (is|are|was|will|does|do|did) (it|that|this|you) (be|get|all)? (sorted|fixed|working|helpful)
    (i am|we are) (really|still|just)? not
    (not|no) (very|really|at all)? (helpful|happy)
    (that is|this is) not
""")
RULES = (Rule(SETTLED, "The customer says that the matter is settled or that they are content: {words}.", 0.9),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per confirmation by the customer, in time order."""
    return detect_phrases(NAME, turns, context, RULES, role="customer", unless=NOT)
