"""The pages that people read, and the blocks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "models/README.md", "observe/fonts/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """What stands between two fences: where, of which kind, and its text."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self):
        return f"{self.page}:{self.line}"


def page_name(page):
    """A page's path from the top of the checkout."""
    return str(page.relative_to(ROOT))


def blocks(*kinds):
    """Every block of every page; only those of the kinds, where any are named."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _BLOCK.finditer(text):
            if not kinds or found[1] in kinds:
                yield Block(page_name(page), text[: found.start()].count("\n") + 1, found[1], found[2])


def prose(page):
    """A page without its blocks."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))
