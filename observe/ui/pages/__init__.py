"""The pages, in the order of the menu, each a function of its own module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from observe.errors import ObserveError
from observe.ui.pages import add, calls, review
from observe.ui.views import as_markdown_text

Page = Callable[[], None]


def _guarded(page: Page) -> Page:
    """The page, its faults said in one plain line instead of a trace."""

    def show() -> None:
        try:
            page()
        except ObserveError as error:
            st.error(f"{as_markdown_text(error.message)}.", icon=":material/error:")
            if error.hint:
                st.write(f"{as_markdown_text(error.hint)}.")

    return show


PAGES: tuple[tuple[Page, dict[str, Any]], ...] = (
    (_guarded(calls.page), {"title": "Calls", "icon": ":material/list:", "url_path": "calls", "default": True}),
    (_guarded(review.page), {"title": "Review", "icon": ":material/hearing:", "url_path": "review"}),
    (_guarded(add.page), {"title": "Add a call", "icon": ":material/add:", "url_path": "add"}),
)


def intro() -> None:
    """What every page begins with: less empty space at the top, so that the work is in sight."""
    st.html(
        "<style>.stMainBlockContainer{padding-top:4.5rem;padding-bottom:2rem}"
        ".stMainBlockContainer h1{font-size:1.7rem;padding:0}"
        ".stMainBlockContainer h2{font-size:1.25rem;padding:.75rem 0 0}"
        # Streamlit's own grey for small print is too faint to read (WCAG 1.4.3).
        "[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] *"
        "{color:inherit!important;opacity:1!important}"
        ".stPageLink a{border:1px solid currentColor;border-radius:6px;justify-content:center}</style>"
    )
