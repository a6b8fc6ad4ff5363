"""Rules of the scheme format that look at more than one field at a time."""

from __future__ import annotations

from collections.abc import Iterator

from observe.schemes.scheme import ALWAYS, Criterion, Scheme

#: Where in a scheme a fault lies: keys and list places from the top, such as ``("criteria", 3, "cues")``.
Place = tuple[str | int, ...]
Fault = tuple[Place, str]


def faults(scheme: Scheme) -> Iterator[Fault]:
    """Yield what is wrong with a scheme whose single fields are sound: the place and the fault in words."""
    if ALWAYS in scheme.situations:
        yield ("situations", ALWAYS), f"“{ALWAYS}” is kept for any call with two speakers; use another name"
    yield from _repeats(scheme)
    yield from _given(scheme)
    for index, criterion in enumerate(scheme.criteria):
        own = _unheard(criterion) if criterion.heard == "not_on_recording" else _heard(criterion, scheme)
        yield from ((("criteria", index, *place), words) for place, words in own)
    for index, watch in enumerate(scheme.watch):
        if not (watch.cues or watch.elsewhere):
            yield ("watch", index), "found neither “cues” nor “elsewhere”; a watch-point needs one of them"


def _given(scheme: Scheme) -> Iterator[Fault]:
    for name, situation in scheme.situations.items():
        if situation.given is None:
            continue
        place = ("situations", name, "given")
        if situation.given not in scheme.situations:
            yield place, f"found the situation “{situation.given}”, which the scheme does not have"
        elif scheme.situations[situation.given].given is not None:
            yield place, "found a situation that has a “given” itself; only one step is allowed"


def _repeats(scheme: Scheme) -> Iterator[Fault]:
    for key in ("id", "number"):
        first: dict[object, int] = {}
        for index, criterion in enumerate(scheme.criteria):
            value = getattr(criterion, key)
            if value in first:
                yield (
                    ("criteria", index, key),
                    f"found the {key} “{value}” a second time; criterion {first[value] + 1} has it already",
                )
            first.setdefault(value, index)


def _unheard(criterion: Criterion) -> Iterator[Fault]:
    for key in ("cues", "shown_when", "opportunity", "against"):
        if getattr(criterion, key):
            yield (key,), f"found “{key}” on a point that is not_on_recording; no cue can be evidence for it"
    if not criterion.elsewhere:
        yield (), "found no “elsewhere”; a point that is not_on_recording says which evidence serves instead"


def _heard(criterion: Criterion, scheme: Scheme) -> Iterator[Fault]:
    if not criterion.cues:
        yield (), f"found no “cues”; a point heard “{criterion.heard}” names at least one"
        return
    if criterion.heard == "partly" and not criterion.elsewhere:
        yield (), "found no “elsewhere”; a point heard “partly” says which evidence serves for the rest"
    yield from _opportunity(criterion, scheme)
    yield from _ways(criterion)
    for name in sorted({*criterion.against} & {*criterion.cues}):
        yield ("against",), f"found “{name}” both for and against the point; it can only be one"


def _opportunity(criterion: Criterion, scheme: Scheme) -> Iterator[Fault]:
    if criterion.opportunity is None:
        yield (), f"found no “opportunity”; give “{ALWAYS}” or one of the scheme's situations"
        return
    if criterion.opportunity != ALWAYS and criterion.opportunity not in scheme.situations:
        known = ", ".join([ALWAYS, *scheme.situations])
        yield ("opportunity",), f"found the situation “{criterion.opportunity}”; expected one of {known}"
        return
    situation = scheme.situation(criterion)
    if situation is None:
        return
    for index, way in enumerate(criterion.ways):
        signs = way.answered.sign if way.answered else ()
        closable = situation.unless_followed_by is not None
        if signs and (closable or not {*signs} <= {*situation.any_of}):
            yield (
                ("shown_when", index, "answered", "sign"),
                f"found a sign that does not always make the situation “{criterion.opportunity}”; "
                "a sign left unanswered must count as an opportunity",
            )


def _ways(criterion: Criterion) -> Iterator[Fault]:
    for index, way in enumerate(criterion.ways):
        if not any(way.names()):
            yield ("shown_when", index), "found a way without any_of, all_of, in_order or answered"
        elif criterion.heard == "sequence" and not way.ordered:
            yield (
                ("shown_when", index) if criterion.shown_when else (),
                "found a way without in_order or answered; a “sequence” point looks at order in every way",
            )
        for name in sorted({*way.names()} - {*criterion.cues}):
            yield ("shown_when", index), f"found “{name}”, which is not among the point's “cues”"
    used = {name for way in criterion.ways for name in way.names()}
    for name in sorted({*criterion.cues} - used):
        yield ("cues",), f"found “{name}”, which no way of “shown_when” uses"
