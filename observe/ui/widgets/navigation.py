"""Going from one page to another."""

from __future__ import annotations

import streamlit as st

CALLS, REVIEW, ADD, TO_MARK = "calls", "review", "add", "to_mark"


def page(name: str) -> st.Page:
    """The page of that name, to link to: Streamlit knows pages by their address alone."""
    return st.Page(_elsewhere, url_path=name, title=name)


def go(name: str, **query: str) -> None:
    """Leave this page for another."""
    st.switch_page(page(name), query_params=query)


def _elsewhere() -> None:
    """Stands for a page in a link; it is the registered one that is shown."""
