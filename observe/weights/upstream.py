"""Weights from where their authors published them: the Hugging Face hub, and plain addresses elsewhere.

Whether anybody answers is asked once a run, of all of them at the same time, so that a machine without network
waits three seconds and not three a file. A source vouches for nothing: `observe.weights.fetch` checks.
"""

from __future__ import annotations

import importlib
import logging
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from http.client import HTTPException
from pathlib import Path
from typing import Any

from observe.annotation import Seconds
from observe.weights.manifest import HubSource, ModelFile, WebSource
from observe.weights.sources import Report, SourceFailed

#: How long all of them together have to answer.
PATIENCE: Seconds = 3.0
#: How long a download that has begun may stand still.
STANDSTILL: Seconds = 20.0


class Upstreams:
    """Who answers, asked when first wanted and remembered for the run.

    Args:
        sources: all that the run may want to ask.
    """

    def __init__(self, sources: Iterable[HubSource | WebSource]) -> None:
        self._faults: dict[str, Future[str]] = {address_of(source): Future() for source in sources}
        self._until: Seconds | None = None
        self._lost: set[str] = set()

    def check(self, source: HubSource | WebSource) -> None:
        """Refuse a source that is not to be asked, does not answer, or has stopped answering.

        Raises:
            SourceFailed: with the reason.
        """
        if hub_constants().HF_HUB_OFFLINE:
            raise SourceFailed("not asked, because HF_HUB_OFFLINE is set")
        if self._until is None:
            self._until = time.monotonic() + PATIENCE
            for address, fault in self._faults.items():
                # A thread, because looking up a name can take longer than any timeout of a connection.
                threading.Thread(target=_ask, args=(address, fault), daemon=True).start()
        address = address_of(source)
        try:
            fault_found = self._faults[address].result(max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            fault_found = f"no answer within {PATIENCE:g} s"
        if fault_found or address in self._lost:
            raise SourceFailed(fault_found or "it stopped answering")

    def lose(self, source: HubSource | WebSource) -> None:
        """Remember that a source has stopped answering."""
        self._lost.add(address_of(source))


def address_of(source: HubSource | WebSource) -> str:
    """Where a source is asked whether it answers."""
    return str(hub_constants().ENDPOINT) if isinstance(source, HubSource) else source.address


def hub_constants() -> Any:
    """The hub's own settings, from the environment: its address, and whether it may be asked."""
    return importlib.import_module("huggingface_hub.constants")


def _ask(address: str, fault: Future[str]) -> None:
    """Find out whether anybody answers: the result is empty, or says why not."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=PATIENCE):
            fault.set_result("")
    except urllib.error.HTTPError:
        fault.set_result("")  # a refusal is an answer
    except (OSError, ValueError, HTTPException) as error:
        fault.set_result(" ".join(str(getattr(error, "reason", error)).split()) or type(error).__name__)


def from_upstream(
    source: HubSource | WebSource, files: Sequence[ModelFile], into: Path, upstreams: Upstreams, report: Report
) -> None:
    """Write files into a folder from where they were published.

    Raises:
        SourceFailed: it cannot be reached, or refuses.
    """
    upstreams.check(source)
    for file in files:
        try:
            if isinstance(source, HubSource):
                _from_hub(source, file, into, report)
            else:
                _from_web(source, file, into, report)
        except _Refused as refusal:
            raise SourceFailed(str(refusal)) from refusal
        except Exception as error:
            # What is raised depends on the HTTP library and its version; all of it means: not from here.
            upstreams.lose(source)
            reason = error.__cause__ or error  # the hub's own words for no network leave out why
            raise SourceFailed(" ".join(str(reason).split()) or type(reason).__name__) from error


class _Refused(Exception):
    """It answers, and says no."""


def _from_hub(source: HubSource, file: ModelFile, into: Path, report: Report) -> None:
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it narrates each retry
    report(source.repository, 0, file.size)
    try:
        hf_hub_download(
            source.repository,
            file.path,
            revision=source.revision,
            local_dir=into,
            etag_timeout=PATIENCE,
            tqdm_class=_silent_bar(source.repository, file.size, report),
        )
    except HfHubHTTPError as error:
        raise _Refused(" ".join(str(error).split())) from error


def _from_web(source: WebSource, file: ModelFile, into: Path, report: Report) -> None:
    target = into / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    address = f"{source.address.rstrip('/')}/{file.path}"
    report(source.name, 0, file.size)
    try:
        with urllib.request.urlopen(address, timeout=STANDSTILL) as answer, target.open("wb") as written:
            while block := answer.read(1 << 20):
                written.write(block)
                report(source.name, min(written.tell(), file.size), file.size)
                if written.tell() > file.size:
                    break  # not what was asked for, and there may be no end of it
    except urllib.error.HTTPError as error:
        raise _Refused(f"{error.code} {error.reason} for {address}") from error


def _silent_bar(what: str, size: int, report: Report) -> type[Any]:
    """A progress bar class as the hub wants one, which draws nothing and tells ``report``."""
    hub: Any = importlib.import_module("huggingface_hub.utils")

    class Bar(hub.tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "disable": True})
            self._done = int(options.get("initial") or 0)

        def update(self, n: float | None = 1) -> None:
            self._done += int(n or 0)
            report(what, self._done, size)

    return Bar
