"""The results page: what was found, what else could be asked, or what was wrong with the question."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.services.searching import SearchPage
from search.query import Sort
from web.asking import PLACE, Asked
from web.links import isolated, plain
from web.problems import Problem
from web.views.cards import Card, card
from web.views.choices import Pills, pills
from web.views.chosen import Chosen, chosen
from web.views.facets import Choice, Facet, by_value, facets, kinds
from web.views.histogram import Histogram, histogram
from web.views.home import roots
from web.views.misread import misread, unfindable
from web.views.paging import Pager, pager
from web.views.reader import Reader
from web.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """Another text to search for."""

    text: str
    address: str


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
    mended: Question | None
    notices: tuple[str, ...]
    cards: tuple[Card, ...]
    kinds: tuple[Choice, ...]
    all_kinds: Choice
    facets: tuple[Facet, ...]
    pills: tuple[Pills, ...]
    prices: Histogram | None
    chosen: tuple[Chosen, ...]
    unfiltered: str
    orders: tuple[Order, ...]
    pager: Pager
    related: tuple[Question, ...]
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


def results(
    asked: Asked, page: SearchPage, number: int, *, related: tuple[str, ...], reader: Reader
) -> Results:
    """Show an answer; `number` is the page's, from 1, `related` are other texts to search for."""
    kind_counts = by_value(page.facets, "kind")
    return Results(
        asked=asked,
        title=title(asked, reader),
        count=reader.words.count("result", page.total),
        mended=_question(asked, page.did_you_mean, reader) if page.did_you_mean else None,
        notices=tuple(_notices(page, reader)),
        cards=tuple(card(found, reader) for found in page.found),
        kinds=kinds(asked, kind_counts, reader),
        all_kinds=_all_kinds(asked, kind_counts, reader),
        facets=facets(asked, page.facets, reader),
        pills=pills(asked, reader),
        prices=histogram(page.prices, reader),
        chosen=chosen(asked, page.typed, reader),
        unfiltered=reader.links.search(_unfiltered(asked, page)),
        orders=tuple(_orders(asked, reader)),
        pager=_pager(asked, page, number, reader),
        related=tuple(_question(Asked(), text, reader) for text in related),
        found_nothing=page.total == 0,
        hints=tuple(_hints(asked, page, reader)) if page.total == 0 else (),
        specialties=roots(reader, {}) if page.total == 0 else (),
    )


def misunderstood(asked: Asked, problems: tuple[Problem, ...], reader: Reader) -> Misunderstood:
    """Show what was wrong, and the input again."""
    words = reader.words
    return Misunderstood(
        asked=asked,
        title=words("problem.title"),
        faults=tuple((words(f"problem.field_{one.field}"), one.told(words, isolated)) for one in problems),
        kept=tuple(asked.pairs("q", *PLACE, "min_price", "max_price", *(one.field for one in problems))),
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


def _unfiltered(asked: Asked, page: SearchPage) -> Asked:
    """Drop all filters, also those among the words."""
    alone = asked.unfiltered()
    return alone.replaced(q=page.words) if page.typed else alone


def _question(asked: Asked, text: str, reader: Reader) -> Question:
    return Question(text, reader.links.search(asked.replaced(q=text)))


def _pager(asked: Asked, page: SearchPage, number: int, reader: Reader) -> Pager:
    shown = len(page.found)
    return pager(asked, number, total=page.total, shown=shown, after=page.next, links=reader.links)


def _notices(page: SearchPage, reader: Reader) -> Iterator[str]:
    words = reader.words
    yield from misread(page.misread, words)
    yield from unfindable(page.typed, reader)
    if page.relaxed:
        yield _relaxed(page, words)
    if page.ignored_words:
        yield words("search.ignored", words=words.count("word", page.ignored_words))
    if page.total and not page.found:
        yield words("search.beyond")


def _relaxed(page: SearchPage, words: Words) -> str:
    if page.all_words == 0:
        return words("search.relaxed")
    return words("search.relaxed_some", listings=words.count("listing", page.all_words))


def _hints(asked: Asked, page: SearchPage, reader: Reader) -> Iterator[str]:
    if asked.filtered or page.typed:
        yield reader.words("search.hint_filters")
    if " " in page.words:
        yield reader.words("search.hint_fewer")
    if page.words:
        yield reader.words("search.hint_spelling")


def _orders(asked: Asked, reader: Reader) -> Iterator[Order]:
    current = asked.sort or Sort.RELEVANCE
    for sort in Sort:
        if sort is Sort.RELEVANCE and not asked.q:
            continue  # without words the newest are the most relevant
        address = reader.links.search(asked.replaced(sort="" if sort is Sort.RELEVANCE else sort.value))
        shown = Sort.NEWEST if current == Sort.RELEVANCE and not asked.q else current
        yield Order(reader.words(f"sort.{sort}"), address, sort == shown)
