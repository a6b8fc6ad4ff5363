"""``observe score``: what was found against a human reference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from observe.errors import ObserveError

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
@_json
def cues(reference: Path, hypothesis: Path, as_json: bool) -> None:
    """Precision, recall and F1 of each cue. Files: labelled lines, and what `observe cues` wrote.

    A cue counts once a line, and only where the line's annotators listened for it.
    """
    from observe.evaluate import cues as scoring
    from observe.evaluate import labels

    counts = scoring.score(_read(reference, labels.read_labelled), _read(hypothesis, labels.read_detected))
    if as_json:
        document = {
            cue: {
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
                "labelled": one.labelled,
                "right": one.right,
                "wrong": one.wrong,
                "missed": one.missed,
            }
            for cue, one in counts.items()
        }
        click.echo(json.dumps(document))
        return
    for cue, one in counts.items():
        click.echo(
            f"{cue:20}  labelled {one.labelled:5}  P {_rate(one.precision)}  R {_rate(one.recall)}  "
            f"F1 {_rate(one.f1)}  right {one.right}  wrong {one.wrong}  missed {one.missed}"
        )


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
