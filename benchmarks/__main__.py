"""``python -m benchmarks [NAME…]``: measure, print, and write ``benchmarks/RESULTS.md``.

With names, only those tables are measured, and the others of the file are left as they are; each says when it
was made. ``accuracy`` writes ``docs/accuracy.md``, and its short table into ``README.md`` where that has the
place marked for it.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from pathlib import Path

from benchmarks import machine
from benchmarks.data import PROJECT, DataMissing

TABLES = {
    "telephone": "Words and voices on the telephone sample",
    "diarisation": "Voices apart: beside the stock pipeline on the same weights",
    "repairs": "Words under the right role, and time, on a real-length call",
    "cues": "Cues beside human labels",
    "marking": "Marking points from words alone",
    "service_agreement": "How far two readers of the service calls agree",
    "robustness": "Cues of text as recognisers leave it",
    "interruptions": "Interruptions beside the times people gave",
    "samples": "The shipped samples, from audio",
    "long_call": "A one-hour call",
    "call_list": "A list of 5,000 calls",
    "consent_list": "Consent of 5,000 recordings",
    "pictures": "Pictures over 5,000 calls",
    "review_page": "The review page with a one-hour call",
}
#: A page of its own, which the cues' tables go into together with what is said about them.
ACCURACY = "accuracy"
SPEED = (
    "Where speed is compared, both sides ran in one process, in turns; single seconds are this machine's, "
    "which it shares with others."
)
RESULTS = PROJECT / "benchmarks" / "RESULTS.md"


def main(names: list[str]) -> int:
    """Measure the tables named, or all."""
    known = [*TABLES, ACCURACY]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no table is called {unknown[0]}; expected some of {', '.join(known)}", file=sys.stderr)
        return 2
    head = f"# Results\n\nMade by `make bench` on {machine.where()}. {SPEED}\n"
    kept = _parts(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    parts = kept if names else {name: part for name, part in kept.items() if name not in TABLES}
    for name in names or known:
        if name == ACCURACY:
            _write_accuracy()
            continue
        parts[name] = _part(name)
        print(parts[name], flush=True)
        # Written after each, so that an hour's work is not lost to what comes after it.
        order = [*TABLES, *(each for each in parts if each not in TABLES)]
        _write(RESULTS, "\n".join([head, *(parts[each] for each in order if each in parts)]))
    return 0


def _part(name: str) -> str:
    about = _about(importlib.import_module(f"benchmarks.{name}"))
    head = f"## {TABLES[name]}\n\n`python -m benchmarks {name}`. {machine.when()}."
    return "\n\n".join(filter(None, (head, about, _measured(name)))) + "\n"


def _parts(text: str) -> dict[str, str]:
    """The sections of a file that was written before: tables by name, those written by hand by their title."""
    titles = {title: name for name, title in TABLES.items()}
    parts = (f"## {part}" for part in f"\n{text}".split("\n## ")[1:])
    found = {part.partition("\n")[0].removeprefix("## "): part.rstrip("\n") + "\n" for part in parts}
    return {titles.get(title, title): part for title, part in found.items()}


@cache
def _measured(name: str) -> str:
    try:
        return str(importlib.import_module(f"benchmarks.{name}").markdown())
    except DataMissing as missing:
        return f"Not measured: {missing}."


def _write_accuracy() -> None:
    """The page with every cue's figures, unless there is nothing to measure them on."""
    from benchmarks import accuracy

    try:
        page = accuracy.page(robustness=_measured("robustness"))
        readme = accuracy.with_summary(accuracy.README.read_text("utf-8"))
    except DataMissing as missing:
        print(f"{accuracy.PAGE.name} left as it is: {missing}", file=sys.stderr)
        return
    _write(accuracy.PAGE, page)
    _write(accuracy.README, readme)


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_text("utf-8") == text:
        return
    path.write_text(text, encoding="utf-8")
    print(f"written to {path.relative_to(PROJECT)}", file=sys.stderr)


def _about(module: object) -> str:
    """What the module's docstring says after its first line and its command."""
    paragraphs = (module.__doc__ or "").strip().split("\n\n")
    said = [p for p in paragraphs[1:] if not p.strip().startswith("python -m")]
    return "\n\n".join(" ".join(p.split()) for p in said)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
