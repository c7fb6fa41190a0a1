"""From the bytes of one page to drafts and links; the same for a crawl and for a saved file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from web_poet import HttpResponse

from aggregator.errors import Blocked, PageGone, PageMismatch, SiteUnavailable, StructureChanged
from aggregator.sdk.collecting import Collected, CollectedPage, collect_page, says_nothing
from aggregator.sdk.pages import ItemPage, ListPage, open_page
from aggregator.sdk.sites import Site

LARGEST_PAGE = 8 * 1024 * 1024
"""Bytes; the largest real page seen is under half a megabyte."""

SHORTEST_PAGE = 400
"""Bytes; no page of a marketplace is shorter, but the page that says "wait" is."""

LONGEST_CHALLENGE = 20_000
"""Bytes; a larger page without a listing is a redesign, whatever scripts it loads."""

SHORTEST_PAUSE = timedelta(minutes=1)
"""Who says "too many requests" means the whole site, also without saying for how long."""

GARBLED_SHARE = 0.001
"""More undecodable characters than this, and the page is not in the encoding it claims."""

_CHALLENGES = (b"awswaf", b"cf-challenge", b"challenge-platform", b"g-recaptcha", b"px-captcha")
_STAY_AWAY = frozenset({401, 403, 451})
_TOO_MANY = 429
_GONE = frozenset({404, 410})
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer of a site: the public address it stands for, its status, headers and body."""

    url: str
    body: bytes
    status: int = _OK
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page gave. `truncated` pages are believed in what they show, not in what they lack."""

    page: ListPage | ItemPage
    gave: CollectedPage
    truncated: bool = False


def check_answer(fetched: Fetched) -> None:
    """Raise the CrawlFailed that an answer without listings stands for; pass on all others."""
    answer = f"HTTP {fetched.status} for {fetched.url[:120]}"
    if fetched.status == _TOO_MANY:
        raise Blocked(answer, pause=_retry_after(fetched.headers or {}) or SHORTEST_PAUSE)
    if fetched.status in _STAY_AWAY:
        raise Blocked(answer, pause=_retry_after(fetched.headers or {}))
    if fetched.status in _GONE:
        raise PageGone(answer)
    if fetched.status >= 500:  # noqa: PLR2004  the range of server errors
        raise SiteUnavailable(answer)
    if not fetched.body.strip():
        raise Blocked(f"{answer} with an empty body")
    if fetched.status != _OK:
        raise Blocked(f"{answer} instead of the page")


def refuse_block_page(fetched: Fetched) -> None:
    """Raise Blocked for a page that gave no listing because it is a challenge or hardly a page at all.

    Asked only of such pages: people write of captchas in their projects, too.
    """
    if looks_like_block(fetched):
        short = len(fetched.body) < SHORTEST_PAGE
        raise Blocked(f"a page of {len(fetched.body)} bytes" if short else "a challenge page")


def looks_like_block(fetched: Fetched) -> bool:
    """Whether a page that came as a page may be none: too short, or small and with a challenge's script."""
    size = len(fetched.body)
    if size >= LONGEST_CHALLENGE:
        return False
    return size < SHORTEST_PAGE or any(mark in fetched.body.lower() for mark in _CHALLENGES)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Pause that the site asks for, in seconds or until a date, at most a day; None without one."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), timedelta(days=1))
    try:
        pause = parsedate_to_datetime(value) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return min(pause, timedelta(days=1)) if pause > timedelta() else None


def read_page(site: Site, fetched: Fetched, *, asked: str | None = None) -> Reading:
    """Read one page with the class that the site names for its address.

    Where another address was `asked` and led to this one, its class reads the page: whether a
    listing is gone or has moved shows on the page that stands in its place.

    Raises PageGone for a removed listing, StructureChanged for a list in which no row
    can be found or read and for a full page of something else, PageMismatch for a page that
    is no text in its encoding, and LookupError when no class of the site reads this address.
    """
    if len(fetched.body) > LARGEST_PAGE:
        raise PageMismatch("page", f"expected at most {LARGEST_PAGE} bytes, found {len(fetched.body)}")
    page_class = site.page_for(asked or fetched.url)
    response = HttpResponse(fetched.url, decode(fetched).encode(), status=fetched.status, encoding="utf-8")
    try:
        page = open_page(page_class, response)
    except ValueError as error:
        raise PageMismatch("page", str(error)) from error
    if isinstance(page, ItemPage) and page.is_gone():
        raise PageGone("the page says that the listing was removed")
    gave, truncated = collect_page(page), is_truncated(fetched.body)
    if isinstance(page, ListPage):
        _expect_rows(page, gave.found)
    elif not truncated:
        _expect_listing(page, gave.found[0])
    return Reading(page=page, gave=gave, truncated=truncated)


def _expect_listing(page: ItemPage, found: Collected) -> None:
    if found.draft is None:
        return  # its own faults tell why
    if page.mark and not page.css(page.mark):
        raise StructureChanged(f"expected a full page with {page.mark!r}, found none")
    if not page.mark and says_nothing(found.draft):
        raise StructureChanged("expected a full page, found a title alone")


def _expect_rows(page: ListPage, found: tuple[Collected, ...]) -> None:
    if not found and not page.is_empty():
        raise StructureChanged(f"expected rows {page.rows!r}, found none")
    # A "load more" answer may hold nothing but the rows that could not be read before: the site
    # was not told of their ids.
    if found and not page.from_json and not any(collected.draft for collected in found):
        raise StructureChanged(f"{len(found)} rows, none readable; {found[0].mismatches[0]}")


def decode(fetched: Fetched) -> str:
    """Text of the body: UTF-8 where it is valid, else the declared encoding if it fits (PageMismatch)."""
    try:
        return fetched.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        response = HttpResponse(fetched.url, fetched.body, headers=dict(fetched.headers or {}))
    text = response.text
    garbled = text.count("\N{REPLACEMENT CHARACTER}")
    if garbled > len(text) * GARBLED_SHARE + 1:
        raise PageMismatch("page", f"expected text in {response.encoding}, found {garbled} undecodable bytes")
    return text


def is_truncated(body: bytes) -> bool:
    """Whether an HTML document lacks its end."""
    return (
        body.lstrip()[:1] == b"<"
        and b"<html" in body[:2000].lower()
        and b"</html" not in body[-2000:].lower()
    )
