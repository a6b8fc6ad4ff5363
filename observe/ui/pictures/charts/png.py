"""A picture as a PNG file, drawn here without a browser or a network, in letters of every script."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import Any

import altair as alt

from observe import fonts

WIDTH = 900
#: Pixels to the point, so that it is sharp in print.
SCALE = 2
_LETTERS = 110


def png(chart: alt.LayerChart, title: str, words: str) -> bytes:
    """The picture with its heading and the sentence that sums it up, on white.

    Args:
        chart: whose width is this file's to choose.
        title: above it.
        words: below the title, in sentences.
    """
    import vl_convert

    _fonts()
    head = alt.TitleParams(
        text=title,
        subtitle=textwrap.wrap(words, _LETTERS),
        anchor="start",
        fontSize=18,
        subtitleFontSize=13,
        subtitlePadding=6,
        offset=14,
    )
    with alt.data_transformers.enable("default", max_rows=None):
        spec: dict[str, Any] = chart.properties(width=WIDTH, title=head).to_dict(validate=False)
    spec["background"] = "white"
    spec["padding"] = 20
    spec.setdefault("config", {})["font"] = fonts.FAMILY
    return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[]))


@cache
def _fonts() -> None:
    import vl_convert

    for folder in fonts.folders():
        vl_convert.register_font_directory(folder)
