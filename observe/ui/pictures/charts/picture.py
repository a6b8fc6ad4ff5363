"""A picture with all that goes with it: what it says in a sentence, the same as a table, its name as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.png import png

#: The column of a table that holds an address to open, not words.
OPEN = "Open"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready to be shown.

    Attributes:
        name: of its file, without the ending.
        title: above it.
        words: what it says, in a sentence or two, with text from outside as it is.
        chart: the picture.
        table: the same in rows of plain text; ``OPEN`` holds an address.
    """

    name: str
    title: str
    words: str
    chart: alt.LayerChart
    table: Sequence[Mapping[str, str]]

    @property
    def spoken(self) -> str:
        """What a screen reader says of the chart."""
        return f"{self.title}. {self.words} The same stands below as a table."

    def file(self, whose: str = "") -> bytes:
        """The picture as a PNG file; it takes a second or two.

        Args:
            whose: named beside the title, as the file will be looked at away from its page.
        """
        return png(self.chart, " · ".join(filter(None, (self.title, whose))), self.words)


def told_apart(labels: Sequence[str]) -> list[str]:
    """Labels of rows, each unlike the others, since a chart puts what is named alike into one row.

    Example:
        >>> told_apart(["Lee", "Lee", "Zoe"])
        ['Lee', 'Lee (2)', 'Zoe']
    """
    found: list[str] = []
    for label in labels:
        times, shown = 1, label
        while shown in found:
            times += 1
            shown = f"{label} ({times})"
        found.append(shown)
    return found
