"""Turns the facts of a page into an answer: rendered, tagged, and 304 when the visitor has it already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from typing import Generic, TypeVar
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from replay.wording import FILTERS
from replay.world import World

T = TypeVar("T")
_TEMPLATES = Environment(
    loader=PackageLoader("replay"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    cache_size=-1,
    auto_reload=False,
)
_TEMPLATES.filters.update(FILTERS)
_TEMPLATES.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered: a template, all that it shows, and when that last changed.

    Facts hold moments, not how long ago they were, so a page stays the same while only time passes.
    """

    template: str
    facts: Mapping[str, object]
    modified: datetime
    media_type: str = HTML
    status: int = 200

    @property
    def etag(self) -> str:
        """The same for the same facts, weak because relative times may be written differently by now."""
        return f'W/"{blake2b(repr((self.template, self.facts)).encode(), digest_size=12).hexdigest()}"'


def rendered(template: str, facts: Mapping[str, object], now: datetime) -> str:
    """What a template writes of the facts at a moment of the site's clock."""
    return _TEMPLATES.get_template(template).render(now=now, **facts)


def answer(request: Request, world: World, page: Page) -> Response:
    """The page, or 304 when the request's conditions say that the visitor has it."""
    modified = max(page.modified, world.touched)
    headers = {
        "ETag": page.etag,
        "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache, private",
        "Vary": "X-Requested-With",
    }
    if page.status == 200 and _is_known(request, page.etag, modified):  # noqa: PLR2004 - OK
        return Response(status_code=304, headers=headers)
    body = rendered(page.template, page.facts, world.now())
    return Response(body, page.status, headers | {"Content-Type": page.media_type})


def _is_known(request: Request, etag: str, modified: datetime) -> bool:
    """Whether the visitor has the page: his tag decides, the time only where he has no tag (RFC 9110)."""
    if tags := request.headers.get("if-none-match"):
        return tags.strip() == "*" or etag.removeprefix("W/") in {
            tag.strip().removeprefix("W/") for tag in tags.split(",")
        }
    try:
        since = parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, ValueError):
        return False
    return since.tzinfo is not None and modified.replace(microsecond=0) <= since


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a list: its rows, its number from 1, and the number of the last page."""

    rows: tuple[T, ...]
    number: int
    last: int

    @property
    def window(self) -> range:
        """The five page numbers that a pager shows."""
        first = max(1, min(self.number - 2, self.last - 4))
        return range(first, min(self.last, first + 4) + 1)


def sliced(request: Request, rows: Sequence[T], size: int) -> Slice[T]:
    """The rows of the page that `?page=` asks for; nonsense asks for the first."""
    text = request.query_params.get("page", "1")
    number = max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004
    start = (number - 1) * size
    return Slice(tuple(rows[start : start + size]), number, max(1, -(-len(rows) // size)))


def number_in(request: Request) -> str:
    """The id in front of the slug of an address: `123-a-slug`, `123`."""
    return unquote(request.path_params["page"]).partition("-")[0]
