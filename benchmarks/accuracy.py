"""``docs/accuracy.md``: how sharp the cues are, with all that is needed to judge the figures.

    python -m benchmarks accuracy

What is said round the tables stands in ``benchmarks/accuracy_page.md``; what was tried, and where the errors
come from, in ``benchmarks/accuracy_notes.md``, which ends the page word for word.
"""

from __future__ import annotations

import re

from benchmarks import cues, machine, speed
from benchmarks.corpora import CORPORA
from benchmarks.data import PROJECT
from benchmarks.evaluations import RULES, Evaluation, evaluations
from benchmarks.goals import GOALS, MOST_CALIBRATION_ERROR
from observe.evaluate import calibration

PAGE = PROJECT / "docs" / "accuracy.md"
TEMPLATE = PROJECT / "benchmarks" / "accuracy_page.md"
NOTES = PROJECT / "benchmarks" / "accuracy_notes.md"
README = PROJECT / "README.md"
#: README's short table stands between these.
BEGIN, END = "<!-- accuracy -->", "<!-- /accuracy -->"
#: Of fewer found the share that is real is left to chance.
FEWEST_FOUND = 30
_SET = {
    "oasis": "calls to operators",
    "annomi": "counselling talks",
    "maptask": "agreeing on a route",
    "mrda_rare": "meetings",
    "epitome": "support posts",
}


def page(robustness: str) -> str:
    """The whole page.

    Args:
        robustness: the table of what disturbed text costs.

    Raises:
        DataMissing: there is nothing to measure on.
    """
    fullest = evaluations()[-1]
    return TEMPLATE.read_text("utf-8").format(
        machine=machine.described(),
        summary=summary(),
        goals=goals(),
        cues="\n\n".join(
            f"### {one.name.capitalize()}\n\n{cues.table(one)}" for one in reversed(evaluations())
        ),
        most_error=MOST_CALIBRATION_ERROR,
        reliability=reliability(fullest),
        cost=speed.markdown(),
        robustness=robustness,
        labels=labels(),
        notes=NOTES.read_text("utf-8").strip(),
    )


def summary() -> str:
    """The short table, for a reader in a hurry."""
    measured, under = cues.measured(evaluations()[-1]), cues.keyword_f1()
    rows = ["| cue | on | F1 | 95 % | unseen half | keywords | people |", "|---|---|---|---|---|---|---|"]
    for goal in sorted(GOALS, key=lambda goal: goal.cue):
        one = measured[goal.data, goal.cue]
        floor = cues.shown(under[goal.data, goal.cue])
        rows.append(
            f"| {goal.cue} | {_SET[goal.data]} | {cues.shown(one.whole.f1)} | {cues.between(one.interval)} "
            f"| {cues.shown(one.new.f1)} | {floor} | {cues.shown(goal.people)} |"
        )
    return "\n".join(rows)


def with_summary(readme: str) -> str:
    """README with the short table between its marks; as it is where it has none."""
    return re.sub(f"(?s){BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{summary()}\n{END}", readme)


def goals() -> str:
    """A row for each figure that was asked for."""
    alone, measured = cues.measured(RULES), cues.measured(evaluations()[-1])
    columns = (
        "data, cue, n, F1, 95 %, unseen n, unseen F1, rules alone, rules unseen, people, at least, aim, reached"
    )
    rows = [f"| {' | '.join(columns.split(', '))} |", "|---" * len(columns.split(", ")) + "|"]
    for goal in GOALS:
        rules, one = alone[goal.data, goal.cue], measured[goal.data, goal.cue]
        cells = [
            goal.data,
            goal.cue,
            one.whole.labelled,
            cues.shown(one.whole.f1),
            cues.between(one.interval),
            one.new.labelled,
            cues.shown(one.new.f1),
            cues.shown(rules.whole.f1),
            cues.shown(rules.new.f1),
            cues.shown(goal.people),
            f"{goal.least:.2f}",
            f"{goal.aim:.2f}",
            goal.reached(min(one.whole.f1 or 0.0, one.new.f1 or 0.0)),
        ]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def reliability(evaluation: Evaluation) -> str:
    """By cue over the data that it has a goal on (all, where it has none), bin for bin; then by data set."""
    judged = {corpus.name: cues.judged(evaluation, corpus.name) for corpus in CORPORA}
    ends = [f".{place} to .{place + 1}" for place in range(calibration.BINS - 1)] + [".9 to 1"]
    rows = [
        f"| cue | found | error | {' | '.join(ends)} |",
        f"|---|---|---|{'---|' * calibration.BINS}",
    ]
    meant = {(goal.data, goal.cue) for goal in GOALS}
    free = {one.cue for lines in judged.values() for one in lines} - {cue for _, cue in meant}
    kept = (
        one for data, lines in judged.items() for one in lines if one.cue in free or (data, one.cue) in meant
    )
    for cue, table in calibration.by_cue(kept).items():
        bins = (f"{one.share_right:.2f} of {one.count}" if one.count else "" for one in table.bins)
        rows.append(f"| {cue} | {table.count} | {cues.shown(table.error)} | {' | '.join(bins)} |")
    rows += ["", "| data | cue | found | mean confidence | real | error |", "|---|---|---|---|---|---|"]
    for data, lines in judged.items():
        for cue, table in calibration.by_cue(lines).items():
            if table.count >= FEWEST_FOUND:
                sure = sum(one.count * (one.confidence or 0.0) for one in table.bins) / table.count
                real = sum(one.right for one in table.bins) / table.count
                rows.append(
                    f"| {data} | {cue} | {table.count} | {sure:.3f} | {real:.3f} | {cues.shown(table.error)} |"
                )
    return "\n".join(rows)


def labels() -> str:
    """What each data set's annotators meant."""
    rows = ["| data | what | labels | licence |", "|---|---|---|---|"]
    rows += [f"| {one.name} | {one.what} | {one.labels} | {one.licence} |" for one in CORPORA]
    return "\n".join(rows)
