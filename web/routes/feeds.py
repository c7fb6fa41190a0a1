"""Feeds of searches, for feed readers: no account, and the same parameters as the search page."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from aggregator.domain.listing import Listing
from aggregator.errors import LinkInvalid
from aggregator.services.addressing import search_address
from web.asking import PLACE, Asked
from web.deps import Desk, TheDesk, TheReader
from web.failures import not_found
from web.feeds import PRIVATE, Entry, Feed, answer, feed_xml, last_change
from web.reading import read
from web.routes.answers import failure
from web.views.reader import Reader

router = APIRouter(include_in_schema=False)

_ENTRIES = "50"
_NEWEST = "newest"


@router.get("/feeds/search.atom")
def show_search_feed(
    request: Request, asked: Annotated[Asked, Query()], desk: TheDesk, reader: TheReader
) -> Response:
    """Show the newest of a search as Atom; like alerts it takes listings with all words alone."""
    lasting = asked.replaced(sort=_NEWEST)
    reading = read(lasting, desk.known, limit=_ENTRIES, now=reader.now)
    if reading.query is None:
        return PlainTextResponse(f"{failure(reading.problems).model_dump_json()}\n", 422)
    page = desk.dalil.searching.search(replace(reading.query, strict=True, facets=False))
    base = _base(request, desk)
    feed = _feed(lasting, reader, base=base)
    entries = [_entry(one.listing, reader, base) for one in page.found]
    changed = last_change(entry.listing for entry in entries)
    return answer(request, feed_xml(feed, entries), changed)


@router.get("/feeds/saved/{token}.atom")
def show_saved_feed(request: Request, token: str, desk: TheDesk, reader: TheReader) -> Response:
    """Show what a saved search tells of, to whoever has the address (404 once it is gone)."""
    try:
        found = desk.dalil.feeding.read(token)
    except LinkInvalid as error:
        raise not_found() from error
    base, search = _base(request, desk), found.search
    feed = Feed(
        key=f"saved/{search.key}",
        authority=urlsplit(base).hostname or "localhost",
        title=search.name,
        subtitle=reader.words("brand.tagline"),
        author=reader.words("brand.name"),
        language=reader.words.language,
        address=f"{base}{reader.links.saved_feed(token)}",
        page=search_address(base, search.criteria, language=reader.words.language),
    )
    entries = [_entry(one, reader, base) for one in found.listings]
    answered = answer(request, feed_xml(feed, entries), last_change(found.listings))
    answered.headers["Cache-Control"] = PRIVATE
    return answered


def _feed(asked: Asked, reader: Reader, *, base: str) -> Feed:
    words = reader.words
    pairs = [*asked.pairs("sort", *PLACE), *reader.links.hidden]
    name = asked.q or words("search.all")
    return Feed(
        key=f"search/{urlencode(pairs)}",
        authority=urlsplit(base).hostname or "localhost",
        title=words("feed.title", text=name),
        subtitle=words("brand.tagline"),
        author=words("brand.name"),
        language=words.language,
        address=f"{base}{reader.links.feed(asked)}",
        page=f"{base}{reader.links.search(asked)}",
    )


def _entry(listing: Listing, reader: Reader, base: str) -> Entry:
    return Entry(listing, reader.site(listing.site), f"{base}{reader.links.listing(listing.ref)}")


def _base(request: Request, desk: Desk) -> str:
    """Return the address that people reach us at; without a setting that which was asked."""
    public = desk.dalil.settings.public_url
    return str(public or request.base_url).rstrip("/")
