"""An observation: everything found on one recording, and how it was found.

These are the parts of the observation document (`docs/observation-document.md`); `observe.io.document` writes
and reads them. A person's decision is not among them: it is stored beside an observation, never in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from observe.annotation import Cue, Interval, Role, Seconds, SpeakerSegment, Turn

SCHEMA_VERSION = 1
#: ISO 639-1 code of the language that cues are for.
ENGLISH = "en"
Outcome = Literal["shown", "opportunity_missed", "no_opportunity", "not_on_recording"]
EditState = Literal["counts", "taken_back", "does_not_fit"]
Basis = Literal["explicit", "verbal-on-call", "role-play"]


@dataclass(frozen=True, slots=True)
class Recording:
    """The file that was analysed, as it was found.

    Attributes:
        file: its name, without folders.
        sha256: of the file's bytes, in hexadecimal.
        duration_s: length in seconds.
        channels: as stored, 1 or more.
        sample_rate_hz: as stored.
        layout: what the channels hold; `observe.audio.channels` tells the kinds apart.
        language: ISO 639-1 code of the speech.
        remarks: what was found in the file and set right where it could be, and of its language; sentences.
    """

    file: str
    sha256: str
    duration_s: Seconds
    channels: int
    sample_rate_hz: int
    layout: str = "mono"
    language: str = ENGLISH
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """The basis on which a recording may be processed.

    Attributes:
        basis: how both people agreed.
        recorded_by: who took the consent down.
        recorded_at: when, ISO 8601 with zone.
        retain_until: ISO date after which the recording is to go, or None.
    """

    basis: Basis
    recorded_by: str
    recorded_at: str
    retain_until: str | None = None


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """A model that took part, named so that its output can be traced."""

    name: str
    revision: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an observation came about.

    Attributes:
        observe_version: of this program.
        models: all that took part.
        options: what the user or the defaults asked for.
        seconds: time spent, by stage.
        created_at: ISO 8601 with zone.
    """

    observe_version: str
    models: tuple[ModelUsed, ...]
    options: Mapping[str, object]
    seconds: Mapping[str, Seconds]
    created_at: str


@dataclass(frozen=True, slots=True)
class RoleFound:
    """What a speaker was taken to be, and why; a person can overrule it.

    Attributes:
        speaker: diarisation label.
        role: what the speaker is in the call.
        confidence: in [0, 1]: 0.5 where nothing told them apart, 1.0 where a person said so.
        because: one sentence, quoting the words that told.
        name: what a person wants this voice called; empty where nobody said.
    """

    speaker: str
    role: Role
    confidence: float
    because: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class EditMade:
    """A correction that a person made to what the machine wrote down, in words (`observe.corrections`).

    Attributes:
        number: of its entry in the log.
        what: in a few words, such as ``Words corrected``.
        before: how it stood; the original words, where words were corrected.
        after: how it stands now.
        by: name of who made it.
        at: when, ISO 8601 with zone.
        start: seconds, where it is about a stretch of the call; else None.
        end: seconds, or None.
        state: whether it counts, was taken back, or no longer fits the call as it was analysed since.
        because: why it does not fit, in one sentence; else empty.
    """

    number: int
    what: str
    before: str
    after: str
    by: str
    at: str
    start: Seconds | None = None
    end: Seconds | None = None
    state: EditState = "counts"
    because: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody speaks, for longer than the threshold (3 s by default)."""

    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two people speak at once.

    Attributes:
        start: seconds.
        end: seconds.
        by: role of the one who came in while the other was speaking.
    """

    start: Seconds
    end: Seconds
    by: Role


@dataclass(frozen=True, slots=True)
class Dynamics:
    """How the talk was shared, from words and times alone; nothing is read from the voice.

    Attributes:
        talk_share: share of the speaking time by role; sums to 1 where anyone speaks.
        silences: in time order.
        overlaps: in time order.
        speech_rate_wpm: words a minute of own speech, by role.
        response_time_s: median seconds from the other's last word to the first word of a reply, by role;
            negative where replies usually come in early.
    """

    talk_share: Mapping[Role, float]
    silences: tuple[Silence, ...]
    overlaps: tuple[Overlap, ...]
    speech_rate_wpm: Mapping[Role, float]
    response_time_s: Mapping[Role, Seconds]


@dataclass(frozen=True, slots=True)
class SchemeUsed:
    """A marking scheme that took part, named so that the very text of it can be found again.

    Attributes:
        id: of the scheme.
        version: its own, with the beginning of ``sha256`` after a ``+`` where an earlier text had the same.
        sha256: of its text, in hexadecimal.
    """

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A suggestion for one marking point; a person decides.

    Attributes:
        scheme: id of the marking scheme.
        criterion: id of the point in it.
        outcome: suggested.
        evidence: ids of the cues that it rests on, in time order.
        because: one sentence.
        occasion: of a missed opportunity the words in which it arose, to listen to; None for the other
            outcomes, and where any call is an occasion.
    """

    scheme: str
    criterion: str
    outcome: Outcome
    evidence: tuple[str, ...]
    because: str
    occasion: Interval | None = None


def finding_of(findings: Iterable[Finding], scheme: str, criterion: str) -> Finding | None:
    """What is suggested for a point of a scheme, or None where the machine was not asked."""
    return next((one for one in findings if (one.scheme, one.criterion) == (scheme, criterion)), None)


@dataclass(frozen=True, slots=True)
class Observation:
    """All that was found on one recording.

    Attributes:
        recording: the file.
        consent: on which it was processed.
        provenance: how all this came about.
        turns: in order of their start.
        cues: in time order.
        dynamics: how the talk was shared.
        findings: a suggestion for each marking point of each scheme.
        roles: who was taken to be agent and customer, and why.
        segments: who speaks when, overlaps kept, in time order; turns are made of words, these of voices.
        schemes: what it was marked by, in order; none in documents from before they said so.
        edits: what people corrected, in the order they did; none where it stands as it was analysed.
    """

    recording: Recording
    consent: Consent
    provenance: Provenance
    turns: tuple[Turn, ...]
    cues: tuple[Cue, ...]
    dynamics: Dynamics
    findings: tuple[Finding, ...]
    roles: tuple[RoleFound, ...] = ()
    segments: tuple[SpeakerSegment, ...] = ()
    schemes: tuple[SchemeUsed, ...] = ()
    edits: tuple[EditMade, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The names that people gave to voices, by label; voices without one are left out."""
        return {found.speaker: found.name for found in self.roles if found.name}
