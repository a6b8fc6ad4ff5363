"""A framework as data: the phases in which a problem is dealt with, and the cues by which each is heard.

A framework names cues and, for the occasion on which it applies, a situation of the unit that teaches it; it
holds no words to listen for.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import yaml
from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from observe.errors import SchemeInvalid
from observe.schemes import Scheme, Situation, load
from observe.schemes.scheme import CueNames, Prose, Slug

_FORM = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, config=_FORM)
class Phase:
    """One phase of a framework.

    Attributes:
        id: stable short name within the framework.
        name: for people.
        letters: one or two, the phase's own within the framework.
        means: what it is to do, so that “the agent …” goes before it.
        cues: any of which shows it.
    """

    id: Slug
    name: Prose
    letters: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]?$")]
    means: Prose
    cues: CueNames


@dataclass(frozen=True, slots=True, config=_FORM)
class Framework:
    """A set order of phases for dealing with a problem.

    Attributes:
        id: short name, unique among the frameworks.
        title: for people.
        unit: the scheme whose unit names the framework.
        situation: name of the unit's situation without which the framework does not apply.
        phases: in their order.
    """

    id: Slug
    title: Prose
    unit: Scheme
    situation: str
    phases: Annotated[tuple[Phase, ...], Field(min_length=2, max_length=8)]

    @property
    def occasion(self) -> Situation:
        """What has to have arisen in a call."""
        return self.unit.situations[self.situation]


_FRAMEWORK: TypeAdapter[Framework] = TypeAdapter(Framework)


def parse(text: str, name: str) -> Framework:
    """Read one framework that comes with the program.

    Args:
        text: YAML; ``unit`` is the scheme's id.
        name: what to call it in a fault, such as its file name.

    Raises:
        SchemeInvalid: a field is missing, unknown or wrong, or two phases share their id or letters.
    """
    data = yaml.safe_load(text)
    try:
        framework = _FRAMEWORK.validate_python({**data, "unit": load(data["unit"])})
    except (KeyError, TypeError, ValidationError) as error:
        raise SchemeInvalid(f"{name}: found a framework that does not fit the format: {error}") from error
    if framework.situation not in framework.unit.situations:
        known = ", ".join(framework.unit.situations)
        raise SchemeInvalid(f"{name}: found the situation “{framework.situation}”; expected one of {known}")
    for key, values in (
        ("id", [phase.id for phase in framework.phases]),
        ("letters", [phase.letters for phase in framework.phases]),
    ):
        value, times = Counter(values).most_common(1)[0]
        if times > 1:
            raise SchemeInvalid(f"{name}: found the {key} “{value}” {times} times; expected it once")
    return framework
