"""Solution before diagnosis: the agent offers, promises or instructs before asking anything about the problem.

Definition: the "righting reflex": going straight to a remedy, before the other person's situation is
    understood.
Source: William R. Miller and Stephen Rollnick, Motivational Interviewing: Helping People Change, 3rd edition,
    2013.
Counts: "My bill is wrong." "I'll send you a refund form."; "It keeps dropping." "You need to restart the
    router."
Does not: "My bill is wrong." "Which charge is it?"; "let me have a look at that" (looks into it); "I'll sort
    this out for you" (takes charge, names no remedy); "you need to ring the billing team" (passes it on).
Limits: only the first problem of a call is followed; a question asked before the problem does not count.
Confidence: strength of the rule: .7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import (
    clarifying_question,
    closing_check,
    dissatisfaction,
    identity_check,
    next_step,
    offer,
    paraphrase,
    question,
)
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.problems import told
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.sequence import heard_in, replies, window
from observe.text import Phrases, read

NAME = "solution_before_diagnosis"
ABOUT = About(
    label="Solution before questions",
    phrase="solution before the problem was understood",
    letters="Sb",
    group="watch",
    place=6,
)
FLOORS = 3

INSTRUCTION = Phrases("""
    (you|you will|you just|you would|what you) (need|have|want|ought) to _
    you (should|could|must) (just|always|try|simply)? _
    you can (just|always|simply|try|restart|reset|return|send|claim|use|go|apply|fill|download|write|email) _
    ^ (just|please|simply)? (try|restart|reset|switch|turn|unplug|reboot|reinstall|download|fill|send|go to|\
        log|press|delete|write|email|return|take it) _
    (try|have you tried) (turning|restarting|switching|resetting|unplugging|rebooting)
    (i would|i will|we will|we can|i can) (suggest|recommend|advise)
""")
#: To find out, to take charge and to pass on are not yet a remedy.
LOOKING = Phrases("""
    (look|check|see|find|investigate|bring up|pull up|get your|take your|open your|ask|help|understand|\
        speak|go through|call up|take some|read|listen|test|note)
    (sort|sorted|deal with|take care|handle|get to the bottom|see to|make sure|own|assist|do my best)
    (fix|resolve|put) (this|that|it) (right|for you|together)? $
    ((leave|bear|hold|hang) (it|this|that|with|on|the line)|you (should|could|must) (not|have|never))
    (dial|ring|call|phone|contact|talk to|transfer|connect|through|pass|number|try (it|that|them|the _) for)
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield at most one cue: the first remedy, where no question about the problem came before it."""
    problem = _first_problem(turns, context)
    if problem is None:
        return
    answers = replies(turns, problem, context, FLOORS)
    if not answers:
        return
    aside = heard_in(answers, context, identity_check.detect, closing_check.detect)
    # A question is judged in the light of what came before it.
    near = window(turns, answers[0], answers[-1])
    asked = heard_in(near, context, question.detect, clarifying_question.detect, paraphrase.detect)
    remedies = heard_in(answers, context, offer.detect, next_step.detect)
    for turn in answers:
        text = read(turn)
        diagnosis = [
            cue.start
            for cue in asked.get(turn.index, [])
            if not any(cue.interval.overlap(other.interval) > 0 for other in aside.get(turn.index, []))
            and not any(cue.interval.overlap(other.interval) > 0 for other in remedies.get(turn.index, []))
        ]
        for clause in text.clauses:
            start = turn.words[text.places[clause.first]].start
            if any(asked_at <= start for asked_at in diagnosis):
                return
            told = INSTRUCTION.within(text, clause.first, clause.last)
            offered = any(cue.start <= start < cue.end for cue in remedies.get(turn.index, []))
            # What follows an instruction may be the reason for it: "restart it and see".
            last = min(told.last + 1, clause.last) if told else clause.last
            if (told or offered) and not LOOKING.within(text, clause.first, last):
                words = said(turn, text, clause)
                because = f"The agent goes to a remedy, {words}, before asking about the problem."
                yield cue_of(NAME, turn, text, clause, because, 0.7, problem)
                return


def _first_problem(turns: Sequence[Turn], context: Context) -> int | None:
    """Position of the turn in which the customer first states a problem."""
    unhappy = {cue.turn for cue in dissatisfaction.detect(turns, context)}
    for position, turn in enumerate(turns):
        if context.heard_from(turn, "customer") and (turn.index in unhappy or told(turn)):
            return position
    return None
