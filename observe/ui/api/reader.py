"""Who asks, and the call they ask for, as far as they may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Cookie, Depends, Request

from observe.assessment import Person
from observe.errors import NotAllowed, NotFound
from observe.permissions import may_open_call
from observe.services.opened_call import OpenedCall, opened_call
from observe.store import Store
from observe.ui.words.addresses import LARGEST_ID
from observe.ui.words.cookies import COOKIE, person_from


class NameMissing(NotAllowed):
    """Nobody has said who they are, and this is done by somebody."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks.

    Attributes:
        store: that they read and add to.
        person: as their cookie says; None where there is none.
    """

    store: Store
    person: Person | None

    @property
    def somebody(self) -> Person:
        """The person.

        Raises:
            NameMissing: they have not said who they are.
        """
        if self.person is None:
            raise NameMissing(
                "nobody is named in this request", f"Send the cookie {COOKIE}, as docs/api.md says"
            )
        return self.person

    def call(self, number: int) -> OpenedCall:
        """A call, looked up and shown only if the reader may open it.

        Raises:
            NotFound: there is none of that number, or it is not one of theirs: which of the two is not said.
        """
        missing = NotFound(f"there is no call {number} here", "GET /calls lists those that are")
        if not 0 < number <= LARGEST_ID:
            raise missing
        try:
            opened = opened_call(self.store, self.store.observations.get(number))
        except NotFound:
            raise missing from None
        if not may_open_call(self.person, opened.standings.values()):
            raise missing
        return opened


def reader(request: Request, observe_person: Annotated[str | None, Cookie()] = None) -> Reader:
    """Who asks, from the cookie that the pages set."""
    return Reader(request.app.state.store(), person_from(observe_person) if observe_person else None)


Asking = Annotated[Reader, Depends(reader)]
