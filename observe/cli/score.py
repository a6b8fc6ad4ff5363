"""``observe score``: what was found against a human reference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from observe.errors import ObserveError, UsageError

if TYPE_CHECKING:
    from observe.evaluate.calibration import Reliability
    from observe.evaluate.cues import CueCounts

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_reference = click.argument("reference", type=_FILE)
_hypothesis = click.argument("hypothesis", type=_FILE)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")


@click.group()
def score() -> None:
    """Score words, speakers or cues against a reference."""


@score.command()
@_reference
@_hypothesis
@_json
def words(reference: Path, hypothesis: Path, as_json: bool) -> None:
    """Word error rate. Files: .txt, .stm, or .json with turns.

    Compared in lower case, without punctuation, apostrophes inside words kept.
    """
    from observe.evaluate import texts
    from observe.evaluate import words as scoring

    errors = scoring.score(texts.words_said(reference), texts.words_said(hypothesis))
    row = {
        "wer": errors.wer,
        "reference_words": errors.reference_words,
        "hits": errors.hits,
        "substitutions": errors.substitutions,
        "insertions": errors.insertions,
        "deletions": errors.deletions,
    }
    if as_json:
        click.echo(json.dumps(row))
        return
    click.echo(
        f"WER {_rate(errors.wer)}  words {errors.reference_words}  hits {errors.hits}  "
        f"substitutions {errors.substitutions}  insertions {errors.insertions}  deletions {errors.deletions}"
    )


@score.command()
@_reference
@_hypothesis
@_json
def speakers(reference: Path, hypothesis: Path, as_json: bool) -> None:
    """Diarisation and Jaccard error rates. Files: RTTM.

    Without a collar, overlapping speech scored; a row a recording, and their total.
    """
    from observe.evaluate import speakers as scoring

    spoken, heard = _rttm(reference), _rttm(hypothesis)
    files = scoring.score_files(spoken or {reference.stem: ()}, heard or {hypothesis.stem: ()})
    total = sum(files.values(), start=scoring.SpeakerErrors())

    def row(errors: scoring.SpeakerErrors) -> dict[str, Any]:
        return {
            "der": errors.der,
            "jer": errors.jer,
            "total_s": errors.total,
            "missed_s": errors.missed,
            "false_alarm_s": errors.false_alarm,
            "confusion_s": errors.confusion,
            "correct_s": errors.correct,
        }

    if as_json:
        click.echo(json.dumps({"files": {name: row(one) for name, one in files.items()}, "total": row(total)}))
        return
    lines: Iterable[tuple[str, scoring.SpeakerErrors]] = [*files.items(), ("TOTAL", total)]
    width = max(len(name) for name, _ in lines)
    for name, errors in lines if len(files) > 1 else [*files.items()]:
        click.echo(
            f"{name:{width}}  DER {_rate(errors.der)}  JER {_rate(errors.jer)}  speech {errors.total:.2f} s  "
            f"missed {errors.missed:.2f} s  false alarm {errors.false_alarm:.2f} s  "
            f"confusion {errors.confusion:.2f} s"
        )


@score.command()
@_reference
@_hypothesis
@click.option(
    "--interval", is_flag=True, help="With the interval that holds 95 % of F1 when dialogues are drawn anew."
)
@click.option(
    "--reliability", is_flag=True, help="With the share that is real by confidence, and how far the two differ."
)
@_json
def cues(reference: Path, hypothesis: Path, interval: bool, reliability: bool, as_json: bool) -> None:
    """Precision, recall and F1 of each cue. Files: labelled lines, and what `observe cues` wrote.

    A cue counts once a line, and only where the line's annotators listened for it.
    """
    from observe.evaluate import bootstrap, calibration, labels
    from observe.evaluate import cues as scoring

    judged = scoring.judge(_read(reference, labels.read_labelled), _read(hypothesis, labels.read_detected))
    tables = calibration.by_cue(judged) if reliability else {}
    if reliability and not tables:
        raise UsageError(
            f"{hypothesis.name} has no confidence for any cue that can be scored",
            "Leave --reliability out, or give each cue its confidence.",
        )
    rows: dict[str, dict[str, Any]] = {}
    for cue, dialogues in scoring.by_dialogue(judged).items():
        rows[cue] = _counts_row(scoring.total(dialogues.values())) | {"dialogues": len(dialogues)}
        if interval:
            between = bootstrap.f1_interval(dialogues.values())
            rows[cue]["f1_interval"] = [between.low, between.high] if between else None
        if reliability:
            rows[cue]["reliability"] = _reliability_row(tables[cue]) if cue in tables else None
    if as_json:
        click.echo(json.dumps(rows))
        return
    for cue, row in rows.items():
        for line in _lines(cue, row):
            click.echo(line)


def _counts_row(counts: CueCounts) -> dict[str, Any]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "labelled": counts.labelled,
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
    }


def _reliability_row(table: Reliability) -> dict[str, Any]:
    bins = [
        {
            "low": one.low,
            "high": one.high,
            "found": one.count,
            "mean_confidence": one.confidence,
            "share_right": one.share_right,
        }
        for one in table.bins
    ]
    return {"expected_calibration_error": table.error, "bins": bins}


def _lines(cue: str, row: dict[str, Any]) -> Iterator[str]:
    """A cue's row for a reader; of the bins only those that hold something."""
    between = ""
    if "f1_interval" in row:
        ends = row["f1_interval"]
        between = f"95 % {_rate(ends[0])} to {_rate(ends[1])}  " if ends else "too few for an interval  "
    yield (
        f"{cue:20}  labelled {row['labelled']:5}  P {_rate(row['precision'])}  R {_rate(row['recall'])}  "
        f"F1 {_rate(row['f1'])}  {between}right {row['right']}  wrong {row['wrong']}  missed {row['missed']}"
    )
    if table := row.get("reliability"):
        for one in table["bins"]:
            if one["found"]:
                yield (
                    f"    confidence {one['low']:.1f} to {one['high']:.1f}  found {one['found']:5}  "
                    f"mean {_rate(one['mean_confidence'])}  real {_rate(one['share_right'])}"
                )
        yield f"    expected calibration error {_rate(table['expected_calibration_error'])}"


def _rttm(path: Path) -> dict[str, Any]:
    from observe.io import rttm

    files: dict[str, Any] = _read(path, rttm.loads_files)
    return files


def _read(path: Path, parse: Callable[[str], Any]) -> Any:
    """Parse a file's text; a fault in it names the file."""
    from observe.evaluate.texts import read_text

    text = read_text(path)
    try:
        parsed = parse(text)
        return parsed if isinstance(parsed, dict) else list(parsed)
    except ObserveError as error:
        raise type(error)(f"{path.name}: {error.message}", error.hint, stage=error.stage) from error


def _rate(rate: float | None) -> str:
    return "  –  " if rate is None else f"{rate:.3f}"
