"""An observation as the player component takes it: plain JSON values, everything worded, nothing formatted.

The component shows each text as text. What it needs to draw (colours, shapes, letters, badges) comes along with
the data, so that there is one place where the look of a cue is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from observe.annotation import Cue, Role, Seconds, Turn, Word
from observe.assessment.moments import occasion_of
from observe.audio.peaks import PER_SECOND
from observe.clock import clock
from observe.marking.promises import ledger
from observe.observation import Finding, Observation
from observe.schemes import Criterion, Scheme
from observe.ui.player.ribbons import ribbons
from observe.ui.words.common import BADGES, BASES, as_markdown_text, legible, shown_name
from observe.ui.words.cue_style import GROUPS, STYLES, style_of

ROLE_WORDS: Mapping[Role, str] = {"agent": "Agent", "customer": "Customer", "other": "Other voice"}
#: Below this the recogniser itself was unsure of a word.
UNSURE = 0.5
DECIMALS = 3
_ORDER = {name: place for place, name in enumerate(STYLES)}


def player_data(
    observation: Observation,
    schemes: Sequence[Scheme],
    *,
    audio: str,
    levels: str,
    unit: str | None = None,
    hidden: str = "",
    marks: bool = False,
    judges: bool = False,
    at: Seconds | None = None,
    said: str = "",
) -> dict[str, Any]:
    """All that the component shows of one call.

    Args:
        observation: the call.
        schemes: those installed, in the order to offer them; only those with findings are shown.
        audio: address of the sound.
        levels: address of what its waveform is drawn from.
        unit: id of the scheme to show first.
        hidden: what is kept from the reader for now, in words.
        marks: offer to mark a moment by hand.
        judges: offer to accept a cue as evidence, or to strike it out.
        at: where to begin.
        said: what to say about the last of these.
    """
    names = observation.names
    lanes = _lanes(observation.turns, names)
    turns = {turn.index: turn for turn in observation.turns}
    heard: dict[int, list[Cue]] = defaultdict(list)
    for cue in observation.cues:
        heard[cue.turn].append(cue)
    return {
        "recording": observation.recording.sha256[:16],
        "audio": audio,
        "levels": {"address": levels, "perSecond": PER_SECOND},
        "file": shown_name(observation.recording.file),
        "duration": _round(observation.recording.duration_s),
        "lanes": [
            {"id": lane, "label": label, "channel": _channel(lane, observation.turns)}
            for lane, label in lanes.items()
        ],
        "turns": [_turn(turn, heard[turn.index], names) for turn in observation.turns],
        "cues": [_cue(cue, turns, names) for cue in observation.cues],
        "groups": [{"id": group, "label": family.title} for group, family in GROUPS.items()],
        "silences": [[_round(gap.start), _round(gap.end)] for gap in observation.dynamics.silences],
        "overlaps": [
            [_round(both.start), _round(both.end), ROLE_WORDS[both.by]]
            for both in observation.dynamics.overlaps
        ],
        "units": [_unit(scheme, observation) for scheme in schemes if _has_findings(scheme, observation)],
        "unit": unit,
        "ribbons": [] if hidden else ribbons(observation),
        "hidden": hidden,
        "marks": marks,
        "judges": judges,
        "at": at,
        "said": said,
    }


def summary(observation: Observation) -> dict[str, str]:
    """The call in a few figures, each a label and a value, for the line above the player."""
    dynamics = observation.dynamics
    figures: dict[str, str] = {}
    for role in ("agent", "customer"):
        if role in dynamics.talk_share:
            pace = dynamics.speech_rate_wpm.get(role)
            speed = f" · {pace:.0f} words a minute" if pace else ""
            figures[f"{ROLE_WORDS[role]} spoke"] = f"{dynamics.talk_share[role]:.0%} of the time{speed}"
    figures["Silences over 3 s"] = str(len(dynamics.silences))
    figures["Spoke at once"] = str(len(dynamics.overlaps))
    figures["Consent"] = BASES[observation.consent.basis][0]
    return figures


def promises(observation: Observation, *, audio: str) -> tuple[list[dict[str, str]], int]:
    """The call's promises as rows of a table in Markdown, and how many steps were taken during the call.

    Args:
        observation: the call.
        audio: address of the sound; each row links to its own seconds of it.
    """
    made = ledger(observation.turns, observation.cues)
    owners = {"agent": "The agent", "company": "The company"}
    rows = [
        {
            "Who": as_markdown_text(owners.get(one.owner, one.owner[:1].upper() + one.owner[1:])),
            "What": as_markdown_text(one.action),
            "By when": as_markdown_text(one.deadline) or "no time named",
            "Heard at": f"[{clock(one.start)}]({audio}#t={one.start:.1f},{one.end:.1f})",
            "Words": f"“{as_markdown_text(one.quote)}”",
        }
        for one in made
        if one.lasting
    ]
    return rows, len(made) - len(rows)


def _lanes(turns: Iterable[Turn], names: Mapping[str, str]) -> dict[str, str]:
    """The lanes to draw, agent first; everyone who is neither agent nor customer shares one for each voice."""
    found: dict[str, str] = {}
    for turn in turns:
        found.setdefault(_lane(turn), _who(turn, names))
    order = {"agent": 0, "customer": 1}
    return dict(sorted(found.items(), key=lambda lane: order.get(lane[0], 2)))


def _channel(lane: str, turns: Iterable[Turn]) -> int | None:
    """The channel that holds this lane alone, or None where voices share one."""
    channels = {turn.channel for turn in turns if _lane(turn) == lane}
    return channels.pop() if len(channels) == 1 else None


def _lane(turn: Turn) -> str:
    return turn.role if turn.role != "other" else f"other:{turn.speaker}"


def _who(turn: Turn, names: Mapping[str, str]) -> str:
    if turn.speaker in names:
        return shown_name(f"{names[turn.speaker]} ({ROLE_WORDS[turn.role].lower()})", 48)
    return ROLE_WORDS[turn.role] if turn.role != "other" else shown_name(turn.speaker.replace("_", " "), 24)


def _turn(turn: Turn, cues: Iterable[Cue], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "i": turn.index,
        "lane": _lane(turn),
        "who": _who(turn, names),
        "start": _round(turn.start),
        "end": _round(turn.end),
        "words": [_word(word) for word in turn.words],
        "cues": [cue.id for cue in cues],
    }


def _word(word: Word) -> list[object]:
    unsure = [1] if word.probability < UNSURE else []
    return [legible(word.text), _round(word.start), _round(word.end), *unsure]


def _cue(cue: Cue, turns: Mapping[int, Turn], names: Mapping[str, str]) -> dict[str, Any]:
    style = style_of(cue.cue)
    answered = turns.get(cue.refers_to) if cue.refers_to is not None else None
    return {
        "id": cue.id,
        "kind": cue.cue,
        "order": _ORDER.get(cue.cue, len(_ORDER)),
        "label": style.label,
        "letters": style.letters,
        "shape": style.shape,
        "colour": style.colour,
        "group": style.group,
        "turn": cue.turn,
        "lane": _lane(turns[cue.turn]),
        "start": _round(cue.start),
        "end": _round(cue.end),
        "quote": legible(cue.quote),
        "because": legible(cue.because),
        "refersTo": None
        if answered is None
        else {"start": _round(answered.start), "who": _who(answered, names)},
    }


def _has_findings(scheme: Scheme, observation: Observation) -> bool:
    return any(finding.scheme == scheme.id for finding in observation.findings)


def _unit(scheme: Scheme, observation: Observation) -> dict[str, Any]:
    findings = {finding.criterion: finding for finding in observation.findings if finding.scheme == scheme.id}
    points = [
        _point(criterion, findings[criterion.id], observation)
        for criterion in scheme.criteria
        if criterion.id in findings
    ]
    return {"id": scheme.id, "title": legible(scheme.title), "points": points}


def _point(criterion: Criterion, finding: Finding, observation: Observation) -> dict[str, Any]:
    badge = BADGES[finding.outcome]
    occasion = occasion_of(finding, observation.cues, observation.turns)
    return {
        "id": criterion.id,
        "number": criterion.number,
        "text": legible(criterion.text),
        "outcome": finding.outcome,
        "badge": {
            "symbol": badge.symbol,
            "words": badge.words,
            "tone": badge.tone,
            "explains": badge.explains,
        },
        "because": legible(finding.because),
        "evidence": list(finding.evidence),
        "occasion": occasion and {"start": _round(occasion.start), "quote": legible(occasion.quote)},
        "elsewhere": [legible(other) for other in criterion.elsewhere],
        "note": legible(criterion.note or ""),
    }


def _round(seconds: float) -> float:
    return round(float(seconds), DECIMALS)
