"""The HTTP API as an app of its own beside the pages; FastAPI checks what comes in, and describes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from observe.errors import ChangedMeanwhile, ConsentMissing, NotAllowed, NotFound, ObserveError, StoreUnusable
from observe.store import Store
from observe.ui.api import assessments, calls
from observe.ui.api.reader import NameMissing
from observe.ui.words.addresses import from_another_site

#: Where it is put on the app's server.
ROOT = "/api/v1"
#: The status of each kind of fault, the first that fits; any other is the fault of what was asked.
STATUSES: tuple[tuple[type[ObserveError], int], ...] = (
    (NameMissing, 401),
    (ConsentMissing, 403),
    (NotAllowed, 403),
    (NotFound, 404),
    (ChangedMeanwhile, 409),
    (StoreUnusable, 500),
    (ObserveError, 422),
)
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def application(store: Callable[[], Store]) -> FastAPI:
    """The API.

    Args:
        store: gives the store to read and to add to.
    """
    api = FastAPI(
        title="observe",
        version=version("observe"),
        description="Calls, what was heard in them, and what people decided. See docs/api.md.",
        docs_url=None,  # its page would load scripts from another site
        redoc_url=None,
    )
    api.state.store = store
    api.include_router(calls.router)
    api.include_router(assessments.router)
    api.middleware("http")(_own_pages_alone)
    api.exception_handler(ObserveError)(_fault)
    api.exception_handler(RequestValidationError)(_unfit)
    return api


async def _own_pages_alone(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what another web page asks for."""
    if from_another_site(request.headers):
        found: Response = _said(
            403, "another site asked; calls are given to observe's own pages and to programs"
        )
    else:
        found = await answer(request)
    found.headers.update(_HEADERS)
    return found


async def _fault(_request: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    hint = error.hint if isinstance(error, ObserveError) else ""
    message = error.message if isinstance(error, ObserveError) else str(error)
    return _said(status, message, hint)


async def _unfit(_request: Request, error: Exception) -> JSONResponse:
    """What was sent has not the form that is asked for: say where."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    places = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)
    return _said(422, "; ".join(places), f"The form of every request is in {ROOT}/openapi.json")


def _said(status: int, message: str, hint: str = "") -> JSONResponse:
    return JSONResponse({"error": {"message": message, "hint": hint}}, status)
