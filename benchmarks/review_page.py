"""The review page with a one-hour call, in headless Chromium.

    python -m benchmarks.review_page

The four sample calls one after the other until an hour is full, words and sound alike, marked by all units.
The call is opened in three ways, with the app warm, as it is for everyone but the day's first reader; the
slowest of three times counts. By its address in a browser that has never seen observe, so that everything is
fetched and read anew; by its address in one that has; and by a click in the list of calls. "Playable" is when
the browser says that it can play, "shown" when the first turn is on the page, both from the moment the page was
asked for. A click to sound lasts to the browser's "playing"; the slowest of five marks all over the hour
counts. Memory is the page's own process, after that.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import soundfile
from playwright.sync_api import Browser, BrowserContext, Page

from observe import cues
from observe.audio.peaks import peaks_of
from observe.audio.playback import playback_copy
from observe.store import open_store
from tests.support import seeding, serving
from tests.support.seeding import SAMPLES

HOUR_S = 3600
OPENINGS, CLICKS = 3, 5
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
    with tempfile.TemporaryDirectory() as folder, serving.chromium() as browser:
        hour, short, holds = _seed(Path(folder))
        with serving.serve(Path(folder) / "data", "--no-worker") as address:
            with _window(browser) as window:
                _open(window, f"{address}/review?call={short}")  # the app is warm after this
            new, known, clicked = [], [], []
            for _ in range(OPENINGS):
                with _window(browser) as window:
                    new.append(_open(window, f"{address}/review?call={hour}")[0])
                    known.append(_open(window, f"{address}/review?call={hour}")[0])
                    clicked.append(_open_by_click(window, f"{address}/calls", hour))
            with _window(browser) as window:
                _, page = _open(window, f"{address}/review?call={hour}")
                clicks = _clicks(page)
                memory = _memory_mb()
                moved = _rerun_kb(page)
    opened = {
        "in a browser new to observe": new,
        "in a browser that has opened it before": known,
        "by a click in the list of calls": clicked,
    }
    rows = [
        row
        for way, openings in opened.items()
        for row in (
            (f"transcript shown, {way}", f"{max(one.shown for one in openings):.2f} s", "1.5 s"),
            (f"sound playable, {way}", f"{max(one.playable for one in openings):.2f} s", "2 s"),
        )
    ]
    rows += [
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
    call = seeding.repeated([seeding.observation_of(stem) for stem in stems], HOUR_S)
    sounds = []
    for one in call.calls:
        samples, rate = soundfile.read(SAMPLES / one.recording.file, dtype="float32", always_2d=True)
        sounds.append(samples.mean(axis=1))
    hour = folder / "hour.flac"
    soundfile.write(hour, np.concatenate(sounds), rate)
    heard = cues.find(call.turns, cues.Context())
    long = seeding.observed(hour, call.turns, heard, call.seconds)
    short = call.calls[0]
    data = folder / "data"
    with open_store(data, database="") as store:
        first = seeding.keep(store, long, hour)
        peaks_of(playback_copy(hour, long.recording.sha256, data))  # as analysing a recording does
        second = seeding.keep(store, short, SAMPLES / short.recording.file)
    words = sum(len(turn.words) for turn in long.turns)
    return first, second, f"{words} words in {len(long.turns)} turns and {len(long.cues)} cues"


@contextmanager
def _window(browser: Browser) -> Iterator[BrowserContext]:
    context = serving.window(browser)
    context.set_default_timeout(120_000)
    context.add_init_script(f"({WATCH})()")
    yield context
    context.close()


def _open(window: BrowserContext, address: str) -> tuple[Opening, Page]:
    page = window.new_page()
    page.goto(address, wait_until="commit")
    return _noted(page), page


def _open_by_click(window: BrowserContext, calls: str, hour: int) -> Opening:
    page = window.new_page()
    page.goto(calls)
    link = page.locator(f'a[href$="call={hour}"]')
    link.wait_for()
    page.wait_for_timeout(1000)  # until the list has come to rest
    start = link.evaluate("link => { link.click(); return performance.now(); }") / 1000
    return _noted(page, start)


def _noted(page: Page, start: float = 0.0) -> Opening:
    page.wait_for_function("window.noted && noted.shown && noted.playable")
    noted = page.evaluate("noted")
    return Opening(noted["shown"] / 1000 - start, noted["playable"] / 1000 - start)


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
