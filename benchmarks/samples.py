"""The shipped samples, from audio to cues, beside the references they were spoken from.

    python -m benchmarks.samples

WER is of all words in the order spoken, so speech that overlaps costs words on a mono call. A planted cue
counts as found where a cue of its name touches its words in time, 1 s allowed. The references list what was
planted, not everything that could be heard, so only the five cues that the product is for are held against what
was not planted.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.data import PROJECT
from observe import engines, schemes
from observe.annotation import Cue
from observe.audio.file import sha256_of
from observe.evaluate import speakers, words
from observe.io import rttm
from observe.observation import Consent, Observation
from observe.pipeline import analyse

FOLDER = PROJECT / "recordings_sample"
FIVE = ("paraphrase", "clarifying_question", "customer_name", "apology", "next_step")
TOLERANCE_S = 1.0
CONSENT = Consent("role-play", "benchmark", "2026-01-01T00:00:00+00:00")


def markdown() -> str:
    """A row a call, and the planted cues that were not found."""
    machinery = engines.build()
    lines = [
        "| call | WER | DER | words under the right role | planted cues found | of the five | not planted |",
        "|---|---|---|---|---|---|---|",
    ]
    missed: list[str] = []
    for path in sorted(FOLDER.glob("*.reference.json")):
        reference = json.loads(path.read_text())
        recording = FOLDER / reference["file"]
        found = analyse(recording, sha256_of(recording), CONSENT, machinery, schemes.load_all())
        stem = path.name.removesuffix(".reference.json")
        planted = reference["cues"]
        heard = [cue for cue in planted if any(_same(cue, other) for other in found.cues)]
        missed += [f"{stem}: {cue['cue']} “{cue['quote']}”" for cue in planted if cue not in heard]
        extra = [c for c in found.cues if c.cue in FIVE and not any(_same(cue, c) for cue in planted)]
        missed += [f"{stem}: not planted, {cue.cue} “{cue.quote}”" for cue in extra]
        of_five = [cue for cue in planted if cue["cue"] in FIVE]
        good, total = _under_right_role(found, reference)
        lines.append(
            f"| {stem} | {words.score(_said(reference), _heard(found)).wer:.3f} "
            f"| {_der(stem, found):.3f} | {good / total:.3f} | {len(heard)} of {len(planted)} "
            f"| {sum(cue in heard for cue in of_five)} of {len(of_five)} | {len(extra)} |"
        )
    return "\n".join([*lines, "", "Not found, or not planted:", "", *(f"- {line}" for line in missed)])


def _same(planted: dict[str, Any], found: Cue) -> bool:
    return (
        planted["cue"] == found.cue
        and found.start <= planted["end"] + TOLERANCE_S
        and planted["start"] - TOLERANCE_S <= found.end
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
