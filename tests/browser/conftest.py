"""Fixtures for the tests in headless Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from observe.assessment import Person
from observe.ui.words.cookies import cookie_of
from tests.browser.seats import Seat
from tests.support import serving

#: How long anything on a page may take, in seconds. What is tested is what happens, not how fast: a machine
#: with other work, or reading the browser from disk for the first time, may take a minute over one page.
PATIENCE = 90

WATCH_SEEK = """audio => {
  const time = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
  let asked = null, at = 0;
  audio.landed = null;
  Object.defineProperty(audio, 'currentTime', {
    configurable: true,
    get() { return time.get.call(this); },
    set(seconds) { asked = seconds; at = performance.now(); time.set.call(this, seconds); },
  });
  audio.addEventListener('seeked', () => {
    const now = time.get.call(audio);
    const played = audio.paused ? 0 : audio.playbackRate * (performance.now() - at) / 1000;
    audio.landed = now > asked ? Math.max(asked, now - played) : now;
    delete audio.currentTime;
  }, { once: true });
}"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # Most of why pages lost a click is mended, not all: what fails twice is a fault.
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Beside a failure, tell what each of its pages showed, as where the tests ran nobody may have looked."""
    report = yield
    pages = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Page)]
    if report.when == "call" and report.failed:
        report.sections += [(f"what was at {page.url}", _shown(page)) for page in pages]
    return report


def _shown(page: Page) -> str:
    try:
        return page.locator("body").aria_snapshot(timeout=5_000)[:6000]
    except Error as error:
        return f"could not be read: {error.message}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if serving.chromium_here() is None:
        if os.environ.get("OBSERVE_SKIP_BROWSER") == "1":
            pytest.skip("no Chromium, and OBSERVE_SKIP_BROWSER is 1")
        pytest.fail(
            "Chromium is missing; install the Debian package: apt-get install chromium "
            "(or set OBSERVE_SKIP_BROWSER=1 to do without these tests)",
            pytrace=False,
        )
    with serving.chromium(PATIENCE) as browser:
        expect.set_options(timeout=PATIENCE * 1000)
        yield browser


@pytest.fixture
def window(chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser window of its own, its options those of ``serving.window``, for somebody shown around.

    No script on any of its pages may fail, and they may ask nobody but the app.
    """
    opened: list[BrowserContext] = []
    faults: list[str] = []
    asked: list[str] = []

    def watched(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))

    def anew(**options) -> BrowserContext:
        context = serving.window(chromium, **options)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("page", watched)
        opened.append(context)
        return context

    yield anew
    for context in opened:
        context.close()
    assert faults == []
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:", "data:"))]
    assert outside == []


@pytest.fixture
def page(window) -> Page:
    """A fresh page in a window of its own."""
    return window().new_page()


@pytest.fixture(scope="session")
def remember():
    """Makes a browser window one that remembers who somebody said they are."""

    def known(context: BrowserContext, person: Person, url: str) -> None:
        name, _, value = cookie_of(person).partition(";")[0].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])

    return known


@pytest.fixture
def seat(window, served, remember):
    """Gives a person a browser of their own that remembers them."""

    def take(person: Person | None) -> Seat:
        context = window()
        if person is not None:
            remember(context, person, served.url)
        page = context.new_page()
        seat = Seat(page, served.url)
        page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: seat.received.append(frame))
        )
        return seat

    return take


@dataclass
class Player:
    """A call under review, as a person and as the sound sees it."""

    page: Page
    seeks: list[float] = field(default_factory=list)

    @property
    def root(self) -> Locator:
        """The component."""
        return self.page.locator(".observe")

    @property
    def time(self) -> float:
        """Where the sound is, in seconds."""
        return self.root.locator("audio").evaluate("audio => audio.currentTime")

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return not self.root.locator("audio").evaluate("audio => audio.paused")

    def seek_of(self, act) -> float:
        """Where the seek that ``act`` causes lands, in seconds.

        The sound may play on before a busy machine runs the handler that looks, so what it can have played
        since it was asked to seek is taken off: down to, and never past, the second it was asked for.
        """
        audio = self.root.locator("audio")
        audio.evaluate(WATCH_SEEK)
        act()
        self.page.wait_for_function("audio => audio.landed !== null", arg=audio.element_handle())
        return audio.evaluate("audio => audio.landed")

    def plays_past(self, time: float) -> None:
        """Wait until the sound, playing, has passed a second."""
        self.page.wait_for_function(
            "([audio, time]) => !audio.paused && audio.currentTime > time",
            arg=[self.root.locator("audio").element_handle(), time],
        )

    def pause(self) -> None:
        """Stop the sound where it is."""
        self.root.locator("audio").evaluate("audio => audio.pause()")


@pytest.fixture
def review(page, served):
    """Opens a call for review."""

    def open_call(stem: str = "billing_resolved") -> Player:
        page.goto(f"{served.url}/review?call={served.calls[stem]}")
        player = Player(page)
        player.root.wait_for()
        page.wait_for_function(
            "audio => audio.readyState >= 1", arg=player.root.locator("audio").element_handle()
        )
        return player

    return open_call
