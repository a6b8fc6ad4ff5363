"""A correction as one line of text, for lists and records."""

from __future__ import annotations

from observe.clock import minutes_of
from observe.observation import EditMade

STATES = {"counts": "", "taken_back": "taken back", "does_not_fit": "no longer fits"}


def line(edit: EditMade) -> str:
    """What was corrected, where, from what to what, by whom and when, and whether it counts.

    Example:
        >>> line(EditMade(3, "Words corrected", "Cooker", "Cooper", "Ada", "2026-03-02T14:10:00+00:00", 65.2))
        '3. Words corrected at 01:05: “Cooker” is now “Cooper” (Ada, 2026-03-02 14:10)'
    """
    where = f" at {minutes_of(edit.start)}" if edit.start is not None else ""
    when = edit.at[:16].replace("T", " ")
    state = STATES[edit.state]
    said = f"{edit.number}. {edit.what}{where}: {change(edit)} ({edit.by}, {when})"
    return f"{said}; {state}{f': {edit.because}' if edit.because else ''}" if state else said


def change(edit: EditMade) -> str:
    """From what to what, quoted where it is words."""
    if not edit.before:
        return f"now {_quoted(edit.after)}"
    return f"{_quoted(edit.before)} {f'is now {_quoted(edit.after)}' if edit.after else 'is taken out'}"


def _quoted(text: str) -> str:
    return text if "“" in text else f"“{text}”"
