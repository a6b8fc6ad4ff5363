"""What a page knows of its reader and of the store: the only place that touches Streamlit's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from observe.assessment import Moment, Person
from observe.clock import local_day
from observe.store import Store, data_folder, open_store
from observe.ui.words.cookies import COOKIE, TOUR, person_from


@dataclass(slots=True)
class Visit:
    """What one reader has done since opening the page.

    Attributes:
        call: id of the observation in review, or None.
        unit: id of the unit that it is marked by, or None.
        added: numbers of the jobs this reader started, newest last.
        uploads: counts the uploads, so that the uploader is emptied after each.
        moments: marked in the player by hand, by the recording's sha256.
        seen: by assessment and point, number of the latest entry that this reader has been shown.
        told: what to say of what was done last, by assessment: each a kind of message and its words.
        shown: assessments whose messages have been on the page: the next one takes their place.
        said: what the player is to say on the next run of what was accepted or struck out in it.
        filters: what was last asked of the list of calls, as its address has it.
        sums: of the recordings that were uploaded, by the number that the upload has.
        anew: whether the whole page is to be run anew, since more of the call may be shown now.
    """

    call: int | None = None
    unit: str | None = None
    added: list[int] = field(default_factory=list)
    uploads: int = 0
    moments: dict[str, list[Moment]] = field(default_factory=dict)
    seen: dict[object, int] = field(default_factory=dict)
    told: dict[object, list[tuple[str, str]]] = field(default_factory=dict)
    shown: set[object] = field(default_factory=set)
    said: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    anew: bool = False


def visit() -> Visit:
    """This reader's state; new for each browser tab."""
    if "visit" not in st.session_state:
        st.session_state["visit"] = Visit()
    found: Visit = st.session_state["visit"]
    return found


def person() -> Person | None:
    """Who uses the app in this tab: as they said here, or as this browser remembers them; None before that."""
    if "person" not in st.session_state:
        kept = st.context.cookies.get(COOKIE)
        # Without a browser, as in tests of a page by itself, there is no cookie and no text.
        st.session_state["person"] = person_from(kept) if isinstance(kept, str) else None
    found: Person | None = st.session_state["person"]
    return found


def set_person(someone: Person | None) -> None:
    """Say who uses the app from now on; what was begun under another name is let go of."""
    st.session_state["person"] = someone
    st.session_state["remember"] = True
    st.session_state.pop("visit", None)
    if tour() is not None:
        show_around(0)  # anew: with their duty known, it is about their own pages


def tour() -> int | None:
    """At which step of being shown around this reader is, from 0; None where it is over."""
    if "tour" not in st.session_state:
        # Only a browser that says it has no such cookie is new; without a browser nobody is shown around.
        st.session_state["tour"] = 0 if st.context.cookies.get(TOUR) is None else None
    found: int | None = st.session_state["tour"]
    return found


def show_around(step: int | None) -> None:
    """Go to a step of being shown around; None ends it, and this browser remembers that."""
    st.session_state["tour"] = step
    if step is None:
        st.session_state["tour-seen"] = True


def tour_ended() -> bool:
    """Whether this reader has ended it in this tab, and the browser is to remember it."""
    return bool(st.session_state.get("tour-seen"))


def store() -> Store:
    """The store in the data folder, opened once for the pages and the sound alike.

    Raises:
        StoreUnusable: it cannot be opened.
    """
    return _opened(data_folder())


def today() -> date:
    """The day that people here write, by the store's clock."""
    return local_day(store().now())


@cache
def _opened(folder: Path) -> Store:
    return open_store(folder)
