"""What follows from corrections: a whole observation anew, by the same code that made the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from observe import __version__
from observe.analysis.suggestions import listen
from observe.corrections.call import call_of
from observe.corrections.log import Correction, Replayed, replay
from observe.meaning import Meaning
from observe.observation import Observation, SchemeUsed
from observe.schemes import Scheme


def corrected(
    original: Observation,
    log: Sequence[Correction],
    meaning: Meaning | None,
    schemes: Sequence[Scheme],
    *,
    now: datetime | None = None,
) -> Observation:
    """An observation as it is when people's corrections count: turns, cues, figures and findings.

    Args:
        original: as it was analysed; it is not changed.
        log: everything that people corrected, taken back or not.
        meaning: the trained part, where the original was made with it.
        schemes: those to mark by.
        now: when this version is made; the present unless told.
    """
    replayed: Replayed = replay(call_of(original), log)
    call = replayed.call
    heard = listen(call.turns, call.customer_name, meaning, schemes, original.recording.language)
    made = original.provenance
    options = dict(made.options) | {"customer_name": call.customer_name}
    if meaning is None and options.get("cues") == "full":
        options["cues"] = "rules"  # said as it is: what the trained part heard is not in this version
    models = [
        *made.models,
        *(model for model in (meaning.models if meaning else ()) if model not in made.models),
    ]
    provenance = replace(
        made,
        observe_version=__version__,
        models=tuple(models),
        options=options,
        created_at=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
    )
    return replace(
        original,
        provenance=provenance,
        turns=call.turns,
        cues=heard.cues,
        dynamics=heard.dynamics,
        findings=heard.findings,
        roles=call.roles,
        segments=call.segments,
        edits=replayed.made,
        schemes=tuple(SchemeUsed(scheme.id, scheme.version, scheme.sha256) for scheme in schemes),
    )
