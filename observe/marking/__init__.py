"""Marking: what a scheme's points find in a call, why, and which common mistakes may be heard in it."""

from __future__ import annotations

from observe.marking.points import arose, is_routine, mark

__all__ = ["arose", "is_routine", "mark"]
