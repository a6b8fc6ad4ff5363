"""How far two readers of the same service calls agree, each of whom had the codebook alone.

python -m benchmarks service_agreement

Both readers are runs of one language model, so that they may agree more than two people would; the second saw
the calls without a label. A turn where either doubts a label is left out for that label. Kappa is Cohen's, over
each reader's first judgement of every marking point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from sklearn.metrics import cohen_kappa_score

from benchmarks.service_calls import OURS, Call, read

Labels = dict[str, bool | None]
SECOND = OURS / "second"
#: Labels that fewer turns than this carry, by either reader, are told together alone.
ENOUGH = 10


def markdown() -> str:
    """Agreement on outcomes, by writer, and on labels."""
    pairs = list(_pairs())
    letters = sorted({first.source for first, _ in pairs})
    lines = [
        f"{len(pairs)} of 150 calls, every fifth of each writer's.",
        "",
        "| writer | calls | outcomes exact | acceptable | kappa |",
        "|---|---|---|---|---|",
        *(_outcomes(letter, [pair for pair in pairs if pair[0].source == letter]) for letter in letters),
        _outcomes("all", pairs),
        "",
        "| label | turns, first reader | turns, second | F1 of one by the other |",
        "|---|---|---|---|",
        *_labels(pairs),
    ]
    return "\n".join(lines)


def _pairs() -> Iterator[tuple[Call, Call]]:
    """Each call read twice: as its writer labelled it, and as the second reader did."""
    for path in sorted(SECOND.glob("*.txt")):
        first = {call.name: call for call in read(OURS / path.name)}
        for second in read(path):
            yield first[second.name], second


def _outcomes(name: str, pairs: list[tuple[Call, Call]]) -> str:
    points = [
        (first.outcomes[point], second.outcomes[point]) for first, second in pairs for point in first.outcomes
    ]
    exact = [one[0] == other[0] for one, other in points]
    either = [one[0] in other or other[0] in one for one, other in points]
    kappa = cohen_kappa_score(*zip(*((one[0], other[0]) for one, other in points), strict=True))
    return f"| {name} | {len(pairs)} | {_mean(exact):.2f} | {_mean(either):.2f} | {kappa:.2f} |"


def _labels(pairs: list[tuple[Call, Call]]) -> Iterator[str]:
    turns = [turn for first, second in pairs for turn in zip(first.labels, second.labels, strict=True)]
    names = dict.fromkeys(chain.from_iterable(first for first, _ in turns))
    counted = {name: _counts(turns, name) for name in names}
    often = {name: found for name, found in counted.items() if max(found[:2]) >= ENOUGH}
    for name, (first, second, both) in sorted(often.items(), key=lambda found: -_f1(*found[1])):
        yield f"| {name} | {first} | {second} | {_f1(first, second, both):.2f} |"
    first, second, both = (sum(column) for column in zip(*counted.values(), strict=True))
    yield f"| all {len(counted)} together | {first} | {second} | {_f1(first, second, both):.2f} |"


def _counts(turns: list[tuple[Labels, Labels]], name: str) -> tuple[int, int, int]:
    """How many turns carry a label by the first reader, by the second, and by both."""
    told = [(first.get(name, False), second.get(name, False)) for first, second in turns]
    sure = [(bool(one), bool(two)) for one, two in told if one is not None and two is not None]
    return sum(one for one, _ in sure), sum(two for _, two in sure), sum(one and two for one, two in sure)


def _f1(first: int, second: int, both: int) -> float:
    return 2 * both / (first + second) if first + second else 1.0


def _mean(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return sum(listed) / len(listed)
