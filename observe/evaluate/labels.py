"""Labelled dialogue: which cues a person heard in which line, and which they listened for.

One utterance a line: ``{"dialogue", "turn", "speaker", "labels", "source"}``. A label is a cue's name, or a
name from `CUE_OF_LABEL`. That a label is absent means "no" only for the cues that the line's annotators
listened for: those in its ``annotated`` list or, where it has none, those of its source in `LISTENED_FOR`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from observe.cues import CUE_NAMES, CUES
from observe.errors import DocumentInvalid

#: Public corpora's names for what this program calls otherwise.
CUE_OF_LABEL = {
    "name_use": "customer_name",
    "closing_confirmation": "closing_check",
    "echo": "read_back",
    "hold": "hold_notice",
}
#: Labels which say that a person could not tell; the line is left out for that cue.
DOUBTFUL = {"customer_name": "name_mention"}

_DIALOGUE_ACTS = ("paraphrase", "read_back", "question", "apology", "thanks", "next_step")
_BANK = (
    "paraphrase",
    "clarifying_question",
    "customer_name",
    "apology",
    "next_step",
    "closing_check",
    "thanks",
    "question",
)
#: What each public corpus was annotated for; the longest name that a line's source starts with holds.
LISTENED_FOR: Mapping[str, tuple[str, ...]] = {
    "bt_oasis": (*_DIALOGUE_ACTS, "hold_notice", "offer", "customer_name", "clarifying_question"),
    "annomi": ("paraphrase", "question", "customer_name"),
    "mrda": ("clarifying_question", "paraphrase", "apology", "next_step", "question", "read_back"),
    "mrda_rare": ("paraphrase", "apology", "next_step"),
    "maptask": ("clarifying_question", "question"),
    "swda": _DIALOGUE_ACTS,
    "swda_rare": ("apology", "thanks", "next_step"),
    "epitome": ("empathy",),
    "maia_dqe": ("dissatisfaction", "empathy", "customer_name"),
    "uss": ("dissatisfaction", "closing_check"),
    "complaints": ("dissatisfaction",),
    "harper_valley": _BANK,
    "abcd": _BANK,
}
#: By corpus and cue, the one kind that was annotated: a find of another kind is neither right nor wrong there.
ONE_KIND: Mapping[str, Mapping[str, str]] = {"bt_oasis": {"clarifying_question": "repeat"}}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One utterance with what a person heard in it.

    Attributes:
        dialogue: the dialogue's name.
        turn: the line's number in it.
        heard: cues the person heard.
        asked: cues that can be scored on this line.
        kinds: for cues that were annotated in one kind alone, that kind; finds of others do not count.
    """

    dialogue: str | int
    turn: int
    heard: frozenset[str]
    asked: frozenset[str]
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detected:
    """One cue that was found in a line.

    Attributes:
        dialogue: the dialogue's name.
        turn: the line's number in it.
        cue: the cue's name.
        confidence: how sure the finder was, in [0, 1]; None where it does not say.
        kind: of the cue, where it has several; None where the finder does not say.
    """

    dialogue: str | int
    turn: int
    cue: str
    confidence: float | None = None
    kind: str | None = None


def read_labelled(text: str) -> Iterator[Labelled]:
    """Read a reference.

    Raises:
        DocumentInvalid: a line is not JSON, or lacks something; the message has its number.
    """
    for where, row in _rows(text):
        labels = _names(row, "labels", where)
        doubtful = {cue for cue, label in DOUBTFUL.items() if label in labels}
        speaker = row.get("speaker")
        yield Labelled(
            dialogue=_dialogue(row, where),
            turn=_turn(row, where),
            heard=frozenset(CUE_OF_LABEL.get(label, label) for label in labels),
            asked=frozenset(
                cue for cue in _listened_for(row, where) - doubtful if _may_come_from(cue, speaker)
            ),
            kinds=ONE_KIND.get(_corpus(row), {}),
        )


def read_detected(text: str) -> Iterator[Detected]:
    """Read what ``observe cues`` wrote.

    Raises:
        DocumentInvalid: a line is not JSON, or lacks something; the message has its number.
    """
    for where, row in _rows(text):
        cue = row.get("cue")
        if not isinstance(cue, str):
            raise DocumentInvalid(f'{where} has cue {cue!r}; expected {{"dialogue", "turn", "cue"}}')
        yield Detected(_dialogue(row, where), _turn(row, where), cue, _confidence(row, where), _kind(row))


def _listened_for(row: Mapping[str, Any], where: str) -> frozenset[str]:
    if "annotated" in row:
        cues = _names(row, "annotated", where)
        if unknown := [cue for cue in cues if cue not in CUE_NAMES]:
            raise DocumentInvalid(f"{where} was annotated for {', '.join(unknown)}; there is no such cue")
        return frozenset(cues)
    return frozenset(LISTENED_FOR.get(_corpus(row), ()))


def _corpus(row: Mapping[str, Any]) -> str:
    """The public corpus that a line is from; empty where it is none of them, or says itself what it was for."""
    if "annotated" in row:
        return ""
    source = str(row.get("source", ""))
    known = (name for name in sorted(LISTENED_FOR, key=len, reverse=True) if source.startswith(name))
    return next(known, "")


def _kind(row: Mapping[str, Any]) -> str | None:
    details = row.get("details")
    kind = details.get("kind") if isinstance(details, Mapping) else None
    return kind if isinstance(kind, str) else None


def _may_come_from(cue: str, speaker: object) -> bool:
    """Whether a cue can be scored on a speaker's lines; any other label than the two leaves it open."""
    return speaker not in ("agent", "customer") or CUES[cue].lines in (speaker, "either")


def _rows(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DocumentInvalid(f"line {number} is not JSON: {error}", "Expected an object a line") from error
        if not isinstance(row, dict):
            raise DocumentInvalid(f"line {number} is {line.strip()[:40]!r}; expected a JSON object")
        yield f"line {number}", row


def _dialogue(row: Mapping[str, Any], where: str) -> str | int:
    dialogue = row.get("dialogue")
    if not isinstance(dialogue, str | int):
        raise DocumentInvalid(f"{where} has dialogue {dialogue!r}; expected a name")
    return dialogue


def _turn(row: Mapping[str, Any], where: str) -> int:
    turn = row.get("turn")
    if not isinstance(turn, int):
        raise DocumentInvalid(f"{where} has turn {turn!r}; expected a whole number")
    return turn


def _confidence(row: Mapping[str, Any], where: str) -> float | None:
    confidence = row.get("confidence")
    if confidence is None:
        return None
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise DocumentInvalid(f"{where} has confidence {confidence!r}; expected a number from 0 to 1")
    return float(confidence)


def _names(row: Mapping[str, Any], key: str, where: str) -> list[str]:
    names = row.get(key)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DocumentInvalid(f"{where} has {key} {names!r}; expected a list of names")
    return names
