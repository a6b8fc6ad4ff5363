"""How each cue looks: words, letters, shape and colour, so that no one of these carries the meaning alone.

Every colour keeps a contrast of 4.5 with the white letters on it, and of 3 with a white page and a dark one
(WCAG 2.2, 1.4.3 and 1.4.11); a test computes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "square", "diamond", "flag", "hexagon"]
Group = Literal["listening", "service", "customer", "watch"]


@dataclass(frozen=True, slots=True)
class CueStyle:
    """The look of one kind of cue.

    Attributes:
        label: for people.
        letters: one or two, unique to the kind.
        shape: of its mark.
        colour: of its mark, ``#rrggbb``.
        group: which of the four families it belongs to.
    """

    label: str
    letters: str
    shape: Shape
    colour: str
    group: Group


#: In the order in which they are shown.
GROUPS: Mapping[Group, str] = {
    "listening": "Listening cues",
    "service": "Other things the agent did",
    "customer": "From the customer",
    "watch": "To watch for",
}

_SERVICE, _CUSTOMER, _WATCH = "#667085", "#2f7d74", "#c23b3b"


def _service(label: str, letters: str) -> CueStyle:
    return CueStyle(label, letters, "square", _SERVICE, "service")


def _watch(label: str, letters: str) -> CueStyle:
    return CueStyle(label, letters, "flag", _WATCH, "watch")


STYLES: Mapping[str, CueStyle] = {
    "paraphrase": CueStyle("Paraphrase", "P", "circle", "#0b72b9", "listening"),
    "clarifying_question": CueStyle("Clarifying question", "Q", "hexagon", "#8e4fb8", "listening"),
    "customer_name": CueStyle("Customer's name", "N", "square", "#8f6a00", "listening"),
    "apology": CueStyle("Apology", "A", "diamond", "#b5357f", "listening"),
    "next_step": CueStyle("Next step", "S", "circle", "#3f7d20", "listening"),
    "question": _service("Question", "Qu"),
    "read_back": _service("Reading back", "Rb"),
    "empathy": _service("Empathy in words", "Em"),
    "thanks": _service("Thanks", "Th"),
    "greeting": _service("Greeting", "Gr"),
    "offer": _service("Offer", "Of"),
    "options": _service("Options", "Op"),
    "hold_notice": _service("Notice of a hold", "Ho"),
    "closing_check": _service("Check before closing", "Cc"),
    "escalation": _service("Passing it on", "Es"),
    "ownership": _service("Taking it on", "Ow"),
    "expectation": _service("What to expect", "Ex"),
    "identity_check": _service("Identity check", "Id"),
    "recording_notice": _service("Notice of recording", "Rn"),
    "dissatisfaction": CueStyle("Customer is unhappy", "Un", "hexagon", _CUSTOMER, "customer"),
    "resolution_confirmed": CueStyle("Customer agrees", "Ok", "hexagon", _CUSTOMER, "customer"),
    "overpromise": _watch("Promising too much", "Pr"),
    "defensive": _watch("Defensive words", "De"),
    "blame": _watch("Blaming", "Bl"),
    "interruption": _watch("Interruption", "In"),
    "long_silence": _watch("Long silence", "Si"),
    "solution_before_diagnosis": _watch("Solution before questions", "Sb"),
    "bare_apology": _watch("Apology with nothing after it", "Ba"),
    "unanswered_distress": _watch("Customer's upset unanswered", "Ud"),
}


def style_of(cue: str) -> CueStyle:
    """The look of a kind of cue; a plain one for a kind made known since."""
    return STYLES.get(cue) or _service(cue.replace("_", " ").capitalize(), "?")
