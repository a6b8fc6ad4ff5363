r"""Word lists that a tutor can read: one phrase a line, matched against normalised words.

====================  ============================================================
``i am sorry``        these words, one after another
``(so|very) sorry``   either
``(so|very)? sorry``  either or neither; ``so? sorry`` for a single word
``sorry ... wait``    up to three words between; ``...6`` up to six
``_``                 any one word
``{delay}``           a phrase of the list given as ``delay=…``
``^ sorry``           only where a clause begins, "okay so" and the like passed over
``sorry $``           only where a sentence or the turn ends
``# why``             a comment
``\`` at the end      the phrase goes on in the next line
====================  ============================================================

Write lists as people speak: "i'll", "don't", "apologise" and "apologize" are normalised as the turns are. A
gap never runs over the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observe.errors import UsageError
from observe.text.normalise import Span, Text
from observe.text.normalise import tokens as normalised

_PIECES = re.compile(r"\.\.\.\d*|\{\w+\}|[()|^$?_]|[^\s()|^$?_{}]+")
_ANY = r"[^ .?!]+ "
_UNKNOWN = "*"
_END = r"(?=[.?!] |\Z)"


class Phrases:
    """A compiled word list.

    Args:
        lines: the phrases, one a line.
        lists: named lists that ``{name}`` in a phrase stands for.

    Raises:
        UsageError: a phrase is not well formed; the message shows it.

    Example:
        >>> from observe.annotation import turn_from_text
        >>> from observe.text import read
        >>> text = read(turn_from_text(0, "a", "agent", "Well, I do apologise for that."))
        >>> [text.between(span) for span in Phrases("i (do|really)? apologise").find(text)]
        [('i', 'do', 'apologise')]
    """

    def __init__(self, lines: str, **lists: str) -> None:
        self.lines = tuple(line for raw in lines.splitlines() if (line := " ".join(raw.split("#")[0].split())))
        grouped: dict[str, list[tuple[bool, str]]] = {}
        for line in self.lines:
            pattern, firsts = _Parser(line, lists).parsed()
            for first in firsts:
                grouped.setdefault(first, []).append((line.startswith("^"), pattern))
        self._by_first = grouped
        self._firsts = frozenset(grouped)
        self._heads: dict[str, _Head] = {}

    def find(self, text: Text) -> Iterator[Span]:
        """Every match from left to right, the longest at each place, none overlapping another."""
        if self._firsts.isdisjoint(text.where):
            return
        known = [word for word in text.where if word in self._firsts]
        reached = 0
        for place, head in sorted((at, word) for word in known for at in text.where[word]):
            if place < reached:
                continue
            length = self._head(head).longest(text.line, text.offsets[place], place in text.openings)
            if length:
                reached = text.token_at(text.offsets[place] + length)
                yield Span(place, reached)

    def first(self, text: Text) -> Span | None:
        """The first match, or None."""
        return next(self.find(text), None)

    def within(self, text: Text, first: int, last: int) -> Span | None:
        """The first match that lies between two tokens, or None."""
        return next((s for s in self.find(text) if first <= s.first and s.last <= last), None)

    def _head(self, word: str) -> _Head:
        """The patterns that begin with a word, compiled when it is first heard: the lists are many and long."""
        if word not in self._heads:
            self._heads[word] = _Head.of(self._by_first[word])
        return self._heads[word]


@dataclass(frozen=True, slots=True)
class _Head:
    """The patterns that begin with one word; two gates rule most places out with one match each."""

    patterns: tuple[tuple[bool, re.Pattern[str]], ...]
    gate: re.Pattern[str]
    gate_inside: re.Pattern[str] | None

    @classmethod
    def of(cls, patterns: Sequence[tuple[bool, str]]) -> _Head:
        inside = [pattern for anchored, pattern in patterns if not anchored]
        return cls(
            patterns=tuple((anchored, re.compile(pattern)) for anchored, pattern in patterns),
            gate=re.compile("|".join(pattern for _, pattern in patterns)),
            gate_inside=re.compile("|".join(inside)) if inside else None,
        )

    def longest(self, line: str, offset: int, opening: bool) -> int:
        """Length of the longest match at an offset, 0 where there is none."""
        gate = self.gate if opening else self.gate_inside
        if gate is None or not gate.match(line, offset):
            return 0
        matches = (p.match(line, offset) for anchored, p in self.patterns if opening or not anchored)
        return max(match.end() - offset for match in matches if match)


class _Parser:
    """Turns one phrase into a pattern, and finds the words it can begin with."""

    def __init__(self, line: str, lists: dict[str, str]) -> None:
        self._line, self._lists = line, lists
        self._pieces = _PIECES.findall(line)
        self._at = 0

    def parsed(self) -> tuple[str, frozenset[str]]:
        if self._pieces[:1] == ["^"]:
            self._at = 1
        pattern, firsts, optional = self.whole()
        if optional or not firsts or _UNKNOWN in firsts:
            raise self._wrong("no word that must be there first")
        return pattern, firsts

    def whole(self) -> tuple[str, frozenset[str], bool]:
        found = self._choice()
        if self._at < len(self._pieces):
            raise self._wrong(f"a stray {self._pieces[self._at]!r}")
        return found

    def _choice(self) -> tuple[str, frozenset[str], bool]:
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        pattern = options[0][0] if len(options) == 1 else f"(?:{'|'.join(option[0] for option in options)})"
        return pattern, frozenset().union(*(o[1] for o in options)), any(o[2] for o in options)

    def _sequence(self) -> tuple[str, frozenset[str], bool]:
        pattern, firsts, optional = "", frozenset[str](), True
        while (piece := self._peek()) not in ("", "|", ")"):
            inner, inner_firsts, inner_optional = self._item(piece)
            if self._peek() == "?":
                self._at += 1
                inner, inner_optional = f"(?:{inner})?", True
            pattern += inner
            if optional:
                firsts |= inner_firsts
                optional = inner_optional
        return pattern, firsts, optional

    def _item(self, piece: str) -> tuple[str, frozenset[str], bool]:
        self._at += 1
        if piece == "(":
            inner = self._choice()
            if self._peek() != ")":
                raise self._wrong("a bracket that is not closed")
            self._at += 1
            return inner
        if piece.startswith("..."):
            return f"(?:{_ANY}){{0,{int(piece[3:] or 3)}}}?", frozenset({_UNKNOWN}), True
        if piece == "_":
            return _ANY, frozenset({_UNKNOWN}), False
        if piece == "$":
            return _END, frozenset(), True
        if piece.startswith("{"):
            return self._named(piece[1:-1])
        words = normalised(piece)
        if not words:
            raise self._wrong(f"{piece!r}, which is not a word")
        return "".join(re.escape(word) + " " for word in words), frozenset(words[:1]), False

    def _named(self, name: str) -> tuple[str, frozenset[str], bool]:
        if name not in self._lists:
            raise self._wrong(f"a list {name!r} that was not given")
        lines = [line for raw in self._lists[name].splitlines() if (line := raw.split("#")[0].strip())]
        options = [_Parser(line, self._lists).whole() for line in lines]
        pattern = f"(?:{'|'.join(option[0] for option in options)})"
        return pattern, frozenset().union(*(o[1] for o in options)), any(o[2] for o in options)

    def _peek(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _wrong(self, found: str) -> UsageError:
        return UsageError(
            f"phrase {self._line!r}: found {found}; expected words, (a|b), word?, ..., _, {{list}}, ^ or $"
        )
