"""The evidence record as a PDF: tagged for screen readers (PDF/UA-1), made to be kept (PDF/A-2a), bookmarked.

Typst sets the pages from the same blocks as the Word document, in Noto fonts that are embedded, so that names
in any script come out alike on every machine. The same record gives the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import typst

from observe import fonts
from observe.errors import ObserveError
from observe.record.layout import (
    DRAFT,
    DRAFT_LINE,
    TITLE,
    Block,
    Heading,
    Paragraph,
    Table,
    blocks,
    may_break,
    title,
)
from observe.record.parts import Record

#: Which file a reader gets: with tags, and with everything in it that a reader in twenty years needs.
STANDARDS: list[Any] = ["ua-1", "a-2a"]
#: First choice first; the others lend the letters that it lacks.
FONTS = (fonts.FAMILY, "Noto Sans CJK SC", "Noto Emoji", "Noto Sans Symbols")
#: A longer run of letters may be broken anywhere, as a word processor does: a column is not wide enough for it.
LONGEST_WORD = 16
MAY_BREAK = "\u200b"


def dumps(record: Record) -> bytes:
    """The document, as the bytes of a ``.pdf`` file.

    Raises:
        ObserveError: the typesetter failed.
    """
    template = files("observe.record").joinpath("record.typ").read_bytes()
    inputs = {"record": json.dumps(_data(record), ensure_ascii=False)}
    stamp = record.stamp.astimezone(UTC).replace(microsecond=0)

    def compiled(standards: list[Any]) -> bytes:
        made: Any = typst.compile(
            template,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=standards,
            timestamp=stamp,
        )
        return bytes(made)

    try:
        return compiled(STANDARDS)
    except typst.TypstError:
        pass  # the standards refuse a character that no font has; the record is made all the same, with a gap
    try:
        return compiled([])
    except typst.TypstError as error:
        raise ObserveError(
            f"the evidence record could not be set as pages ({error})", "Export it as docx", stage="export"
        ) from error


@cache
def _fonts() -> Any:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(fonts.folders())
    )


def _data(record: Record) -> dict[str, Any]:
    families = [family for family in sorted(set(_fonts().families())) if family not in FONTS]
    return {
        "title": breakable(title(record)),
        "subtitle": breakable(record.unit),
        "author": [record.assessor] if record.assessor else [],
        "date": [record.stamp.year, record.stamp.month, record.stamp.day],
        "draft": record.draft,
        "draft_word": DRAFT,
        "draft_line": DRAFT_LINE,
        "heading": TITLE,
        "fonts": [*FONTS, *families],
        "blocks": [_block(block) for block in blocks(record)],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level, fresh):
            return {"kind": "heading", "text": breakable(text), "level": level, "fresh": fresh}
        case Paragraph(text, label, tone):
            return {"kind": "paragraph", "text": breakable(text), "label": breakable(label), "tone": tone}
        case Table():
            return {
                "kind": "table",
                "header": block.header,
                "rows": [_row(row) for row in block.rows],
                "widths": block.widths,
                "tall": block.tall,
                "named": block.named,
            }


def _row(texts: Sequence[str]) -> dict[str, Any]:
    return {"words": [breakable(text) for text in texts], "long": may_break(texts)}


def breakable(text: str) -> str:
    r"""Text whose overlong words may be broken, so that none runs off the page.

    Example:
        >>> breakable("a word"), len(breakable("x" * 64)) > 64
        ('a word', True)
    """
    return "\n".join(" ".join(_word(word) for word in line.split(" ")) for line in text.split("\n"))


def _word(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    pieces = [word[:1]]
    for before, letter in pairwise(word):
        joined = unicodedata.category(letter)[0] == "M" or "\u200d" in (before, letter)
        pieces.append(letter if joined else f"{MAY_BREAK}{letter}")
    return "".join(pieces)
