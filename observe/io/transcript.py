"""Text transcripts: one JSON object a line, in the order spoken, one or more dialogues in a file.

``{"dialogue": "call_1", "turn": 0, "speaker": "agent", "text": "Good morning"}``; ``customer_name`` is used
where it is there, other keys are ignored. ``speaker`` is ``agent``, ``customer``, a usual word for either
("Operator", "Adviser 2", "Caller") or any label. Where a dialogue names neither, its roles are unknown and
cues are sought on every speaker's lines; where it names one of the two and has exactly one other label, that
label is the other party.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from observe.annotation import Role, Turn, turns_from_text
from observe.cues import Context
from observe.errors import TranscriptInvalid

EXPECTED = '{"dialogue": name, "turn": whole number, "speaker": label, "text": words}'
#: What people call the two parties; a number after it ("Agent 1"), or stops around it, are passed over.
_CALLED: dict[Role, frozenset[str]] = {
    "agent": frozenset(
        (
            "agent|operator|adviser|advisor|representative|rep|csr|csa|handler|call handler|call taker|"
            "receptionist|support|assistant|employee|staff|clerk|consultant|call centre|call center|service|"
            "customer service|customer service agent|customer service adviser|customer service advisor|"
            "customer service representative|customer support|support agent|helpdesk|help desk|service desk"
        ).split("|")
    ),
    "customer": frozenset(
        "customer|caller|client|cust|consumer|user|member|patient|tenant|guest|passenger|policyholder".split(
            "|"
        )
    ),
}
_NUMBERED = re.compile(r"[\W_]*\d*[\W_]*$")
_FIELDS: dict[str, tuple[type, ...]] = {
    "dialogue": (str, int),
    "turn": (int,),
    "speaker": (str,),
    "text": (str,),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, checked."""

    dialogue: str | int
    turn: int
    speaker: str
    text: str
    customer_name: str | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation of a transcript.

    Attributes:
        name: the input's own, a string or a whole number.
        turns: in the order spoken, numbered from 0; their times are made up, one word after another.
        input_turns: for each turn the ``turn`` that the input gave it.
        context: the customer's name where the input has one; ``timed`` is False.
    """

    name: str | int
    turns: tuple[Turn, ...]
    input_turns: tuple[int, ...]
    context: Context


def read_dialogues(path: Path) -> Iterator[Dialogue]:
    """Read a transcript's dialogues, in the order in which they begin.

    Args:
        path: a UTF-8 file of JSON lines; blank lines are skipped, an empty file holds no dialogue.

    Raises:
        TranscriptInvalid: the file cannot be read, or a line is not what is expected; names file and line.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from dialogues(lines, path.name)
    except UnicodeDecodeError as error:
        raise TranscriptInvalid(
            f"{path.name}: found bytes that are not UTF-8 ({error.reason}); expected UTF-8 text",
            "Save the transcript as UTF-8.",
        ) from error
    except OSError as error:
        raise TranscriptInvalid(
            f"{path}: {error.strerror or error}; expected a readable transcript", "Check the path."
        ) from error


def dialogues(lines: Iterable[str], source: str = "transcript") -> Iterator[Dialogue]:
    """Group lines into dialogues; lines of different dialogues may alternate.

    Example:
        >>> [d] = dialogues(['{"dialogue": "a", "turn": 7, "speaker": "agent", "text": "Hello"}'])
        >>> d.turns[0].text, d.turns[0].role, d.input_turns
        ('Hello', 'agent', (7,))
    """
    grouped: dict[str | int, list[Line]] = {}
    for number, text in enumerate(lines, 1):
        if text.strip():
            line = parse(text, f"{source}:{number}")
            grouped.setdefault(line.dialogue, []).append(line)
    for name, spoken in grouped.items():
        yield _dialogue(name, spoken)


def parse(text: str, where: str) -> Line:
    """Check one line.

    Raises:
        TranscriptInvalid: it is not a JSON object, or a field is missing or of the wrong kind.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _invalid(where, f"{_shown(text)}, which is not JSON ({error})") from error
    if not isinstance(found, dict):
        raise _invalid(where, _shown(text))
    for field, kinds in _FIELDS.items():
        if field not in found:
            raise _invalid(where, f'no "{field}"')
        # bool is an int to Python, but true is no turn number.
        if not isinstance(found[field], kinds) or isinstance(found[field], bool):
            raise _invalid(where, f'"{field}": {_shown(json.dumps(found[field]))}')
    name = found.get("customer_name")
    if name is not None and not isinstance(name, str):
        raise _invalid(where, f'"customer_name": {_shown(json.dumps(name))}', "a name, or no such key")
    dialogue = found["dialogue"]
    return Line(
        dialogue=_clean(dialogue) if isinstance(dialogue, str) else dialogue,
        turn=found["turn"],
        speaker=_clean(found["speaker"]),
        text=_clean(found["text"]),
        customer_name=_clean(name).strip() or None if name else None,
    )


def _dialogue(name: str | int, lines: Sequence[Line]) -> Dialogue:
    roles = _roles({line.speaker for line in lines})
    turns = turns_from_text((line.speaker, roles[line.speaker], line.text) for line in lines)
    context = Context(
        customer_name=next((line.customer_name for line in lines if line.customer_name), None),
        timed=False,
        roles_known=any(role != "other" for role in roles.values()),
    )
    return Dialogue(name, turns, tuple(line.turn for line in lines), context)


def _roles(speakers: set[str]) -> dict[str, Role]:
    roles: dict[str, Role] = {label: _role(label) for label in speakers}
    others = [label for label, role in roles.items() if role == "other"]
    named = set(roles.values()) - {"other"}
    if len(others) == 1 and len(named) == 1:
        roles[others[0]] = "customer" if named == {"agent"} else "agent"
    return roles


def _role(label: str) -> Role:
    """Which party a label names: "CALL HANDLER:" is an agent, "Customer 2" a customer, "Anna" either."""
    words = " ".join(re.split(r"[\W_]+", _NUMBERED.sub("", label).lower())).strip()
    return next((role for role, names in _CALLED.items() if words in names), "other")


def _clean(text: str) -> str:
    """Replace half characters (lone surrogates), which no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _shown(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit]}…"


def _invalid(where: str, found: str, expected: str = EXPECTED) -> TranscriptInvalid:
    return TranscriptInvalid(
        f"{where}: found {found}; expected {expected}", "Correct or remove that line, then run again."
    )
