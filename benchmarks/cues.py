"""Cues beside what people labelled, and the time an hour's call takes.

    python -m benchmarks cues

A cue counts once a line, on the agent's lines where the data know who the agent is, and only where the data
label that cue at all. The rules were written with one half of the dialogues at hand; lines of the other half
were not looked at, though its totals were between edits, and one list of learnt names covered all of annomi. A
trained part is measured out of fold. Intervals hold 95 % of F1 when dialogues are drawn anew; where there is
none, the data are too few for one. Keywords are a short list of words for each cue (`benchmarks/floor.py`).
On oasis, clarifying_question is labelled for requests to repeat alone, so of what the detectors found only
those are scored there. mrda_rare is windows round rare acts, so its precision is not that of a whole meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from benchmarks import floor, speed
from benchmarks.corpora import CORPORA, lines, talks, unseen
from benchmarks.evaluations import Evaluation, evaluations
from observe.cues import find
from observe.evaluate.bootstrap import F1Interval, f1_interval
from observe.evaluate.cues import AskedLine, CueCounts, by_dialogue, judge, total
from observe.evaluate.labels import Detected
from observe.io.transcript import Dialogue


@dataclass(frozen=True, slots=True)
class Figures:
    """One cue on one data set.

    Attributes:
        whole: counts over all dialogues.
        dialogues: how many were scored.
        interval: in which F1 over all lies; None where the data are too few.
        new: counts over the unseen half.
        new_interval: the same for that half.
    """

    whole: CueCounts
    dialogues: int
    interval: F1Interval | None
    new: CueCounts
    new_interval: F1Interval | None


Key = tuple[str, str]
"""A data set's name and a cue's."""


@cache
def judged(evaluation: Evaluation, data: str) -> tuple[AskedLine, ...]:
    """Each labelled line of a data set beside what was found in it."""
    found = [one for talk in talks(data) for one in _heard(talk, evaluation)]
    return judge(lines(data), found)


@cache
def keywords(data: str) -> tuple[AskedLine, ...]:
    """The same for a short list of words a cue."""
    return judge(lines(data), [one for talk in talks(data) for one in floor.found(talk)])


def _heard(talk: Dialogue, evaluation: Evaluation) -> Iterator[Detected]:
    for cue in find(talk.turns, evaluation.contexts(talk)):
        place = talk.input_turns[cue.turn]
        yield Detected(talk.name, place, cue.cue, cue.confidence, cue.detail("kind"))


def figures(lines: Iterable[AskedLine]) -> dict[str, Figures]:
    """What is said of each cue that people heard at least once."""
    found = {}
    for cue, dialogues in by_dialogue(lines).items():
        new = [counts for name, counts in dialogues.items() if unseen(name)]
        whole = total(dialogues.values())
        if whole.labelled:
            found[cue] = Figures(
                whole, len(dialogues), f1_interval(dialogues.values()), total(new), f1_interval(new)
            )
    return found


@cache
def measured(evaluation: Evaluation) -> Mapping[Key, Figures]:
    """Every cue on every data set."""
    return {
        (corpus.name, cue): one
        for corpus in CORPORA
        for cue, one in figures(judged(evaluation, corpus.name)).items()
    }


@cache
def keyword_f1() -> Mapping[Key, float | None]:
    """The floor under each."""
    return {
        (corpus.name, cue): one.whole.f1
        for corpus in CORPORA
        for cue, one in figures(keywords(corpus.name)).items()
    }


def table(evaluation: Evaluation) -> str:
    """A row a data set and cue: over all dialogues, and over the half that the rules were written without."""
    under = keyword_f1()
    rows = [
        "| data | cue | dialogues | n | P | R | F1 | 95 % | unseen n | P | R | F1 | 95 % | keywords F1 |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (data, cue), one in measured(evaluation).items():
        rows.append(
            f"| {data} | {cue} | {one.dialogues} | {_rates(one.whole)} | {between(one.interval)} "
            f"| {_rates(one.new)} | {between(one.new_interval)} | {shown(under[data, cue])} |"
        )
    return "\n".join(rows)


def markdown() -> str:
    """The table of each evaluation, and a line on time."""
    parts = [f"### {one.name.capitalize()}\n\n{table(one)}" for one in evaluations()]
    return "\n\n".join([*parts, speed.markdown()])


def between(interval: F1Interval | None) -> str:
    """An interval for a table."""
    return "–" if interval is None else f"{interval.low:.3f} to {interval.high:.3f}"


def shown(rate: float | None) -> str:
    """A rate for a table."""
    return "–" if rate is None else f"{rate:.3f}"


def _rates(counts: CueCounts) -> str:
    return " | ".join([str(counts.labelled), *map(shown, (counts.precision, counts.recall, counts.f1))])


if __name__ == "__main__":
    print(markdown())
