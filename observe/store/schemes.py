"""The text of every marking scheme that something was marked by: texts come in, and none goes or changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from observe.errors import NotFound, UsageError
from observe.store.database import Database
from observe.store.tables import SchemeRow

if TYPE_CHECKING:
    from observe.schemes import Scheme

#: How many digits of its sum tell a text from an earlier one of the same version; more where those are taken.
_DIGITS = (6, 12, 64)


class Schemes:
    """The text of every marking scheme that was ever marked by, whatever becomes of its file."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def keep(self, scheme: Scheme) -> Scheme:
        """Keep a scheme's text, unless it is there already.

        Returns:
            The scheme as it is called here: where another text of it came earlier under the same version, its
            own is that version, ``+``, and the first digits of its sum, such as ``1.0+ab12cd``.

        Raises:
            UsageError: it was not read from a text.
        """
        if not scheme.yaml:
            raise UsageError(
                f"found the scheme “{scheme.id}” without its text; only one that was read can be kept",
                "Read it with observe.schemes",
            )
        called = self._called(scheme.sha256)
        if called is None:
            with self._database.writing() as session:
                for name in _names(scheme.version, scheme.sha256):
                    _insert_once(session, scheme, name, self._now())
            called = self._called(scheme.sha256)
        return scheme.read_from(scheme.yaml, version=called)

    def get(self, scheme: str, version: str, sha256: str | None = None) -> Scheme:
        """The scheme that ``keep`` gave.

        Args:
            scheme: its id.
            version: as ``keep`` called it.
            sha256: of its text, where that is known; None for whichever text is called so here.

        Raises:
            NotFound: no such text of that scheme is kept.
            SchemeInvalid: this version of observe cannot read the text any more.
        """
        from observe.schemes import parse

        with self._database.reading() as session:
            called_so = select(SchemeRow).where(SchemeRow.scheme == scheme, SchemeRow.version == version)
            row = session.scalars(called_so).one_or_none()
        if row is None or sha256 not in (None, row.sha256):
            named = f"“{scheme}” {version}" + (f" with the sum {sha256[:12]}…" if sha256 else "")
            raise NotFound(f"no text of the scheme {named} is kept here", "Analyse the recording again")
        return parse(row.text, f"{scheme} {version}, as it was kept").read_from(row.text, version=version)

    def _called(self, sha256: str) -> str | None:
        with self._database.reading() as session:
            return session.scalar(select(SchemeRow.version).where(SchemeRow.sha256 == sha256))


def _names(version: str, sha256: str) -> Iterator[str]:
    yield version
    yield from (f"{version}+{sha256[:digits]}" for digits in _DIGITS)


def _insert_once(session: Session, scheme: Scheme, name: str, now: datetime) -> None:
    """Add the text under that name, unless it has one already or another text has that."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(SchemeRow)
        .values(sha256=scheme.sha256, scheme=scheme.id, version=name, text=scheme.yaml, kept_at=now)
        .on_conflict_do_nothing()
    )
