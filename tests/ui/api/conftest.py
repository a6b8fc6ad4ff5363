"""Fixtures: the API over the sample calls, asked by one person after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from observe.assessment import Person
from observe.schemes import load
from observe.store import Store, open_store
from observe.ui.api import application
from observe.ui.words.cookies import cookie_of

UNIT = load("resolve-problems")


@dataclass
class Asker:
    """Somebody, or nobody, who asks the API about one call."""

    client: TestClient
    call: int

    def asks(self, method: str, path: str, **how: Any) -> Any:
        """The answer to a request under the API's root."""
        return self.client.request(method, path, **how)

    def get(self, path: str = "", status: int = 200) -> Any:
        """What is there about the call's assessment, or the fault."""
        return self._answer("GET", path, status)

    def does(self, method: str, path: str, body: Any = None, status: int = 200, seen: int = 0) -> Any:
        """What came of doing something to the call's assessment."""
        return self._answer(method, path, status, json=body, params={"seen": seen} if seen else {})

    def _answer(self, method: str, path: str, status: int, **how: Any) -> Any:
        answer = self.asks(method, f"/calls/{self.call}/units/{UNIT.id}{path}", **how)
        assert answer.status_code == status, answer.text
        return answer.json()


@dataclass
class Served:
    """The API over one store."""

    store: Store
    calls: dict[str, int]

    def to(self, person: Person | None, stem: str = "billing_resolved") -> Asker:
        """Somebody's way to a call."""
        client = TestClient(application(lambda: self.store))
        if person is not None:
            name, _, value = cookie_of(person).partition(";")[0].partition("=")
            client.cookies.set(name, value)
        return Asker(client, self.calls[stem])


@pytest.fixture
def api(seeded, empty):
    """The API over the sample calls."""
    with open_store(empty, database="") as store:
        yield Served(store, seeded)


@pytest.fixture
def to(api) -> Callable[..., Asker]:
    """A function that gives somebody's way to a call."""
    return api.to
