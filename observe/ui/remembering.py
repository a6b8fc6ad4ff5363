"""A person as the browser remembers them between visits: in a cookie that never leaves this app.

It saves typing a name and proves nothing; signing in, when it comes, takes its place.
"""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

from observe.assessment import Person
from observe.errors import UsageError

COOKIE = "observe_person"
YEAR = 365 * 24 * 3600


def cookie_of(person: Person | None) -> str:
    """The cookie, as a page sets it; for None, one that has run out already.

    Example:
        >>> cookie_of(Person("Ada Assessor", "assessor"))
        'observe_person=assessor%3AAda%20Assessor; path=/; max-age=31536000; samesite=strict'
    """
    value = quote(f"{person.duty}:{person.name}", safe="") if person else ""
    return f"{COOKIE}={value}; path=/; max-age={YEAR if person else 0}; samesite=strict"


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


def script_of(person: Person | None) -> str:
    """HTML that makes the browser remember a person; the name stays a string in it, whatever it holds."""
    return f"<script>document.cookie = {json.dumps(cookie_of(person))};</script>"
