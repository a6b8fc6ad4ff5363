"""Where a record comes from: the call, the consent, the models and settings, and what was corrected by hand."""

from __future__ import annotations

import json

from observe.annotation import Seconds
from observe.clock import clock
from observe.observation import Basis, EditMade, Observation
from observe.record.words import plain, said_day, said_time, span

BASIS_WORDS: dict[Basis, str] = {
    "explicit": "Both people agreed beforehand",
    "verbal-on-call": "Both people agreed on the call itself",
    "role-play": "A practice call between people who agreed to it; there is no real customer",
}
LONGEST_SETTING = 300
#: Settings that name somebody: a record says that they were given, and not what.
UNTOLD = frozenset({"customer_name"})


def facts(observation: Observation) -> tuple[tuple[str, str], ...]:
    """The call and the consent for it."""
    recording, consent = observation.recording, observation.consent
    kept = said_day(consent.retain_until)
    return (
        ("Recording", plain(recording.file)),
        ("Analysed", said_time(observation.provenance.created_at)),
        ("Length", _length(recording.duration_s)),
        ("Date of the call", "Not kept by the program; to be written in: ____________________"),
        ("Consent", BASIS_WORDS[consent.basis]),
        ("Consent taken down by", f"{plain(consent.recorded_by)}, {said_time(consent.recorded_at)}"),
        ("Keep until", kept or "No day was set"),
    )


def provenance(observation: Observation, scheme: str) -> tuple[tuple[str, str], ...]:
    """What shows that a record belongs to a recording, and how the suggestions in it were made."""
    made = observation.provenance
    models = "\n".join(
        f"{plain(model.name)}, revision {plain(model.revision)}, sha256 {plain(model.sha256)}"
        for model in made.models
    )
    settings = "\n".join(
        f"{plain(name)}: {'given' if value and name in UNTOLD else _setting(value)}"
        for name, value in sorted(made.options.items())
    )
    texts = [used.sha256 for used in observation.schemes if used.id == scheme]
    return (
        ("Fingerprint of the recording (sha256)", observation.recording.sha256),
        *(("Fingerprint of the unit’s text (sha256)", text) for text in texts),
        ("Program", f"observe {plain(made.observe_version)}"),
        ("Models", models or "None was used"),
        ("Settings", settings or "As the program sets them"),
    )


def edits(observation: Observation) -> tuple[tuple[str, str, str], ...]:
    """Corrections to the transcript: where, what, and by whom and when."""
    return tuple(
        (_where(edit), _what(edit), f"{plain(edit.by)}, {said_time(edit.at)}") for edit in observation.edits
    )


def _length(seconds: Seconds) -> str:
    return f"{clock(seconds)} ({'hours, minutes' if seconds >= 3600 else 'minutes'} and seconds)"


def _where(edit: EditMade) -> str:
    if edit.start is None:
        return "Whole call"
    return span(edit.start, edit.end if edit.end is not None else edit.start)


def _what(edit: EditMade) -> str:
    states = {"counts": "", "taken_back": " (taken back)", "does_not_fit": " (left out: it no longer fits)"}
    change = f": “{plain(edit.before)}” became “{plain(edit.after)}”" if edit.before or edit.after else ""
    return f"{plain(edit.what)}{change}{states[edit.state]}"


def _setting(value: object) -> str:
    if isinstance(value, str):
        said = plain(value)
    elif value is None:
        said = "not set"
    elif isinstance(value, bool):
        said = "yes" if value else "no"
    else:
        said = plain(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return said if len(said) <= LONGEST_SETTING else f"{said[: LONGEST_SETTING - 1]}…"
