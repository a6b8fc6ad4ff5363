"""Consent: the basis on which a recording may be read at all, read from and written beside it."""

from __future__ import annotations

from observe.consent.record import (
    ConsentRecord,
    Person,
    beside_path,
    parse_record,
    read,
    read_record,
    require_in_force,
)

__all__ = [
    "ConsentRecord",
    "Person",
    "beside_path",
    "parse_record",
    "read",
    "read_record",
    "require_in_force",
]
