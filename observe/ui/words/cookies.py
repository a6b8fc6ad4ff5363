"""What the browser remembers between visits, in cookies that never leave this app: a person, and the tour seen.

A person's saves typing a name and proves nothing; signing in, when it comes, takes its place.
"""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

from observe.assessment import Person
from observe.errors import UsageError

COOKIE = "observe_person"
#: Of somebody who has been shown around, or did not want to be.
TOUR, SEEN = "observe_tour", "seen"
YEAR = 365 * 24 * 3600


def cookie_of(person: Person | None) -> str:
    """The cookie, as a page sets it; for None, one that has run out already.

    Example:
        >>> cookie_of(Person("Ada Assessor", "assessor"))
        'observe_person=assessor%3AAda%20Assessor; path=/; max-age=31536000; samesite=strict'
    """
    value = quote(f"{person.duty}:{person.name}", safe="") if person else ""
    return _cookie(COOKIE, value, YEAR if person else 0)


def tour_cookie() -> str:
    """The cookie by which nobody is shown around a second time.

    Example:
        >>> tour_cookie()
        'observe_tour=seen; path=/; max-age=31536000; samesite=strict'
    """
    return _cookie(TOUR, SEEN, YEAR)


def person_from(value: str) -> Person | None:
    """Who a cookie's value names; None where it names nobody, whatever it holds.

    Example:
        >>> person_from("assessor%3AAda%20Assessor")
        Person(name='Ada Assessor', duty='assessor')
    """
    duty, _, name = unquote(value).partition(":")
    try:
        return Person(name, duty)  # type: ignore[arg-type]  # a duty that is none is refused there
    except UsageError:
        return None


def script_of(cookie: str) -> str:
    """HTML that makes the browser keep a cookie; it stays a string in it, whatever it holds."""
    return f"<script>document.cookie = {json.dumps(cookie)};</script>"


def _cookie(name: str, value: str, seconds: int) -> str:
    return f"{name}={value}; path=/; max-age={seconds}; samesite=strict"
