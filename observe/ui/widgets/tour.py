"""The card that shows somebody new around: at the top of the page, beside nothing and over nothing."""

from __future__ import annotations

import json

import streamlit as st

from observe.assessment import Duty
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.visit import person, show_around, tour, tour_ended
from observe.ui.words.cookies import script_of, tour_cookie
from observe.ui.words.tour import TOURS, place_of, said

#: A place for what a screen reader is to say. It outlives the card, as only what changes in it is said, and
#: names the card for those who go from region to region.
SAY = """<script>
(() => {
  let spoken = document.getElementById('observe-spoken');
  if (!spoken) {
    spoken = document.createElement('div');
    spoken.id = 'observe-spoken';
    spoken.setAttribute('role', 'status');
    spoken.style.cssText = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%%)';
    document.body.append(spoken);
  }
  const card = document.querySelector('.st-key-tour');
  if (card) {
    card.setAttribute('role', 'region');
    card.setAttribute('aria-label', 'Show me around');
  }
  setTimeout(() => { spoken.textContent = %s; }, 100);
})();
</script>"""


def card() -> None:
    """The step that this reader is at; nothing where they have seen the tour."""
    # The box is always there and takes no room when empty: what comes after it keeps its place on the page.
    with st.container(key="tour-box"):
        if tour() is not None or tour_ended():
            _card()


@st.fragment
def _card() -> None:
    someone, step = person(), tour()
    if step is not None:
        _step(step, someone.duty if someone else None)
    elif tour_ended():
        _unseen(SAY % '""' + script_of(tour_cookie()))


def _step(step: int, duty: Duty | None) -> None:
    shown = TOURS[duty][step]
    last = step + 1 == len(TOURS[duty])
    with st.container(border=True, key="tour"):
        st.markdown(f"**{shown.title}** · {place_of(step, duty)}  \n{shown.words}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Done" if last else "Next",
                type="primary",
                key="tour-next",
                on_click=show_around,
                args=(None if last else step + 1,),
            )
            st.button("Back", key="tour-back", on_click=show_around, args=(step - 1,), disabled=step == 0)
            st.button("Skip", type="tertiary", key="tour-skip", on_click=show_around, args=(None,))
            st.page_link(to(shown.page), label=shown.link)
        _unseen(SAY % json.dumps(said(step, duty)))


def _unseen(html: str) -> None:
    with st.container(key="unseen-tour"):
        st.html(html, unsafe_allow_javascript=True)
