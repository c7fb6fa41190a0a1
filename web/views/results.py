"""The results page: what was found, what else could be asked, or what was wrong with the question."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.services.searching import SearchPage
from search.query import LARGEST_WINDOW, Sort
from web.asking import Asked
from web.links import isolated, plain
from web.reading import Problem
from web.views.cards import Card, card
from web.views.facets import Choice, Chosen, Facet, by_value, chosen, facets, kinds
from web.views.home import roots
from web.views.paging import Pager, pager
from web.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort, as a link."""

    label: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """An answered search."""

    asked: Asked
    title: str
    count: str
    notices: tuple[str, ...]
    cards: tuple[Card, ...]
    kinds: tuple[Choice, ...]
    all_kinds: Choice
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    unfiltered: str
    orders: tuple[Order, ...]
    pager: Pager
    found_nothing: bool
    hints: tuple[str, ...]
    specialties: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misunderstood:
    """A search that makes no sense: each fault with the name of its field; the input is kept.

    `kept` are the filters that were right and go along when the search is asked again.
    """

    asked: Asked
    title: str
    faults: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    unfiltered: str


def results(asked: Asked, page: SearchPage, number: int, *, reader: Reader) -> Results:
    """Show an answer; `number` is the page's, from 1."""
    kind_counts = by_value(page.facets, "kind")
    return Results(
        asked=asked,
        title=title(asked, reader),
        count=reader.words.count("result", page.total),
        notices=tuple(_notices(page, number, reader)),
        cards=tuple(card(found, reader) for found in page.found),
        kinds=kinds(asked, kind_counts, reader),
        all_kinds=_all_kinds(asked, kind_counts, reader),
        facets=facets(asked, page.facets, reader),
        chosen=chosen(asked, reader),
        unfiltered=reader.links.search(asked.unfiltered()),
        orders=tuple(_orders(asked, reader)),
        pager=pager(asked, number, total=page.total, links=reader.links),
        found_nothing=page.total == 0,
        hints=tuple(_hints(asked, reader)) if page.total == 0 else (),
        specialties=roots(reader, {}) if page.total == 0 else (),
    )


def misunderstood(asked: Asked, problems: tuple[Problem, ...], reader: Reader) -> Misunderstood:
    """Show what was wrong, and the input again."""
    words = reader.words
    return Misunderstood(
        asked=asked,
        title=words("problem.title"),
        faults=tuple((words(f"problem.field_{one.field}"), one.told(words, isolated)) for one in problems),
        kept=tuple(asked.pairs("q", "page", "min_price", "max_price", *(one.field for one in problems))),
        unfiltered=reader.links.search(Asked(q=asked.q[:200])),
    )


def title(asked: Asked, reader: Reader) -> str:
    """Title of a search, safe in places where text cannot be isolated."""
    if not asked.q:
        return reader.words("search.all")
    return reader.words("search.title_for", text=plain(asked.q))


def _all_kinds(asked: Asked, counts: dict[str, int], reader: Reader) -> Choice:
    return Choice(
        label=reader.words("search.all_kinds"),
        count=reader.words.number(sum(counts.values())),
        address=reader.links.search(asked.replaced(kind=())),
        chosen=not asked.kind,
    )


def _notices(page: SearchPage, number: int, reader: Reader) -> Iterator[str]:
    words = reader.words
    if page.relaxed and page.total:
        yield words("search.relaxed")
    if page.ignored_words:
        yield words("search.ignored", words=words.count("word", page.ignored_words))
    if number > 1 and page.total and not page.found:
        yield words("search.beyond")
    if page.total > LARGEST_WINDOW and number * page.query.limit >= LARGEST_WINDOW:
        yield words("search.window", limit=words.number(LARGEST_WINDOW))


def _hints(asked: Asked, reader: Reader) -> Iterator[str]:
    if asked.filtered:
        yield reader.words("search.hint_filters")
    if " " in asked.q:
        yield reader.words("search.hint_fewer")
    if asked.q:
        yield reader.words("search.hint_spelling")


def _orders(asked: Asked, reader: Reader) -> Iterator[Order]:
    current = asked.sort or Sort.RELEVANCE
    for sort in Sort:
        if sort is Sort.RELEVANCE and not asked.q:
            continue  # without words the newest are the most relevant
        address = reader.links.search(asked.replaced(sort="" if sort is Sort.RELEVANCE else sort.value))
        shown = Sort.NEWEST if current == Sort.RELEVANCE and not asked.q else current
        yield Order(reader.words(f"sort.{sort}"), address, sort == shown)
