"""The pages, each a function of its own module, and the menu that each duty has of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from observe.assessment import Duty
from observe.assessment.people import DUTIES
from observe.errors import ObserveError
from observe.permissions import Action, holders, sees_own_calls_alone
from observe.permissions.table import TABLE
from observe.ui.pages import (
    add,
    agreement,
    calls,
    consent,
    jobs,
    learners,
    people,
    portfolio,
    quality,
    review,
    spot_check,
    to_mark,
)
from observe.ui.widgets import person as whose
from observe.ui.widgets import tour
from observe.ui.widgets.navigation import REVIEW, go
from observe.ui.widgets.visit import person
from observe.ui.words.common import as_markdown_text

Page = Callable[[], None]


def _guarded(page: Page, *, forwards: bool = True) -> Page:
    """The page, its faults said in one plain line instead of a trace; a link to a call is followed from any."""

    def show() -> None:
        if forwards and "call" in st.query_params:
            go(REVIEW, **st.query_params.to_dict())
        try:
            page()
        except ObserveError as error:
            st.error(f"{as_markdown_text(error.message)}.", icon=":material/error:")
            if error.hint:
                st.write(f"{as_markdown_text(error.hint)}.")

    return show


PAGES: tuple[tuple[Page, dict[str, Any]], ...] = (
    (_guarded(calls.page), {"title": "Calls", "icon": ":material/list:", "url_path": "calls"}),
    (
        _guarded(review.page, forwards=False),
        {"title": "Review", "icon": ":material/hearing:", "url_path": "review"},
    ),
    (_guarded(add.page), {"title": "Add a call", "icon": ":material/add:", "url_path": "add"}),
    (_guarded(to_mark.page), {"title": "To mark", "icon": ":material/checklist:", "url_path": "to_mark"}),
    (
        _guarded(spot_check.page),
        {"title": "Spot-check", "icon": ":material/fact_check:", "url_path": "spot_check"},
    ),
    (_guarded(agreement.page), {"title": "Agreement", "icon": ":material/balance:", "url_path": "agreement"}),
    (_guarded(learners.page), {"title": "Learners", "icon": ":material/school:", "url_path": "learners"}),
    (
        _guarded(learners.progress),
        {"title": "My progress", "icon": ":material/trending_up:", "url_path": "progress"},
    ),
    (_guarded(quality.page), {"title": "Quality", "icon": ":material/insights:", "url_path": "quality"}),
    (_guarded(portfolio.page), {"title": "Portfolio", "icon": ":material/folder:", "url_path": "portfolio"}),
    (
        _guarded(consent.page),
        {"title": "Consent & retention", "icon": ":material/verified_user:", "url_path": "consent"},
    ),
    (_guarded(people.page), {"title": "People", "icon": ":material/group:", "url_path": "people"}),
    (_guarded(jobs.page), {"title": "Jobs", "icon": ":material/manufacturing:", "url_path": "jobs"}),
)
#: What somebody has to be allowed who is to have a page; in the order of the menu, but for what comes first.
NEEDS: Mapping[str, Action] = {
    "to_mark": "see_tasks",
    "spot_check": "spot_check",
    "quality": "see_quality",
    "agreement": "see_agreement",
    "consent": "change_consent",
    "people": "see_people",
    "jobs": "see_jobs",
    "calls": "open_call",
    "review": "open_call",
    "progress": "see_progress",
    "learners": "see_learners",
    "portfolio": "see_portfolio",
    "add": "add_call",
}
#: Pages that come first in the menu of a duty.
FIRST: Mapping[Duty | None, tuple[str, ...]] = {
    "assessor": ("to_mark", "review", "learners"),
    "administrator": ("consent", "people", "jobs", "calls", "add"),
}


def _menu_of(duty: Duty | None) -> tuple[str, ...]:
    ordered = dict.fromkeys((*FIRST.get(duty, ()), *NEEDS))
    return tuple(page for page in ordered if TABLE[NEEDS[page]].of(duty) != "none")


#: Addresses of the pages in the menu of each duty, and of somebody who has not said who they are; the first
#: is where they begin.
MENUS: Mapping[Duty | None, tuple[str, ...]] = {duty: _menu_of(duty) for duty in (None, *DUTIES)}
START = "start"
#: Pages that tell everybody else whose they are.
OF_ONE_DUTY = tuple(page for page, action in NEEDS.items() if len(holders(action)) == 1)


def menu() -> list[st.Page]:
    """The pages for whoever uses the app, in the order of their menu, then those that only a link leads to."""
    someone = person()
    own = MENUS[someone.duty if someone else None]
    known = {about["url_path"]: (show, about) for show, about in PAGES}
    first, *rest = own
    show, about = known[first]
    title = "My calls" if first == "calls" and sees_own_calls_alone(someone) else about["title"]
    pages = [st.Page(show, **{**about, "title": title, "url_path": START}, default=True)]
    pages += [st.Page(known[name][0], **known[name][1]) for name in rest]
    # Streamlit gives the first page the address “/” alone; a link to its own name is to lead there as well.
    pages.append(st.Page(_to_start, title=title, url_path=first, visibility="hidden"))
    for name in OF_ONE_DUTY:
        if name not in own:
            show, about = known[name]
            pages.append(st.Page(show, **about, visibility="hidden"))
    return pages


def _to_start() -> None:
    go(START, **st.query_params.to_dict())


def intro() -> None:
    """What every page begins with: who this is, and the tour for somebody new."""
    whose.bar()
    tour.card()
