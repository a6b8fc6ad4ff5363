"""The review page with a one-hour call, in headless Chromium.

    python -m benchmarks.review_page

The four sample calls one after the other until an hour is full, words and sound alike, marked by all units.
Each opening is in a fresh window whose cache is empty, with the app warm, as it is for everyone but the day's
first reader; the slowest of three counts. "Playable" is when the browser says that it can play, "shown" when
the first turn is on the page, both from the moment the page was asked for. The very first opening of a
recording, which makes its copy for playing, stands apart. A click to sound lasts to the browser's "playing";
the slowest of five marks all over the hour counts. Memory is the page's own process, after that.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import soundfile
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.data import PROJECT
from observe import cues, dynamics, marking
from observe.annotation import Turn, Word
from observe.audio.file import sha256_of
from observe.io import document
from observe.observation import Consent, Observation, Provenance, Recording
from observe.schemes import load_all
from observe.store import open_store

SAMPLES = PROJECT / "recordings_sample"
HOUR_S = 3600
OPENINGS, CLICKS = 3, 5
CONSENT = Consent("role-play", "benchmark", "2026-01-01T00:00:00+00:00")
#: Notes, from within the page, when the first turn was there and when the sound could be played. The player is
#: in a shadow root, which is looked for once the page has made it.
WATCH = """() => {
  window.noted = {};
  const look = () => {
    const now = performance.now();
    const host = document.querySelector('[data-testid=stBidiComponentIsolated]');
    const root = (host && host.shadowRoot) || document;
    if (!noted.shown && root.querySelector('.observe .turn')) noted.shown = now;
    const audio = root.querySelector('.observe audio');
    if (audio && !noted.playable && audio.readyState >= 3) noted.playable = now;
    if (!noted.shown || !noted.playable) setTimeout(look, 5);
  };
  look();
}"""
CLICK = """mark => new Promise(done => {
  const audio = mark.getRootNode().querySelector('.observe audio');
  const at = performance.now();
  audio.addEventListener('playing', () => done(performance.now() - at), { once: true });
  mark.click();
})"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds from asking for the page until the transcript was shown and until the sound could be played."""

    shown: float
    playable: float


def markdown() -> str:
    """A row a figure, beside what was asked for."""
    with tempfile.TemporaryDirectory() as folder, _chromium() as browser:
        hour, short, holds = _seed(Path(folder))
        with _app(Path(folder)) as address:
            _open(browser, f"{address}/review?call={short}").context.close()  # the app is warm after this
            first, page = _opening(browser, f"{address}/review?call={hour}")
            page.context.close()
            openings = []
            for _ in range(OPENINGS):
                opened, page = _opening(browser, f"{address}/review?call={hour}")
                openings.append(opened)
                if len(openings) < OPENINGS:
                    page.context.close()
            clicks = _clicks(page)
            memory = _memory_mb()
            moved = _rerun_kb(page)
    rows = [
        ("transcript shown", f"{max(one.shown for one in openings):.2f} s", "1.5 s"),
        ("sound playable", f"{max(one.playable for one in openings):.2f} s", "2 s"),
        ("sound playable, the first time ever", f"{first.playable:.2f} s", "–"),
        ("click to sound", f"{max(clicks):.0f} ms", "150 ms"),
        ("memory of the page", f"{memory:.0f} MB", "400 MB"),
        ("moved by running the page again", f"{moved:.0f} kB", "200 kB"),
    ]
    table = [f"| {what} | {found} | {most} |" for what, found, most in rows]
    head = ["| measure | found | at most |", "|---|---|---|"]
    return "\n".join([*head, *table, "", f"The call has {holds}."])


def _seed(folder: Path) -> tuple[int, int, str]:
    """Keep the hour and one short call; gives the ids of their observations, and what the hour holds."""
    stems = sorted(path.name.removesuffix(".reference.json") for path in SAMPLES.glob("*.reference.json"))
    references = [json.loads((SAMPLES / f"{stem}.reference.json").read_text("utf-8")) for stem in stems]
    sounds, turns, start, place = [], [], 0.0, 0
    while start < HOUR_S:
        reference = references[place % len(references)]
        samples, rate = soundfile.read(SAMPLES / reference["file"], dtype="float32", always_2d=True)
        sounds.append(samples.mean(axis=1))
        turns += [_turn(one, len(turns) + n, start) for n, one in enumerate(reference["turns"])]
        start += len(samples) / rate
        place += 1
    hour = folder / "hour.flac"
    soundfile.write(hour, np.concatenate(sounds), rate)
    long = _observation(hour, tuple(turns), start)
    short = _observation(SAMPLES / references[0]["file"], tuple(turns[:8]), turns[7].end)
    with open_store(folder / "data", database="") as store:
        store.recordings.keep(hour, CONSENT)
        store.recordings.keep(SAMPLES / references[0]["file"], CONSENT)
        first, second = (store.observations.add(document.dumps(one)).id for one in (long, short))
    words = sum(len(turn.words) for turn in long.turns)
    return first, second, f"{words} words in {len(long.turns)} turns and {len(long.cues)} cues"


def _turn(told: dict[str, Any], index: int, start: float) -> Turn:
    words = tuple(Word(word["text"], word["start"] + start, word["end"] + start, 0.9) for word in told["words"])
    return Turn(index=index, speaker=told["speaker"], role=told["role"], words=words, channel=None)


def _observation(path: Path, turns: tuple[Turn, ...], seconds: float) -> Observation:
    heard = cues.find(turns, cues.Context())
    return Observation(
        recording=Recording(path.name, sha256_of(path), seconds, 1, 16_000),
        consent=CONSENT,
        provenance=Provenance("0.1.0", (), {}, {"transcribe": 4.0}, "2026-03-01T14:20:00+00:00"),
        turns=turns,
        cues=heard,
        dynamics=dynamics.measure(turns),
        findings=tuple(finding for scheme in load_all() for finding in marking.mark(scheme, turns, heard)),
    )


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def _app(folder: Path) -> Iterator[str]:
    log = folder / "app.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "observe", "app", "--port", "0", "--no-worker"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "OBSERVE_DATA": str(folder / "data"), "OBSERVE_DATABASE": ""},
        )
        try:
            while not (found := re.search(r"^observe is ready at (http://\S+)$", log.read_text(), re.M)):
                if process.poll() is not None:
                    raise RuntimeError(f"the app did not start: {log.read_text()}")
                time.sleep(0.1)
            yield found[1]
        finally:
            process.terminate()
            process.wait(60)


def _open(browser: Browser, address: str) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.noted && noted.shown && noted.playable")
    return page


def _opening(browser: Browser, address: str) -> tuple[Opening, Page]:
    page = _open(browser, address)
    noted = page.evaluate("noted")
    return Opening(noted["shown"] / 1000, noted["playable"] / 1000), page


def _clicks(page: Page) -> list[float]:
    """Milliseconds from a click on a mark to its sound, for marks all over the hour."""
    marks = page.locator(".observe .mark")
    number = marks.count()
    found = []
    for place in range(CLICKS):
        page.locator(".observe audio").evaluate("audio => audio.pause()")
        page.wait_for_timeout(300)
        mark = marks.nth((2 * place + 1) * number // (2 * CLICKS))
        found.append(float(mark.evaluate(CLICK)))
    return found


def _memory_mb() -> float:
    """Resident size of the browser's process for this page: the largest of its renderers."""
    children = psutil.Process().children(recursive=True)
    sizes = [
        child.memory_info().rss
        for child in children
        if any("--type=renderer" in part for part in child.cmdline())
    ]
    return max(sizes) / 1e6


def _rerun_kb(page: Page) -> float:
    """What comes and goes when the page is run again, in kilobytes."""
    moved: list[int] = []
    page.on(
        "websocket",
        lambda socket: [
            socket.on(way, lambda frame: moved.append(len(frame))) for way in ("framesent", "framereceived")
        ],
    )
    page.reload()
    page.wait_for_function("window.noted && noted.shown && noted.playable")
    page.wait_for_timeout(3000)
    before = sum(moved)
    page.keyboard.press("r")  # Streamlit's own key: run the page again
    page.wait_for_timeout(5000)
    return (sum(moved) - before) / 1000


if __name__ == "__main__":
    print(markdown())
