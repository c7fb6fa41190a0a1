"""Links from page to page of an answer, no further than answers go."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.query import LARGEST_WINDOW
from web.asking import PAGE_SIZE, Asked
from web.links import Links

LAST_POSSIBLE = LARGEST_WINDOW // PAGE_SIZE
_AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; `after_gap` says that pages before it are left out."""

    number: int
    address: str
    current: bool
    after_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """`pages` is empty behind the numbered pages, where only `first` and `more` lead on.

    `beyond` says that the asked page holds nothing although something was found.
    """

    pages: tuple[PageLink, ...]
    first: str
    previous: str | None
    next: str | None
    more: str | None
    beyond: bool


def pages_of(total: int, size: int = PAGE_SIZE) -> int:
    """How many pages can be asked for; one when nothing was found."""
    return max(1, -(-min(total, LARGEST_WINDOW) // size))


def pager(asked: Asked, page: int, *, total: int, shown: int, after: str | None, links: Links) -> Pager:
    """Link a page with `shown` results to the others; `after` continues behind it (None: it is the last).

    Copies stand behind what they copy, so the last page may come sooner than `total` lets expect.
    """
    first = links.search(asked.replaced())
    beyond = shown == 0 and total > 0
    if asked.after or beyond:
        more = links.search(asked.replaced(after=after)) if after else None
        return Pager(pages=(), first=first, previous=None, next=None, more=more, beyond=beyond)
    last = page if after is None else max(page, pages_of(total))

    def address(number: int) -> str:
        return links.search(asked.replaced(page="" if number == 1 else str(number)))

    return Pager(
        pages=tuple(
            PageLink(number, address(number), number == page, gap) for number, gap in _numbers(page, last)
        ),
        first=first,
        previous=address(page - 1) if page > 1 else None,
        next=address(page + 1) if page < last else None,
        more=links.search(asked.replaced(after=after)) if after and page == last else None,
        beyond=False,
    )


def _numbers(page: int, last: int) -> Iterator[tuple[int, bool]]:
    before = 0
    for number in sorted({1, last, *range(page - _AROUND, page + _AROUND + 1)}):
        if 1 <= number <= last:
            yield number, number > before + 1
            before = number
