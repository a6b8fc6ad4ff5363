"""Findings as CSV: a row a piece of evidence, for a spreadsheet or a portfolio's import."""

from __future__ import annotations

import csv
import io

from observe.clock import minutes_of
from observe.observation import Observation

COLUMNS = ("scheme", "criterion", "outcome", "from", "to", "speaker", "cue", "quote", "because")


def dumps(observation: Observation) -> str:
    """The suggested findings with their evidence; a finding without evidence has one row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    cues = {cue.id: cue for cue in observation.cues}
    for finding in observation.findings:
        head = (finding.scheme, finding.criterion, finding.outcome)
        if not finding.evidence:
            writer.writerow([*head, "", "", "", "", "", as_text(finding.because)])
        for name in finding.evidence:
            cue = cues[name]
            role = observation.turns[cue.turn].role
            said = (as_text(cue.quote), as_text(finding.because))
            writer.writerow([*head, minutes_of(cue.start), minutes_of(cue.end), role, cue.cue, *said])
    return text.getvalue()


def as_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula (CWE-1236)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
