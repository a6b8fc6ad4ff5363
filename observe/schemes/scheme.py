"""A marking scheme as data: what an assessor looks for, and which cues are evidence for it.

A scheme names cues and orders of cues; it holds no pattern and no words to look for. The rules across fields
are in `observe.schemes.rules`; `observe.marking.points` reads a scheme beside a call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import field, replace
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema

from observe.cues import CUE_NAMES

Hearable = Literal["on_call", "sequence", "partly", "not_on_recording"]

#: The one opportunity that needs no situation of its own: any call in which two people speak.
ALWAYS = "always"
MOST_CRITERIA = 1000
MOST_NUMBER = 9999

_FORM = ConfigDict(extra="forbid")


def _known(name: str) -> str:
    if name in CUE_NAMES:
        return name
    near = get_close_matches(name, CUE_NAMES, n=1)
    raise ValueError(
        f"found the cue “{name}”, which is not known" + (f"; did you mean “{near[0]}”?" if near else "")
    )


def _alone(step: object) -> object:
    """A step may be written as one name; it is kept as the alternatives of that step."""
    return (step,) if isinstance(step, str) else step


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
SituationName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    Field(json_schema_extra={"pattern": r"\S"}),
]
CueName = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": [*CUE_NAMES]})]
CueNames = Annotated[tuple[CueName, ...], Field(min_length=1)]
Step = Annotated[CueNames, BeforeValidator(_alone, json_schema_input_type=CueName | CueNames)]


@dataclass(frozen=True, slots=True, config=_FORM)
class Answered:
    """A sign from one party, taken up by the other soon after: looked for at the sign's first occurrence.

    Attributes:
        sign: cues of which the first heard is to be answered.
        by: cues any of which answers it.
        within_turns: how many of the other party's turns after the sign may pass, counting the answering one.
    """

    sign: CueNames
    by: CueNames
    within_turns: Annotated[int, Field(strict=True, ge=1, le=20)] = 2


@dataclass(frozen=True, slots=True, config=_FORM)
class Way:
    """One way in which a call can show a point; every part that is given must hold.

    Attributes:
        any_of: at least one of these cues is heard.
        all_of: each step is heard; a step is a cue or several of which one will do.
        in_order: each step is heard, none before the one ahead of it in the list.
        answered: a sign was taken up in time.
    """

    any_of: CueNames | None = None
    all_of: Annotated[tuple[Step, ...], Field(min_length=1)] | None = None
    in_order: Annotated[tuple[Step, ...], Field(min_length=2)] | None = None
    answered: Answered | None = None

    @property
    def ordered(self) -> bool:
        """Whether this way looks at what came after what."""
        return self.in_order is not None or self.answered is not None

    def names(self) -> Iterator[str]:
        """Every cue this way mentions, in the order written, repeats included."""
        yield from self.any_of or ()
        for step in (self.all_of or ()) + (self.in_order or ()):
            yield from step
        if self.answered is not None:
            yield from self.answered.sign + self.answered.by


@dataclass(frozen=True, slots=True, config=_FORM)
class Situation:
    """What makes an occasion for a point.

    Attributes:
        means: how to say it to a person, such as “a problem to deal with”.
        any_of: cues any of which shows that the occasion arose.
        unless_followed_by: cues that end it; an opportunity is missed only where none of them comes later.
        given: another situation that must have arisen in the call too.
    """

    means: Prose
    any_of: CueNames
    unless_followed_by: CueNames | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True, config=_FORM)
class Criterion:
    """One marking point.

    Attributes:
        id: stable short name within the scheme.
        number: the point's place in the source's own list, from 1.
        text: the point, restated in a sentence.
        heard: how far a recording can show it.
        cues: names of the cues that are evidence for it; empty where none can be.
        shown_when: the ways to show it, of which one is enough; left out, any of ``cues`` will do.
        opportunity: ``always``, or the scheme's name for the situation that calls for it.
        against: cues that speak against it.
        elsewhere: evidence of other kinds for what a recording cannot show.
        note: what an assessor should judge by ear, where no cue stands for it.
    """

    id: Slug
    number: Annotated[int, Field(strict=True, ge=1, le=MOST_NUMBER)]
    text: Prose
    heard: Hearable
    cues: tuple[CueName, ...] = ()
    shown_when: Annotated[tuple[Way, ...], Field(min_length=1)] | None = None
    opportunity: str | None = None
    against: tuple[CueName, ...] = ()
    elsewhere: tuple[Prose, ...] = ()
    note: Prose | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways to show it; where the scheme gives none, hearing any of its cues."""
        return self.shown_when or (Way(any_of=self.cues),)


@dataclass(frozen=True, slots=True, config=_FORM)
class WatchPoint:
    """A common mistake to listen for.

    Attributes:
        text: the mistake, in a sentence.
        cues: cues that betray it.
        elsewhere: where it would come to light if a recording cannot show it.
    """

    text: Prose
    cues: tuple[CueName, ...] = ()
    elsewhere: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True, config=_FORM)
class Scheme:
    """A qualification's marking points, versioned.

    Attributes:
        id: short name, unique among the installed schemes.
        title: for people.
        version: the centre's own, as text.
        source: the document the points restate.
        criteria: in the source's order.
        situations: occasions that the criteria name.
        watch: common mistakes.
        yaml: the text it was read from; empty where it was not read. No key of the format: nobody writes it.
    """

    id: Slug
    title: Prose
    version: Prose
    source: Prose
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]
    situations: dict[SituationName, Situation] = Field(default_factory=dict)
    watch: tuple[WatchPoint, ...] = ()
    yaml: Annotated[str, SkipJsonSchema()] = field(default="", init=False, repr=False, compare=False)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of the criteria, in the source's order."""
        return tuple(criterion.id for criterion in self.criteria)

    @property
    def numbers(self) -> dict[str, int]:
        """The criteria's numbers, by id."""
        return {criterion.id: criterion.number for criterion in self.criteria}

    @property
    def sha256(self) -> str:
        """Of its text in UTF-8, in hexadecimal; tells two texts under one version apart."""
        return hashlib.sha256(self.yaml.encode(errors="surrogatepass")).hexdigest()

    def read_from(self, text: str, *, version: str | None = None) -> Scheme:
        """The scheme as read from a text, under another version's name where one is given."""
        read = replace(self, version=version or self.version)
        object.__setattr__(read, "yaml", text)
        return read

    def situation(self, criterion: Criterion) -> Situation | None:
        """The occasion a criterion names; None where any call will do."""
        return self.situations.get(criterion.opportunity or ALWAYS)
