"""The promises of a call: who undertook what by when, one line each however often it was said again.

A pure reading of the ``next_step`` cues; nothing of it is kept in the observation document. A step taken while
the customer waits ("let me check that") is told from a promise that outlasts the call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from observe.annotation import Cue, Seconds, Turn, turn_from_text
from observe.text import Phrases, Text, read
from observe.text.content import content

AGENT, COMPANY = "agent", "company"
#: What is done after the call.
_LATER = Phrases("""
    (call|calling|ring|ringing|phone|phoning|email|emailing|write|text|contact|visit) (you|him|her|them|back)
    (get back|be in touch|get in touch|come back|let you know|keep you|update you|follow up|follow this up)
    (send|sending|post|posting|refund|refunding|credit|crediting|order|ordering|replace|replacing|deliver|\
        delivering|dispatch|return|cancel|cancelling|book|booked|booking|arrange|arranged|arranging|schedule|\
        scheduled|ordered|chase|chasing|escalate|escalating|raise|raising|log|logging|investigate|fix|repair|\
        remove|waive|install|collect|pay)
    (pass|passing|hand|handing) (this|that|it|you|your _) (on|over|up|to)
    (come|send somebody|send someone) (out|round)
    (speak|talk) to (my|our|the) (manager|supervisor|team|colleague)
    (leave (it|that|this) with me|make sure|sort (this|that|it) out|look into|working on|responsible)
    (not|never) (going to)? charge
    will (be|get|receive|have|hear) _
""")
#: What is done at once, or is a time that passes while the customer waits.
_NOW = Phrases("""
    (now|straight away|right away|immediately|right now|while you (hold|wait))
    (in|for) (a|just a|one|a couple of) (moment|moments|second|seconds|minute|minutes|tick|bit|sec)
    (put|putting|pass|passing|transfer|transferring) you (straight|back|on)? (through|over|across|to|on)
""")
#: One way of reaching a customer is as good as another when a promise is said again.
_SAME = {
    "ring": "call",
    "phon": "call",
    "telephon": "call",
    "contact": "call",
    "touch": "call",
    "mail": "email",
}
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment of a call.

    Attributes:
        owner: ``agent``, ``company``, or whoever was named ("an engineer").
        action: what is to be done, in the words used.
        deadline: by when, in the words used last; "" where no time was ever named.
        lasting: it outlasts the call; False for what was done while the customer waited.
        cue_id: the cue it was first heard in.
        turn: index of that cue's turn.
        start: seconds at which those words start.
        end: seconds at which they end.
        quote: those words.
        again: ids of the cues in which it was said again, in time order.
    """

    owner: str
    action: str
    deadline: str
    lasting: bool
    cue_id: str
    turn: int
    start: Seconds
    end: Seconds
    quote: str
    again: tuple[str, ...] = ()


def ledger(turns: Sequence[Turn], cues: Sequence[Cue]) -> tuple[Promise, ...]:
    """Every commitment of a call, in the order first made.

    Args:
        turns: of the call; steps on a customer's lines are passed over.
        cues: of the call, in time order; only ``next_step`` is read.

    Example:
        >>> from observe.annotation import turn_from_text
        >>> from observe.cues import Context, find
        >>> said = "I'll call you back. So I will ring you back by Friday."
        >>> turns = (turn_from_text(0, "agent", "agent", said),)
        >>> [(p.owner, p.action, p.deadline) for p in ledger(turns, find(turns, Context(timed=False)))]
        [('agent', 'call you back', 'by Friday')]
    """
    customers = {turn.index for turn in turns if turn.role == "customer"}
    made: list[Promise] = []
    for cue in cues:
        if cue.cue != "next_step" or cue.turn in customers:
            continue
        new = _promise(cue)
        place = next((n for n, old in enumerate(made) if _same(old, new)), None)
        if place is None:
            made.append(new)
        else:
            old = made[place]
            made[place] = replace(old, deadline=new.deadline or old.deadline, again=(*old.again, cue.id))
    return tuple(made)


def _promise(cue: Cue) -> Promise:
    owner, deadline = cue.detail("owner") or AGENT, cue.detail("deadline") or ""
    action = cue.detail("action") or cue.quote.strip(" .,;:!?…-")
    at_once = _NOW.first(_read(f"{action} {deadline}")) is not None
    later = bool(deadline) or owner not in (AGENT, COMPANY) or _LATER.first(_read(action)) is not None
    return Promise(
        owner=owner,
        action=action,
        deadline=deadline,
        lasting=later and not at_once,
        cue_id=cue.id,
        turn=cue.turn,
        start=cue.start,
        end=cue.end,
        quote=cue.quote,
    )


def _same(old: Promise, new: Promise) -> bool:
    """Whether two say the same: as lasting as each other, by the same party, and about the same things."""
    ours = {AGENT, COMPANY}
    if old.lasting != new.lasting or (old.owner != new.owner and not {old.owner, new.owner} <= ours):
        return False
    before, after = _about(old.action), _about(new.action)
    if not before or not after:
        return old.action.casefold() == new.action.casefold()
    return len(before & after) >= _ALIKE * len(before | after)


def _about(action: str) -> frozenset[str]:
    return frozenset(_SAME.get(stem, stem) for stem in content(_read(action).tokens))


def _read(words: str) -> Text:
    return read(turn_from_text(0, "", "agent", words))
