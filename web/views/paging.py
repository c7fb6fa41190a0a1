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
    """`cut` says that there are more results than pages may show."""

    current: int
    last: int
    pages: tuple[PageLink, ...]
    previous: str | None
    next: str | None
    cut: bool


def pages_of(total: int, size: int = PAGE_SIZE) -> int:
    """How many pages can be asked for; one when nothing was found."""
    return max(1, -(-min(total, LARGEST_WINDOW) // size))


def pager(asked: Asked, page: int, *, total: int, links: Links) -> Pager:
    """Link a page of an answer to the others."""
    last = pages_of(total)

    def address(number: int) -> str:
        return links.search(asked.replaced(page="" if number == 1 else str(number)))

    return Pager(
        current=page,
        last=last,
        pages=tuple(
            PageLink(number, address(number), number == page, gap) for number, gap in _numbers(page, last)
        ),
        previous=address(page - 1) if 1 < page <= last else None,
        next=address(page + 1) if page < last else None,
        cut=page == last and total > LARGEST_WINDOW,
    )


def _numbers(page: int, last: int) -> Iterator[tuple[int, bool]]:
    before = 0
    for number in sorted({1, last, *range(page - _AROUND, page + _AROUND + 1)}):
        if 1 <= number <= last:
            yield number, number > before + 1
            before = number
