"""The tables, as SQLAlchemy maps them; ``migrations`` makes them, and a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Double, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zones, so it is given none and gives UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: in UTC, without its zone where the database has none."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""


class RecordingRow(Base):
    """A recording whose bytes are in the data folder."""

    __tablename__ = "recordings"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    file: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConsentRow(Base):
    """One thing that happened to consent; rows are added, never changed, and the last one counts.

    There is no foreign key to a recording: consent can be withdrawn for bytes that are not kept.
    """

    __tablename__ = "consents"
    __table_args__ = (Index("consents_by_recording", "sha256", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(16))
    basis: Mapped[str | None] = mapped_column(String(32))
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = mapped_column(String(40))
    retain_until: Mapped[str | None] = mapped_column(String(10))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ObservationRow(Base):
    """One version of an observation: its document, and what lists show of it."""

    __tablename__ = "observations"
    __table_args__ = (
        UniqueConstraint("sha256", "version", name="one_of_each_version"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("recordings.sha256"))
    file: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    duration_s: Mapped[float] = mapped_column(Double)
    basis: Mapped[str] = mapped_column(String(32))
    cues: Mapped[int]
    findings: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    seconds: Mapped[dict[str, float]] = mapped_column(JSON)
    document: Mapped[str] = mapped_column(Text, deferred=True)


class IndexRow(Base):
    """What an observation is found by in a list: worked out of its document by ``observe.store.index``.

    The words come last, so that what stands before them is read without them.
    """

    __tablename__ = "observation_index"

    observation: Mapped[int] = mapped_column(
        ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    cues: Mapped[list[str]] = mapped_column(JSON)
    points: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)


class FiguresRow(Base):
    """What pictures over many calls are drawn from: worked out of a document by ``observe.store.figures``."""

    __tablename__ = "observation_figures"

    observation: Mapped[int] = mapped_column(
        ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    moments: Mapped[list[list[Any]]] = mapped_column(JSON)


class AnalysedRow(Base):
    """What marking is set beside: worked out of a document by ``observe.store.analysed``."""

    __tablename__ = "observation_analysed"

    observation: Mapped[int] = mapped_column(
        ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    origin: Mapped[dict[str, Any]] = mapped_column(JSON)
    cues: Mapped[list[list[Any]]] = mapped_column(JSON)
    findings: Mapped[list[list[Any]]] = mapped_column(JSON)


class SchemeRow(Base):
    """The text of a marking scheme that something was marked by.

    Its ``version`` is what tells it apart among the texts of that scheme: the one written in it, or, where an
    earlier text had that, with the beginning of its sum.
    """

    __tablename__ = "schemes"
    __table_args__ = (UniqueConstraint("scheme", "version", name="one_text_of_each_version"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    scheme: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AssessmentRow(Base):
    """One thing that a person did to an assessment; triggers refuse to change or delete a row.

    There is no foreign key: what people said outlives a version of an observation.
    """

    __tablename__ = "assessment_events"
    __table_args__ = (
        Index("assessment_events_by_subject", "sha256", "scheme", "version", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    scheme: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    observation: Mapped[int]
    by_name: Mapped[str] = mapped_column(Text)
    by_duty: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[str] = mapped_column(Text)


class DraftRow(Base):
    """What a person has begun to say of an assessment and not saved; replaced by the next, gone once saved."""

    __tablename__ = "drafts"

    sha256: Mapped[str] = mapped_column(ForeignKey("recordings.sha256", ondelete="CASCADE"), primary_key=True)
    scheme: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[str] = mapped_column(Text, primary_key=True)
    by_key: Mapped[str] = mapped_column(Text, primary_key=True)
    by_duty: Mapped[str] = mapped_column(String(16), primary_key=True)
    place: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    draft: Mapped[str] = mapped_column(Text)


class CorrectionRow(Base):
    """One thing that a person corrected, or took back; triggers refuse to change or delete a row."""

    __tablename__ = "corrections"
    __table_args__ = (Index("corrections_by_recording", "sha256", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    edits: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    takes_back: Mapped[int | None]


class CorrectedRow(Base):
    """An observation that was made from an earlier one and what people corrected in it."""

    __tablename__ = "corrected_observations"

    observation: Mapped[int] = mapped_column(
        ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    original: Mapped[int]
    upto: Mapped[int]


class JobRow(Base):
    """A recording waiting for, in, or past analysis."""

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_by_state", "state", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("recordings.sha256"))
    file: Mapped[str] = mapped_column(Text)
    options: Mapped[dict[str, object]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str] = mapped_column(String(32), default="")
    progress: Mapped[float] = mapped_column(Double, default=0.0)
    resumed: Mapped[float] = mapped_column(Double, default=0.0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error_stage: Mapped[str | None] = mapped_column(String(32))
    error_message: Mapped[str | None] = mapped_column(Text)
    error_hint: Mapped[str | None] = mapped_column(Text)
    worker: Mapped[str] = mapped_column(Text, default="")
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    observation: Mapped[int | None] = mapped_column(ForeignKey("observations.id", ondelete="SET NULL"))
