"""What pages on marking need of an analysis, worked out of a document once, when it is added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from observe.annotation import Cue, Interval
from observe.assessment.analysed import Analysed
from observe.observation import Consent, Finding, ModelUsed, Provenance


def analysed_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an observation document that marking is set beside, as the table keeps them.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of the wrong kind.
    """
    consent, provenance = document["consent"], document["provenance"]
    return {
        "origin": {
            "file": document["recording"]["file"],
            "consent": [
                consent["basis"],
                consent["recorded_by"],
                consent["recorded_at"],
                consent.get("retain_until"),
            ],
            "program": provenance["observe_version"],
            "models": [[model["name"], model["revision"], model["sha256"]] for model in provenance["models"]],
            "made": provenance["created_at"],
            "edits": len(document.get("edits", ())),
        },
        "cues": [
            [cue["cue"], cue["turn"], cue["start"], cue["end"], cue["quote"], cue["confidence"]]
            for cue in document["cues"]
        ],
        "findings": [
            [
                finding["scheme"],
                finding["criterion"],
                finding["outcome"],
                finding["evidence"],
                finding["because"],
                _pair(finding.get("occasion")),
            ]
            for finding in document["findings"]
        ],
    }


def analysed_in(observation: int, origin: Mapping[str, Any], cues: Any, findings: Any) -> Analysed:
    """What the table keeps, as the store gives it."""
    return Analysed(
        observation,
        origin["file"],
        Consent(*origin["consent"]),
        Provenance(
            origin["program"], tuple(ModelUsed(*model) for model in origin["models"]), {}, {}, origin["made"]
        ),
        tuple(
            Cue(cue, turn, start, end, quote, "", confidence)
            for cue, turn, start, end, quote, confidence in cues
        ),
        tuple(
            Finding(scheme, criterion, outcome, tuple(evidence), because, occasion and Interval(*occasion))
            for scheme, criterion, outcome, evidence, because, occasion in findings
        ),
        origin["edits"],
    )


def _pair(occasion: Mapping[str, Any] | None) -> list[float] | None:
    return None if occasion is None else [occasion["start"], occasion["end"]]
