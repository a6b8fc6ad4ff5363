"""A long list a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

PER_PAGE = 25
T = TypeVar("T")


def one_page(rows: Sequence[T], key: str) -> Sequence[T]:
    """The rows of the page that the reader chose; they are asked only where there is more than one.

    Args:
        rows: all there are.
        key: the same as long as the same is asked of the list, so that another list begins at its beginning.
    """
    pages = -(-len(rows) // PER_PAGE)
    number = 1
    if pages > 1:
        number = int(st.number_input(f"Page, of {pages}", 1, pages, key=f"page-{key}"))
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE]
