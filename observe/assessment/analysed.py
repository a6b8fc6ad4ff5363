"""What one analysis of a call heard, without the words of the call: what marking is set beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from observe.annotation import Cue
from observe.clock import call_day
from observe.observation import Consent, Finding, Provenance, finding_of


@dataclass(frozen=True, slots=True)
class Analysed:
    """What one analysis of a call heard, without the words of the call.

    Attributes:
        observation: id of the analysis.
        file: name of the recording.
        consent: on which it was processed.
        provenance: program, models and day, without options and times.
        cues: in time order, each without what made it one.
        findings: of every unit.
        edits: how many corrections people made in its transcript.
    """

    observation: int
    file: str
    consent: Consent
    provenance: Provenance
    cues: tuple[Cue, ...]
    findings: tuple[Finding, ...]
    edits: int = 0

    @property
    def day(self) -> date:
        """The day that stands for the call's own (`observe.clock.call_day`)."""
        return call_day(self.consent.recorded_at, self.provenance.created_at)

    def finding(self, scheme: str, criterion: str) -> Finding | None:
        """What the machine suggests for a point, or None where it was not asked."""
        return finding_of(self.findings, scheme, criterion)

    def evidence(self, finding: Finding) -> tuple[Cue, ...]:
        """The cues that a suggestion rests on, in time order."""
        wanted = {*finding.evidence}
        return tuple(cue for cue in self.cues if cue.id in wanted)
