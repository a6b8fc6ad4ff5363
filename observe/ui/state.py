"""What a page knows of its reader and of the store: the only place that touches Streamlit's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import streamlit as st

from observe.store import Store, data_folder, open_store


@dataclass(slots=True)
class Visit:
    """What one reader has done since opening the page.

    Attributes:
        call: id of the observation in review, or None.
        added: numbers of the jobs this reader started, newest last.
        uploads: counts the uploads, so that the uploader is emptied after each.
    """

    call: int | None = None
    added: list[int] = field(default_factory=list)
    uploads: int = 0


def visit() -> Visit:
    """This reader's state; new for each browser tab."""
    if "visit" not in st.session_state:
        st.session_state["visit"] = Visit()
    found: Visit = st.session_state["visit"]
    return found


def store() -> Store:
    """The store in the data folder, opened once for the pages and the sound alike.

    Raises:
        StoreUnusable: it cannot be opened.
    """
    return _opened(data_folder())


@cache
def _opened(folder: Path) -> Store:
    return open_store(folder)
