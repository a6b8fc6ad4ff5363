"""The shipped samples, from audio to cues, beside the references they were spoken from.

    python -m benchmarks.samples

WER is of all words in the order spoken, so speech that overlaps costs words on a mono call. A cue of the
reference counts as found where a cue of its name touches its words in time, 1 s allowed; one that is found and
touches none of the reference is a false alarm, counted once a turn. Of the five cues that the product is for,
none should be missed, and there should be at most one false alarm a call.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from benchmarks.data import PROJECT
from observe import schemes
from observe.analysis import engines
from observe.analysis.pipeline import analyse
from observe.annotation import Cue, Turn, Word
from observe.audio.file import sha256_of
from observe.cues import CUE_NAMES, CUES
from observe.evaluate import speakers, words
from observe.io import rttm
from observe.observation import Consent, Observation

FOLDER = PROJECT / "recordings_sample"
FIVE = tuple(name for name, about in CUES.items() if about.group == "listening")
TOLERANCE_S = 1.0
CONSENT = Consent("role-play", "benchmark", "2026-01-01T00:00:00+00:00")


def markdown() -> str:
    """A row a call, and what was missed or falsely found."""
    machinery = engines.build()
    lines = [
        "| call | WER | DER | words under the right role | the five found | false alarms | all cues found "
        "| false alarms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    faults: list[str] = []
    for path in sorted(FOLDER.glob("*.reference.json")):
        reference = json.loads(path.read_text())
        recording = FOLDER / reference["file"]
        found = analyse(recording, sha256_of(recording), CONSENT, machinery, schemes.load_all())
        stem = path.name.removesuffix(".reference.json")
        missed, false = missed_and_false(reference["cues"], found.cues)
        faults += [f"{stem}: missed {cue['cue']} “{cue['quote']}”" for cue in missed]
        faults += [f"{stem}: false alarm {cue.cue} “{cue.quote}”" for cue in false]
        good, total = _under_right_role(found, reference)
        marked = [cue["cue"] for cue in reference["cues"]]
        counts = (
            f"{_shown(marked, [cue['cue'] for cue in missed], names)} "
            f"| {sum(cue.cue in names for cue in false)}"
            for names in (FIVE, CUE_NAMES)
        )
        lines.append(
            f"| {stem} | {words.score(_said(reference), _heard(found)).wer:.3f} "
            f"| {_der(stem, found):.3f} | {good / total:.3f} | {' | '.join(counts)} |"
        )
    return "\n".join([*lines, "", *(f"- {line}" for line in faults)])


def turns_of(reference: Mapping[str, Any]) -> tuple[Turn, ...]:
    """A sample call as it was written and spoken, every word at its true time."""
    return tuple(
        Turn(
            index=turn["index"],
            speaker=turn["speaker"],
            role=turn["role"],
            words=tuple(Word(word["text"], word["start"], word["end"]) for word in turn["words"]),
            channel=turn["channel"],
        )
        for turn in reference["turns"]
    )


def missed_and_false(
    marked: Sequence[dict[str, Any]], found: Sequence[Cue]
) -> tuple[list[dict[str, Any]], list[Cue]]:
    """The reference's cues that were not found, and those found that are not in it: one a turn of each name."""
    missed = [cue for cue in marked if not any(_same(cue, other) for other in found)]
    false = [cue for cue in found if not any(_same(other, cue) for other in marked)]
    return missed, list({(cue.turn, cue.cue): cue for cue in reversed(false)}.values())[::-1]


def _shown(marked: Sequence[str], missed: Sequence[str], names: Collection[str]) -> str:
    total = sum(name in names for name in marked)
    return f"{total - sum(name in names for name in missed)} of {total}"


def _same(marked: dict[str, Any], found: Cue) -> bool:
    return bool(
        marked["cue"] == found.cue
        and found.start <= marked["end"] + TOLERANCE_S
        and marked["start"] - TOLERANCE_S <= found.end
    )


def _said(reference: dict[str, Any]) -> str:
    return " ".join(turn["text"] for turn in reference["turns"])


def _heard(found: Observation) -> str:
    return " ".join(turn.text for turn in found.turns)


def _der(stem: str, found: Observation) -> float:
    reference = rttm.loads((FOLDER / f"{stem}.rttm").read_text())
    return speakers.score(reference, found.segments).der or 0.0


def _under_right_role(found: Observation, reference: dict[str, Any]) -> tuple[int, int]:
    """Words whose role is that of the reference turn they overlap most, and words in all."""
    good = total = 0
    for turn in found.turns:
        for word in turn.words:
            best = max(
                reference["turns"],
                key=lambda t, w=word: min(t["end"], w.end) - max(t["start"], w.start),  # type: ignore[misc]
            )
            good += best["role"] == turn.role
            total += 1
    return good, total


if __name__ == "__main__":
    print(markdown())
