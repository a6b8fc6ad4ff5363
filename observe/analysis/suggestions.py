"""What is heard in a call, once it is known who says what: cues, how the talk was shared, and findings.

The pipeline asks for it after a recording was read, and `observe.corrections` after a person corrected what was
read: one function, so that a corrected call is judged exactly as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from observe import cues, marking
from observe.annotation import Cue, Turn
from observe.errors import Stage
from observe.meaning import Meaning
from observe.observation import ENGLISH, Dynamics, Finding
from observe.schemes import Scheme
from observe.turns import dynamics


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is heard in a call.

    Attributes:
        cues: in time order.
        dynamics: how the talk was shared.
        findings: a suggestion for each marking point of each scheme.
    """

    cues: tuple[Cue, ...]
    dynamics: Dynamics
    findings: tuple[Finding, ...]


def listen(
    turns: Sequence[Turn],
    customer_name: str | None,
    meaning: Meaning | None,
    schemes: Sequence[Scheme],
    language: str,
    stage: Callable[[Stage], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> Suggestions:
    """Everything that follows from a call's turns; where it is not in English, only how the talk was shared.

    Args:
        turns: of the whole call, their roles known.
        customer_name: where it is known; it is also listened for.
        meaning: the trained part; None to leave cues to the rules.
        schemes: whose points to suggest findings for.
        language: ISO 639-1 code of the call, as far as it is known.
        stage: what each stage is done within, such as a watch that times it.
    """
    with stage("cues"):
        heard = cues.Listened((), english=False)
        if language == ENGLISH:
            heard = cues.listen(turns, cues.Context(customer_name=customer_name), meaning)
    with stage("marking"):
        findings = tuple(
            finding
            for scheme in (schemes if heard.english else ())
            for finding in marking.mark(scheme, turns, heard.cues, labels=heard.labels)
        )
    return Suggestions(heard.cues, dynamics.measure(turns), findings)
