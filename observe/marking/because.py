"""The reason beside a suggestion: one plain sentence for an assessor, what was heard or not, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from observe.annotation import Cue
from observe.clock import minutes_of
from observe.cues import CUES
from observe.schemes import Criterion, Situation

#: How a cue is called in a sentence.
LABELS: Mapping[str, str] = {name: about.phrase for name, about in CUES.items()}
#: Says when a cue was heard, such as “00:31” or “turn 4”.
Place = Callable[[Cue], str]
MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a way of showing a point needs and the call does not have.

    Attributes:
        names: the cues of which one would have done.
        after: the cue after which it was listened for, or None.
        too_early: one that was heard, but before that.
        within_turns: how soon after it should have come, or None.
    """

    names: Sequence[str]
    after: Cue | None = None
    too_early: Cue | None = None
    within_turns: int | None = None


def clock(cue: Cue) -> str:
    """When a cue starts, as minutes and seconds.

    Example:
        >>> clock(Cue("apology", 3, 75.9, 77.0, "I'm sorry", "says sorry", 1.0))
        '01:15'
    """
    return minutes_of(cue.start)


def by_turn(names: Sequence[object] | None) -> Place:
    """Places by turn, called by the names given, or by their index."""
    return lambda cue: f"turn {cue.turn if names is None else names[cue.turn]}"


def shown(criterion: Criterion, used: Sequence[Cue], ordered: bool, place: Place) -> str:
    """Why a point counts as shown."""
    heard = f"Heard one after the other: {_chain(used, place)}" if ordered else _heard(used, place)
    if criterion.heard == "partly":
        return f"{heard}; for what a recording cannot show, add {alternatives(criterion.elsewhere)}."
    return f"{heard}."


def missed(
    situation: Situation | None,
    occasion: Sequence[Cue],
    used: Sequence[Cue],
    lacks: Sequence[Lack],
    against: Sequence[Cue],
    place: Place,
) -> str:
    """Why a point counts as an opportunity missed."""
    verb = "speaks" if len({cue.cue for cue in against}) == 1 else "speak"
    contrary = f"{listed(against, place)} {verb} against it"
    if not lacks:
        return f"{_heard(used, place)}; but {contrary}."
    before = []
    if situation is not None and occasion:
        before.append(f"There was {situation.means} ({LABELS[occasion[0].cue]}, {place(occasion[0])})")
    named = [*occasion, *(lack.after for lack in lacks)]
    if partial := [cue for cue in used if cue not in named]:
        before.append(f"{listed(partial, place)} {'was' if len(partial) == 1 else 'were'} heard")
    lacking = " and ".join(_lacking(lack, place) for lack in lacks)
    sentence = f"{'; '.join(before)}, but {lacking}" if before else lacking
    if against:
        sentence = f"{sentence}; {contrary}"
    return f"{sentence[0].upper()}{sentence[1:]}."


def no_occasion(situation: Situation | None) -> str:
    """Why a call says nothing about a point."""
    if situation is None:
        return "Only one party speaks, so there was no occasion for it."
    return f"No sign of {situation.means} was heard, so there was no occasion for it."


def weighed_shown(heard: Sequence[Cue], sure: float, place: Place) -> str:
    """Why a point counts as shown that the rules alone would not have."""
    return f"{_heard(heard, place)}; with the rest of the call it is likelier shown than not{_sure(sure)}."


def weighed_missed(
    situation: Situation | None, signs: Sequence[Cue], against: Sequence[Cue], sure: float, place: Place
) -> str:
    """Why a point counts as missed though the rules alone would not have it so."""
    there = "There was occasion"
    if situation and signs:
        there = f"There was {situation.means} ({listed(signs, place)})"
    contrary = f"; {listed(against, place)} counted against it" if against else ""
    little = "by the whole call it is likelier that too little was done about it"
    return f"{there}, and {little}{contrary}{_sure(sure)}."


def weighed_no_occasion(situation: Situation | None, sure: float) -> str:
    """Why a call says nothing about a point though the rules alone would have it otherwise."""
    what = situation.means if situation else "occasion for it"
    return f"By the whole call it is likelier that there was no {what}{_sure(sure)}."


def _sure(probability: float) -> str:
    return f" (probability {probability:.2f})"


def unhearable(criterion: Criterion) -> str:
    """Which evidence serves for a point that no recording can show."""
    return f"A recording cannot show this; what serves instead is {alternatives(criterion.elsewhere)}."


def alternatives(words: Iterable[str]) -> str:
    """Words as a choice.

    Example:
        >>> alternatives(["offer", "apology", "question"])
        'offer, apology or question'
    """
    return _joined(words, "or")


def together(words: Iterable[str]) -> str:
    """Words as a list of which every one holds.

    Example:
        >>> together(["Listen", "Apologise", "Resolve"])
        'Listen, Apologise and Resolve'
    """
    return _joined(words, "and")


def listed(cues: Sequence[Cue], place: Place) -> str:
    """Each kind of cue once, with the places at which it was heard.

    Example:
        >>> listed([Cue("apology", 3, 75.9, 77.0, "I'm sorry", "says sorry", 1.0)], clock)
        'apology (01:15)'
    """
    places: dict[str, dict[str, None]] = {}
    for cue in cues:
        places.setdefault(LABELS[cue.cue], {})[place(cue)] = None
    return ", ".join(f"{label} ({_few([*heard])})" for label, heard in places.items())


def _joined(words: Iterable[str], by: str) -> str:
    *rest, last = words
    return f"{', '.join(rest)} {by} {last}" if rest else last


def _heard(used: Sequence[Cue], place: Place) -> str:
    return f"Heard: {listed(used, place)}"


def _chain(cues: Sequence[Cue], place: Place) -> str:
    """Every cue in its turn; one heard twice in a row is named once."""
    runs = [[*run] for _, run in groupby(cues, key=lambda cue: cue.cue)]
    return ", then ".join(f"{LABELS[run[0].cue]} ({_few([*dict.fromkeys(map(place, run))])})" for run in runs)


def _few(places: Sequence[str]) -> str:
    more = len(places) - MOST_PLACES
    return ", ".join(places[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def _lacking(lack: Lack, place: Place) -> str:
    words = f"no {alternatives(LABELS[name] for name in lack.names)}"
    if lack.after is None:
        return f"{words} was heard"
    after = f"the {LABELS[lack.after.cue]} ({place(lack.after)})"
    if lack.within_turns is not None:
        soon = "turn" if lack.within_turns == 1 else f"{lack.within_turns} turns"
        return f"{words} came in the other party's next {soon} after {after}"
    if lack.too_early is None:
        return f"{words} came after {after}"
    return f"{words} came after {after}, only before it ({place(lack.too_early)})"
