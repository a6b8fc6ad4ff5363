"""A picture on a page: its sentence, the picture, the same as a table, and the picture to keep as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from observe.ui.pictures.charts.picture import OPEN, Picture
from observe.ui.widgets.folded import fold
from observe.ui.words.common import as_markdown_text

#: A longer table is scrolled through instead of written out in full.
LONGEST = 200


def show(picture: Picture, key: str, whose: str = "") -> None:
    """The picture with all that goes with it.

    Args:
        picture: what to show.
        key: tells the pictures of one page apart.
        whose: calls they are, for the file.
    """
    st.markdown(as_markdown_text(picture.words, 2000))
    st.altair_chart(picture.chart, width="stretch", key=f"chart-{key}", alt=picture.spoken)
    left, right = st.columns([5, 2])
    with left:
        fold("As a table", partial(_table, picture.table), key=f"table-{key}")
    # The file is made once somebody wants it.
    right.download_button(
        "Download as PNG",
        partial(picture.file, whose),
        f"{picture.name}.png",
        "image/png",
        key=f"png-{key}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def _table(rows: Sequence[Mapping[str, str]]) -> None:
    if not rows:
        st.markdown("There is nothing in it yet.")
    elif len(rows) <= LONGEST:
        st.table([{as_markdown_text(head): _cell(head, cell) for head, cell in row.items()} for row in rows])
    else:
        link = {OPEN: st.column_config.LinkColumn(OPEN, display_text="Review")}
        st.dataframe(list(rows), hide_index=True, column_config=link)


def _cell(head: str, cell: str) -> str:
    return f"[Review]({cell})" if head == OPEN else as_markdown_text(cell)
