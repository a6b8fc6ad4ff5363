"""The app as one server: Streamlit's pages, the sound beside them, and a worker process that does the work."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from streamlit.web import bootstrap

from observe.audio.playback import MEDIA_TYPE
from observe.errors import ConsentInvalid, NotFound, ObserveError, UsageError
from observe.store import Store, data_folder
from observe.ui import api
from observe.ui.pages import PAGES
from observe.ui.server.document import document
from observe.ui.server.sound import levels_of, sound_of
from observe.ui.server.worker_process import WorkerProcess
from observe.ui.widgets.visit import store
from observe.ui.words.addresses import LARGEST_ID, LARGEST_UPLOAD_MB, PEAKS_ROUTE, SOUND_ROUTE

T = TypeVar("T")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: Seconds that open pages and running sounds are given when the app is stopped: a tab left open ends nothing.
GRACE_S = 3
_PRIVATE = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}

OPTIONS: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.maxUploadSize": LARGEST_UPLOAD_MB,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "theme.light.primaryColor": "#0a5f9c",
    "theme.dark.primaryColor": "#4c9bd6",
}


def serve(host: str, port: int, *, worker: bool = True) -> None:
    """Serve the app until it is stopped; prints its address once it answers.

    Raises:
        UsageError: the host or port cannot be had.
        StoreUnusable: the data folder cannot be used.
    """
    store()  # a data folder that cannot be used is said now, not on the first page
    listening = _listen(host, port)
    with listening:
        place = f"[{host}]" if ":" in host else host
        ready = f"observe is ready at http://{place}:{listening.getsockname()[1]}"
        bootstrap.load_config_options(OPTIONS)
        config = uvicorn.Config(
            application(host, ready, worker=worker),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        uvicorn.Server(config).run(sockets=[listening])


def application(host: str, ready: str = "", *, worker: bool = False) -> st.App:
    """The ASGI app.

    Args:
        host: it is served on; on loopback only requests addressed to this machine are answered, so that no
            web page can reach it by giving its own name this machine's address.
        ready: what to print when it answers.
        worker: keep a worker process running beside it.
    """

    @asynccontextmanager
    async def life(_app: st.App) -> AsyncIterator[dict[str, Any]]:
        process = WorkerProcess(data_folder()) if worker else None
        if process:
            process.start()
        if ready:
            # From another thread, a moment later: the socket is accepted from when this start-up is over.
            threading.Timer(0.2, print, args=(ready,), kwargs={"flush": True}).start()
        try:
            yield {}
        finally:
            if process:
                await run_in_threadpool(process.stop)

    hosts = [*LOOPBACK, "[::1]", host] if host in LOOPBACK else ["*"]
    return st.App(
        _script(),
        lifespan=life,
        routes=[
            Route(SOUND_ROUTE, _sound, methods=["GET", "HEAD"]),
            Route(PEAKS_ROUTE, _peaks, methods=["GET", "HEAD"]),
            Route("/recordings/{rest:path}", _nothing),
            Mount(api.ROOT, api.application(store)),
            *(Route(f"/{name}", document) for name in ("", *(about["url_path"] for _, about in PAGES))),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
    )


async def _sound(request: Request) -> Response:
    """The sound of one observation's recording; byte ranges are honoured."""
    found = await _asked(request, sound_of)
    return (
        found if isinstance(found, Response) else FileResponse(found, media_type=MEDIA_TYPE, headers=_PRIVATE)
    )


async def _peaks(request: Request) -> Response:
    """The levels of one observation's recording."""
    found = await _asked(request, levels_of)
    if isinstance(found, Response):
        return found
    return Response(found, media_type="application/octet-stream", headers=_PRIVATE)


async def _asked(request: Request, give: Callable[[Request, Store, int], T]) -> T | Response:
    """What is asked for of an observation, or the answer that says why it is not given."""
    number = int(request.path_params["observation"])
    if number > LARGEST_ID:
        return await _nothing(request)
    try:
        return await run_in_threadpool(lambda: give(request, store(), number))
    except ObserveError as error:
        status = 404 if isinstance(error, NotFound) else 403 if isinstance(error, ConsentInvalid) else 500
        return PlainTextResponse(f"{error}.".replace("..", "."), status, headers=_PRIVATE)


async def _nothing(_request: Request) -> Response:
    """Any other address under recordings: not a page either."""
    return PlainTextResponse("There is nothing here.", 404, headers=_PRIVATE)


def _script() -> Path:
    """The page script: beside this file where the package was installed, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "app.py", package.parents[1] / "app.py")
    return next((place for place in places if place.is_file()), places[-1])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(
            f"cannot listen on {host} port {port} ({getattr(error, 'strerror', None) or error})",
            "Another program may be using it: stop that, or choose another with --port",
        ) from error
    return listening
