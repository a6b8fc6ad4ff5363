"""Whole calls, from their reference words to cues and findings, compared with what was accepted before.

A difference is not a fault in itself: it is to be read. Where it is an improvement, ``make golden`` writes the
files anew, and the diff is reviewed with the change that made it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.samples import turns_of
from observe import cues, marking
from observe.schemes import load_all

SAMPLES = Path(__file__).parents[2] / "recordings_sample"
GOLDEN = Path(__file__).parent
REFERENCES = sorted(SAMPLES.glob("*.reference.json"))


def heard(reference):
    """Cues by turn, and the outcome of every criterion with the turns that evidence it."""
    turns = turns_of(reference)
    found = cues.find(turns, cues.Context(customer_name=reference["customer_name"] or None))
    at = {cue.id: f"{cue.turn} {cue.cue}" for cue in found}
    return {
        "cues": [
            f"{cue.turn} {cue.cue}{'' if cue.refers_to is None else f' of {cue.refers_to}'}: {cue.quote}"
            for cue in found
        ],
        "findings": {
            scheme.id: {
                finding.criterion: " | ".join([finding.outcome, *(at[name] for name in finding.evidence)])
                for finding in marking.mark(scheme, turns, found)
            }
            for scheme in load_all()
        },
    }


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.name.partition(".")[0])
def test_a_call_is_heard_and_marked_as_accepted(path, rebuild):
    found = heard(json.loads(path.read_text(encoding="utf-8")))
    golden = GOLDEN / f"{path.name.partition('.')[0]}.json"
    if rebuild:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    accepted = json.loads(golden.read_text(encoding="utf-8"))
    assert found["cues"] == accepted["cues"]
    assert found["findings"] == accepted["findings"]


def test_every_sample_call_has_a_golden_file_and_every_golden_file_a_call():
    stems = {path.name.partition(".")[0] for path in REFERENCES}
    assert {path.stem for path in GOLDEN.glob("*.json")} == stems
    assert len(stems) >= 3
