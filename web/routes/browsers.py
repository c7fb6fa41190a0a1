"""What browsers and crawlers ask for by themselves: search from the address bar, and what not to copy."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from web.asking import Given
from web.deps import TheDesk, TheReader
from web.problems import LONGEST_TEXT

router = APIRouter(include_in_schema=False)

_SUGGESTED = 8

_ROBOTS = """\
# Listings belong to the marketplaces: search engines should lead to the originals, not to us.
User-agent: *
Disallow: /search
Disallow: /alerts
Disallow: /account
Disallow: /unsubscribe
Disallow: /suggestions
Disallow: /feeds/
Disallow: /listing/
Disallow: /api/
"""


@router.get("/robots.txt")
def show_robots() -> Response:
    """Keep copies of listings out of search engines."""
    return PlainTextResponse(_ROBOTS)


@router.get("/opensearch.xml")
def show_opensearch(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Let browsers search here from their address bar."""
    base = str(request.base_url).rstrip("/")
    answer = desk.pages.show(request, reader, template="opensearch.xml", view=base)
    answer.headers["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer


@router.get("/suggestions")
def complete(desk: TheDesk, q: Annotated[Given, Query()] = "") -> Response:
    """Complete what is typed into the address bar, in the form of OpenSearch: `[typed, [completions]]`."""
    found = desk.dalil.searching.suggest(q[:LONGEST_TEXT], limit=_SUGGESTED)
    return JSONResponse([q, [one.text for one in found]], media_type="application/x-suggestions+json")
