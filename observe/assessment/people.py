"""Who says something of a call, and in which duty."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from observe.errors import UsageError

#: What a person is here to do. A team leader also does the internal quality assurance (IQA).
Duty = Literal["learner", "assessor", "team_leader", "administrator"]
DUTIES: tuple[Duty, ...] = get_args(Duty)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who uses the app, by the name they go by.

    Attributes:
        name: as it is shown; two names that differ in case or spacing alone are one person's.
        duty: what they do here.

    Raises:
        UsageError: the name is empty, far too long or holds control characters, or there is no such duty.
    """

    name: str
    duty: Duty

    def __post_init__(self) -> None:
        shown = " ".join(unicodedata.normalize("NFKC", self.name).split())
        if not shown or len(shown) > LONGEST_NAME:
            raise UsageError(
                f"found a name of {len(shown)} characters; expected 1 to {LONGEST_NAME}",
                "Give the person's name",
            )
        if any(unicodedata.category(sign) == "Cc" for sign in shown):
            raise UsageError("found a control character in a name", "Give the person's name as it is written")
        if not _is_duty(self.duty):
            raise UsageError(f"found the duty {self.duty!r}; expected one of {', '.join(DUTIES)}")
        object.__setattr__(self, "name", shown)

    @property
    def key(self) -> str:
        """The name as names are compared."""
        return key_of(self.name)


def _is_duty(word: str) -> bool:
    return word in DUTIES


def key_of(name: str) -> str:
    """A name as names are compared: without regard to case or spacing.

    Example:
        >>> key_of(" Ada  LOVELACE ") == key_of("Ada Lovelace")
        True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
