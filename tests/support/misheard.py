"""A call with the customer's name misheard and, if wanted, its roles the wrong way round."""

from __future__ import annotations

from observe.analysis.suggestions import listen
from observe.annotation import turn_from_text
from observe.observation import Consent, Observation, Provenance, Recording, RoleFound, SchemeUsed
from observe.schemes import load
from observe.turns import dynamics

CONSENT = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")
UNIT, POINT = "challenging-customers", "style-adapted"
#: The agent's last word but two lines: nobody is called that.
MISHEARD, SAID = "missed a cooker.", "Mr Cooper."
SPOKEN = (
    "Good morning, Willow Lane Energy, Grace speaking. How can I help?",
    "Hello. I am really not happy, you have charged me twice again.",
    "That should not have happened. Which account is it?",
    "The one at Station Road.",
    "Okay, one moment please.",
    "Thank you.",
    "I understand how frustrating that is, {name}",
    "Well, I should hope so.",
    "I'll send the refund this morning. Goodbye.",
    "Goodbye.",
)
#: Of the turn with the name.
HERE = 6


def turns(name: str = MISHEARD, *, swapped: bool = False):
    """The call's turns; half a second lies between them."""
    roles = ("customer", "agent") if swapped else ("agent", "customer")
    made, clock = [], 0.5
    for index, line in enumerate(SPOKEN):
        who = index % 2
        made.append(
            turn_from_text(
                index, f"SPEAKER_{who:02d}", roles[who], line.format(name=name), start=clock, pace=0.35
            )
        )
        clock = made[-1].end + 0.5
    return tuple(made)


def observation(
    sha256: str, name: str = MISHEARD, *, swapped: bool = False, file: str = "call.wav", models=(), meaning=None
):
    """What an analysis of that call gives, by the rules."""
    call = turns(name, swapped=swapped)
    scheme = load(UNIT)
    heard = listen(call, None, meaning, (scheme,), "en")
    return Observation(
        recording=Recording(file, sha256, 61.5, 1, 8000),
        consent=CONSENT,
        provenance=Provenance(
            "0.1.0",
            models,
            {"cues": "full" if models else "rules"},
            {"transcribe": 4.0},
            "2026-03-02T14:20:00+00:00",
        ),
        turns=call,
        cues=heard.cues,
        dynamics=dynamics.measure(call),
        findings=heard.findings,
        roles=tuple(
            RoleFound(speaker, role, 0.7, "Says nothing that tells.")
            for speaker, role in dict.fromkeys((turn.speaker, turn.role) for turn in call)
        ),
        schemes=(SchemeUsed(scheme.id, scheme.version, scheme.sha256),),
    )


def outcome(seen: Observation) -> str:
    """What is suggested for the point that the name decides."""
    return next(finding.outcome for finding in seen.findings if finding.criterion == POINT)


def names_heard(seen: Observation) -> list[str]:
    """The words by which the agent is heard to address the customer."""
    return [cue.quote for cue in seen.cues if cue.cue == "customer_name"]
