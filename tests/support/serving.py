"""The app under way on a free port, and the Chromium to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from observe.ui.words.cookies import SEEN, TOUR

#: How long the app may take to answer, in seconds.
STARTS_WITHIN = 180
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def serve(folder: Path, *options: str) -> Iterator[str]:
    """Run ``observe app`` on a data folder until the block is left; gives its address.

    Raises:
        RuntimeError: it did not start; the message holds what it wrote.
        subprocess.TimeoutExpired: it did not stop.
    """
    environment = {**os.environ, "OBSERVE_DATA": str(folder), "OBSERVE_DATABASE": ""}
    command = [sys.executable, "-m", "observe", "app", "--port", "0", *options]
    log = folder / "app.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait(60)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        found = re.search(r"^observe is ready at (http://\S+)$", log.read_text(), re.MULTILINE)
        if found:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the app did not start: {log.read_text()}")


def chromium_here() -> str | None:
    """Where Chromium is on this machine; None where it is not installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium(start_within: float = 90) -> Iterator[Browser]:
    """Chromium without a screen, until the block is left.

    Args:
        start_within: seconds that it may take to start.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_here(), args=ARGUMENTS, timeout=start_within * 1000
        )
        yield browser
        browser.close()


def window(browser: Browser, *, new: bool = False, **options: Any) -> BrowserContext:
    """A browser window of its own, wide unless told.

    Args:
        browser: to open it in.
        new: nobody has used the app in it before, so whoever does is shown around.
        options: of the browser's context.
    """
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, **options})
    if not new:
        context.add_cookies([{"name": TOUR, "value": SEEN, "domain": "127.0.0.1", "path": "/"}])
    return context
