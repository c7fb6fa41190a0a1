"""Answers for what cannot be answered: a page for people, JSON for programs, never a traceback."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from aggregator.errors import IndexUnavailable, LinkInvalid, StoreUnavailable, TooMany
from web.deps import desk_of, reader_of
from web.protection import HEADERS
from web.words import Language, load_words

RETRY_SECONDS = 60
"""How soon it is worth asking again: a rebuild takes about a minute."""

_FOR_PROGRAMS = ("/api/", "/healthz", "/openapi.json", "/suggestions", "/feeds/")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """What the page says."""

    title: str
    text: str
    search: bool


def handle_failures(app: FastAPI) -> None:
    """Register all handlers of this module."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(IndexUnavailable, _unavailable)
    app.add_exception_handler(StoreUnavailable, _unavailable)
    app.add_exception_handler(LinkInvalid, _opens_nothing)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(Exception, _broken)


def not_found() -> HTTPException:
    """Say that there is nothing at this address."""
    return HTTPException(404)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 303 and "location" in {name.lower() for name in headers}:  # noqa: PLR2004  a page to go on at
        return Response(status_code=status, headers=headers)
    return _answer(request, status, headers=headers)


async def _unavailable(request: Request, error: Exception) -> Response:
    _log.warning("cannot answer %s: %s", request.url.path, error)
    return _answer(request, 503, headers={"Retry-After": str(RETRY_SECONDS)})


async def _opens_nothing(request: Request, _error: Exception) -> Response:
    """Tell the same of every link that opens nothing, whatever is wrong with it."""
    return _answer(request, 410, headers={"Cache-Control": "no-store"})


async def _too_many(request: Request, error: Exception) -> Response:
    wait = error.retry_after if isinstance(error, TooMany) else timedelta(seconds=RETRY_SECONDS)
    return _answer(request, 429, headers={"Retry-After": str(ceil(wait.total_seconds()))})


async def _broken(request: Request, error: Exception) -> Response:
    """Answer for a fault of ours; it is outside all middleware, so it brings the headers itself."""
    _log.error("failed to answer %s", request.url.path, exc_info=error)
    return _answer(request, 500, headers={**HEADERS, "Cache-Control": "no-store"})


def _answer(request: Request, status: int, *, headers: dict[str, str]) -> Response:
    for_program = request.url.path.startswith(_FOR_PROGRAMS)
    reader = reader_of(request)
    words = load_words(Language.EN) if for_program else reader.words
    key = str(status) if f"failure.title_{status}" in words else "other"
    title, text = words(f"failure.title_{key}"), words(f"failure.text_{key}")
    if for_program:
        return JSONResponse({"message": f"{title}. {text}", "faults": []}, status, headers=headers)
    view = Failed(title, text, search=status != 503)  # noqa: PLR2004  searching is what does not work then
    pages = desk_of(request).pages
    return pages.show(request, reader, template="failure.html", view=view, status=status, headers=headers)
