"""Make the sample recordings and their references from ``scripts/*.toml``.

Run ``python recordings_sample/make.py`` to write them, or with ``--check`` to speak them again and compare
every sample with the checksum in the reference, writing nothing. Needs the Debian package flite.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from pathlib import Path

from flite import FliteMissing
from mix import Pcm, Placed, encode, mix, place
from script import Marked, Script, read_script

HERE = Path(__file__).resolve().parent
SILENCE_S = 3.0
#: Words closer than this are one stretch of speech in the RTTM.
JOIN_S = 0.3


def main() -> int:
    """Make or check every call; 0 when all went well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stems", nargs="*", help="calls to make; all, if none is named")
    parser.add_argument("--check", action="store_true", help="compare with what is there instead of writing")
    options = parser.parse_args()
    paths = {path.stem: path for path in sorted(HERE.glob("scripts/*.toml"))}
    if unknown := set(options.stems) - paths.keys():
        parser.error(f"found no script for {', '.join(sorted(unknown))}; there are {', '.join(paths)}")
    scripts = [read_script(paths[stem]) for stem in options.stems or paths]
    try:
        changed = [script.stem for script in scripts if not (check if options.check else make)(script)]
    except FliteMissing as error:
        print(f"make.py: {error}", file=sys.stderr)
        return 1
    if changed:
        print(f"make.py: speaking {', '.join(changed)} again gave other samples than recorded", file=sys.stderr)
    return 1 if changed else 0


def make(script: Script) -> bool:
    """Write a call's audio, reference and RTTM."""
    placed = place(script)
    pcm = mix(script, placed)
    encode(HERE / script.file, pcm, script)
    document = reference(script, placed, pcm)
    (HERE / f"{script.stem}.reference.json").write_text(as_json(document), encoding="utf-8")
    (HERE / f"{script.stem}.rttm").write_text(rttm(script, placed), encoding="utf-8")
    size = (HERE / script.file).stat().st_size
    print(f"{script.file}: {document['duration_s']:.1f} s, {len(placed)} turns, {size / 1e6:.2f} MB")
    return True


def check(script: Script) -> bool:
    """Whether speaking the call again gives the samples, turns and cues that its reference records."""
    recorded = json.loads((HERE / f"{script.stem}.reference.json").read_text(encoding="utf-8"))
    placed = place(script)
    return recorded == reference(script, placed, mix(script, placed))


def reference(script: Script, placed: list[Placed], pcm: Pcm) -> dict:
    """What is known about a call because it was written: turns, words, cues, silences, overlaps."""
    order = sorted(range(len(placed)), key=lambda index: placed[index].words[0].start)
    turn_of_line = {line: turn for turn, line in enumerate(order)}
    ordered = [placed[line] for line in order]
    return {
        "file": script.file,
        "title": script.title,
        "duration_s": round(len(pcm) / script.sample_rate_hz, 3),
        "sample_rate_hz": script.sample_rate_hz,
        "channels": script.channels,
        "pcm_sha256": hashlib.sha256(pcm.tobytes()).hexdigest(),
        **script.names,
        "voices": {who: f"flite {voice.voice}" for who, voice in script.voices.items()},
        "turns": [_turn(script, index, item) for index, item in enumerate(ordered)],
        "cues": [
            _cue(marked, index, item, turn_of_line)
            for index, item in enumerate(ordered)
            for marked in item.line.cues
        ],
        "absent": list(script.absent),
        "silences": _silences(ordered),
        "overlaps": _overlaps(ordered),
    }


def rttm(script: Script, placed: list[Placed]) -> str:
    """Who speaks when, a stretch of speech a line, in NIST's format."""
    stretches = []
    for item in placed:
        start, end = item.words[0].start, item.words[0].end
        for word in item.words[1:]:
            if word.start - end >= JOIN_S:
                stretches.append((start, end, item.line.who))
                start = word.start
            end = word.end
        stretches.append((start, end, item.line.who))
    return "".join(
        f"SPEAKER {script.stem} {_channel(script, who) + 1} {start:.3f} {end - start:.3f} "
        f"<NA> <NA> {who} <NA> <NA>\n"
        for start, end, who in sorted(stretches)
    )


def as_json(document: dict) -> str:
    """The document indented, but each word on one line, so that a change reads well."""
    marks = {}

    def mark(value: dict) -> str:
        marks[key := f"@@{len(marks)}@@"] = json.dumps(value, ensure_ascii=False)
        return key

    turns = [turn | {"words": [mark(word) for word in turn["words"]]} for turn in document["turns"]]
    text = json.dumps(document | {"turns": turns}, indent=1, ensure_ascii=False)
    for key, value in marks.items():
        text = text.replace(f'"{key}"', value)
    return text + "\n"


def _channel(script: Script, who: str) -> int:
    return 1 if script.channels == 2 and who == "customer" else 0


def _turn(script: Script, index: int, item: Placed) -> dict:
    words = [{"text": w.text, "start": round(w.start, 3), "end": round(w.end, 3)} for w in item.words]
    return {
        "index": index,
        "channel": _channel(script, item.line.who) if script.channels == 2 else None,
        "speaker": item.line.who,
        "role": item.line.who,
        "start": words[0]["start"],
        "end": words[-1]["end"],
        "text": item.line.text,
        "words": words,
    }


def _cue(marked: Marked, index: int, item: Placed, turn_of_line: dict[int, int]) -> dict:
    first = len(item.line.text[: item.line.text.index(marked.quote)].split())
    quoted = item.words[first : first + len(marked.quote.split())]
    return {
        "cue": marked.cue,
        "turn": index,
        "start": round(quoted[0].start, 3),
        "end": round(quoted[-1].end, 3),
        "quote": marked.quote,
        "refers_to": None if marked.refers_to is None else turn_of_line[marked.refers_to],
    }


def _silences(ordered: list[Placed]) -> list[dict]:
    """Stretches without a word, 3 s or longer; ``hold`` says that the customer was on hold in it."""
    silences, latest = [], 0.0
    for item in ordered:
        start = item.words[0].start
        if start - latest >= SILENCE_S:
            silences.append({"start": round(latest, 3), "end": round(start, 3), "hold": item.hold is not None})
        latest = max(latest, item.words[-1].end)
    return silences


def _overlaps(ordered: list[Placed]) -> list[dict]:
    """Stretches in which both parties speak; ``by`` is the one who came in."""
    overlaps = []
    for early, late in itertools.combinations(ordered, 2):
        start, end = late.words[0].start, min(early.words[-1].end, late.words[-1].end)
        if end > start:
            overlaps.append({"start": round(start, 3), "end": round(end, 3), "by": late.line.who})
    return overlaps


if __name__ == "__main__":
    raise SystemExit(main())
