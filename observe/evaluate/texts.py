"""What was said, from the files people keep it in: plain text, STM, or JSON with turns."""

from __future__ import annotations

import json
from pathlib import Path

from observe.errors import DocumentInvalid

#: STM's mark for a stretch that is not to be scored.
_UNSCORED = "ignore_time_segment_in_scoring"


def read_text(path: Path) -> str:
    """A file's characters.

    Raises:
        DocumentInvalid: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DocumentInvalid(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise DocumentInvalid(
            f"{path} is not text in UTF-8 (byte {error.start})", "Save it as UTF-8"
        ) from error


def words_said(path: Path) -> str:
    """All that was said in one recording, in order of time.

    ``.stm``: the transcripts of its lines, by start; ``.json``: the texts of its ``turns``, in the order given;
    anything else: the file as it is.

    Raises:
        DocumentInvalid: the file cannot be read, or a part of it is malformed.
    """
    text = read_text(path)
    if path.suffix.lower() == ".stm":
        return _from_stm(text, path.name)
    if path.suffix.lower() == ".json":
        return _from_turns(text, path.name)
    return text


def _from_stm(text: str, name: str) -> str:
    said: list[tuple[float, str]] = []
    files = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(";;"):
            continue
        fields = line.split(maxsplit=5)
        try:
            start, _ = float(fields[3]), float(fields[4])
        except (IndexError, ValueError) as error:
            raise DocumentInvalid(
                f"{name} line {number} ({line.strip()[:80]!r}) is not a line of STM; "
                "expected file channel speaker start end transcript"
            ) from error
        files.add(fields[0])
        words = fields[5] if len(fields) > 5 else ""
        if words.startswith("<"):  # a label, such as <o,f0,male>
            words = words.partition(">")[2]
        if _UNSCORED not in words.lower():
            said.append((start, words))
    if len(files) > 1:
        raise DocumentInvalid(
            f"{name} is of {len(files)} recordings ({', '.join(sorted(files))}); expected one"
        )
    return "\n".join(words for _, words in sorted(said, key=lambda line: line[0]))


def _from_turns(text: str, name: str) -> str:
    try:
        turns = json.loads(text)["turns"]
        return "\n".join(str(turn["text"]) for turn in turns)
    except (ValueError, RecursionError) as error:
        raise DocumentInvalid(f"{name} is not JSON: {error}") from error
    except (KeyError, TypeError) as error:
        raise DocumentInvalid(
            f"{name} has no list of turns with a text each", "Use an observation document or a reference"
        ) from error
