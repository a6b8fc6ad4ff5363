"""Parts of a page that are folded away, and made only once somebody opens them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


@st.fragment
def fold(
    label: str, make: Callable[[], object], *, key: str, icon: str | None = None, expanded: bool = False
) -> None:
    """A part that runs by itself: most who open the page never need it, and would wait for it.

    Args:
        label: what stands on it while it is closed.
        make: makes what is in it.
        key: of its own.
        icon: beside the label.
        expanded: whether it is open from the start.
    """
    box = st.expander(label, expanded=expanded, icon=icon, key=key, on_change="rerun")
    if box.open:
        with box:
            make()
