"""Fixtures for the tests in headless Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import util
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

_SPEC = util.spec_from_file_location("serving", Path(__file__).parents[1] / "app" / "conftest.py")
serving = util.module_from_spec(_SPEC)
sys.modules["serving"] = serving
_SPEC.loader.exec_module(serving)
seeding = serving.seeding
served = serving.served

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        if os.environ.get("OBSERVE_SKIP_BROWSER") == "1":
            pytest.skip("no Chromium, and OBSERVE_SKIP_BROWSER is 1")
        pytest.fail(
            "Chromium is missing; install the Debian package: apt-get install chromium "
            "(or set OBSERVE_SKIP_BROWSER=1 to do without these tests)",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    """A fresh page; no script on it may fail, and it may ask nobody but the app."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert faults == []
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:", "data:"))]
    assert outside == []


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
        """Where the sound stands when the seek that ``act`` causes is done."""
        self.root.locator("audio").evaluate(
            "audio => { audio.done = null;"
            " audio.addEventListener('seeked', () => { audio.done = audio.currentTime; }, { once: true }); }"
        )
        act()
        self.page.wait_for_function(
            "audio => audio.done !== null", arg=self.root.locator("audio").element_handle()
        )
        return self.root.locator("audio").evaluate("audio => audio.done")

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
