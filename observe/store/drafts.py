"""Drafts: what somebody has begun to say of a call; each is replaced by the next, and goes when it is saved.

A draft is read by the person who made it alone: whoever reads has to say who they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Delete, Select, delete, select

from observe.assessment.drafts import Draft, KeptDraft, MomentsDraft, PointDraft, TextDraft
from observe.assessment.events import Subject
from observe.assessment.people import Person
from observe.errors import DocumentInvalid
from observe.store.consents import ConsentCheck
from observe.store.database import Database
from observe.store.kept import kept
from observe.store.tables import DraftRow

if TYPE_CHECKING:
    from pydantic import TypeAdapter

#: By what the stored text says it is. A database is read by later versions: these names do not change.
KINDS: dict[str, type[Draft]] = {"point": PointDraft, "text": TextDraft, "moments": MomentsDraft}


class Drafts:
    """What people have begun and not saved.

    Args:
        database: open and up to date.
        consent: raises unless consent covers a recording now.
        now: the clock.
    """

    def __init__(self, database: Database, consent: ConsentCheck, now: Callable[[], datetime]) -> None:
        self._database, self._consent, self._now = database, consent, now

    def keep(self, subject: Subject, by: Person, draft: Draft) -> None:
        """Keep a draft in place of that person's earlier one about the same.

        Raises:
            NotFound: the recording is not kept here.
            ConsentInvalid: consent for it was withdrawn or has run out.
            DocumentInvalid: a text in it holds half a character, which no database can keep.
        """
        with self._database.writing() as session:
            now = self._now()
            kept(session, subject.sha256)
            self._consent(session, subject.sha256, now)
            session.execute(_gone(subject, by, draft.place))
            session.add(DraftRow(**_whose(subject, by), place=draft.place, at=now, draft=_dumps(draft)))

    def drop(self, subject: Subject, by: Person, place: str) -> None:
        """Let go of a draft; nothing happens where there is none."""
        with self._database.writing() as session:
            session.execute(_gone(subject, by, place))

    def of(self, subject: Subject, by: Person) -> dict[str, KeptDraft]:
        """All that a person has begun on an assessment, by what it is about.

        Raises:
            DocumentInvalid: a draft cannot be read.
        """
        rows: Select[DraftRow] = select(DraftRow).filter_by(**_whose(subject, by)).order_by(DraftRow.place)
        with self._database.reading() as session:
            return {row.place: KeptDraft(_loads(row.draft), row.at) for row in session.scalars(rows)}


def _whose(subject: Subject, by: Person) -> dict[str, str]:
    return {
        "sha256": subject.sha256,
        "scheme": subject.scheme,
        "version": subject.version,
        "by_key": by.key,
        "by_duty": by.duty,
    }


def _gone(subject: Subject, by: Person, place: str) -> Delete:
    return delete(DraftRow).filter_by(**_whose(subject, by), place=place)


def _dumps(draft: Draft) -> str:
    from pydantic_core import PydanticSerializationError

    try:
        return _adapter().dump_json(draft).decode()
    except PydanticSerializationError as error:
        raise DocumentInvalid(
            "found text that is not UTF-8; expected whole characters", "Type it again"
        ) from error


def _loads(text: str) -> Draft:
    from pydantic import ValidationError

    try:
        draft: Draft = _adapter().validate_json(text, strict=True)
    except ValidationError as error:
        raise DocumentInvalid(
            "found a draft that cannot be read",
            "It was written by another version of observe, or changed by hand",
            stage="store",
        ) from error
    return draft


@cache
def _adapter() -> TypeAdapter[Any]:
    from observe.io.validation import tagged

    return tagged(KINDS, "kind")
