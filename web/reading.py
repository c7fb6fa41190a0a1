"""Turns what was asked into a query, or says plainly what is wrong with each part of it."""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from aggregator.domain.identity import Kind
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import UnknownSpecialty
from search.bands import PRICE_BANDS
from search.query import LARGEST_WINDOW, Query, Sort
from web.asking import MANY, PAGE_SIZE, Asked
from web.words import Words

LONGEST_TEXT = 1_000
"""Characters of search words: no question is longer, and every link of a page repeats them."""

MOST_VALUES = 40
"""Values of one filter: more than anybody chooses by hand."""

LARGEST_ANSWER = 100
"""Results of one answer to a program."""

_SHOWN = 60
_PRICE = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_NUMBER = re.compile(r"\d{1,9}")
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: the parameter, a code that names a text `problem.<code>`, and that text's facts."""

    field: str
    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def told(self, words: Words, isolate: Callable[[str], str] = str) -> str:
        """Say it in the reader's language, without the parameter's name.

        `isolate` is given every fact: what was asked must not turn the words around it.
        """
        facts = {name: isolate(str(fact)) for name, fact in self.facts.items()}
        return words(f"problem.{self.code}", **facts)


@dataclass(frozen=True, slots=True)
class Known:
    """What the values of filters may be: keys of sites and the taxonomy."""

    sites: Collection[str]
    taxonomy: Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The query, or why there is none; `page` counts from 1."""

    query: Query | None
    page: int
    problems: tuple[Problem, ...]


def read(asked: Asked, known: Known, *, limit: str = str(PAGE_SIZE)) -> Reading:
    """Read every part of `asked`; never raises for what was given."""
    low, high = read_price(asked.min_price), read_price(asked.max_price)
    page, size = _number(asked.page or "1"), _number(limit)
    problems = tuple(_problems(asked, known, low=low, high=high, page=page, size=(limit, size)))
    if problems or page is None or size is None:
        return Reading(query=None, page=page or 1, problems=problems)
    query = Query(
        text=asked.q,
        sites=frozenset(asked.site),
        kinds=frozenset(asked.kind),
        specialties=frozenset(asked.specialty),
        price_bands=frozenset(asked.band),
        min_price=low,
        max_price=high,
        sort=Sort(asked.sort or Sort.RELEVANCE),
        offset=(page - 1) * size,
        limit=size,
    )
    return Reading(query=query, page=page, problems=())


def _problems(
    asked: Asked,
    known: Known,
    *,
    low: float | None,
    high: float | None,
    page: int | None,
    size: tuple[str, int | None],
) -> Iterator[Problem]:
    if len(asked.q) > LONGEST_TEXT:
        yield Problem(field="q", code="too_long", facts={"limit": LONGEST_TEXT})
    yield from _wrong_values(asked, known)
    yield from _wrong_prices(asked, low, high)
    if asked.sort and asked.sort not in set(Sort):
        yield _unknown("sort", asked.sort, [sort.value for sort in Sort])
    yield from _wrong_page(asked.page, page, size)


def _wrong_values(asked: Asked, known: Known) -> Iterator[Problem]:
    for name in MANY:
        values: tuple[str, ...] = getattr(asked, name)
        if len(values) > MOST_VALUES:
            yield Problem(field=name, code="too_many", facts={"limit": MOST_VALUES})
            continue
        yield from (found for value in values if (found := _CHECKS[name](value, known)))


def _wrong_prices(asked: Asked, low: float | None, high: float | None) -> Iterator[Problem]:
    for name, given, price in (("min_price", asked.min_price, low), ("max_price", asked.max_price, high)):
        if given and price is None:
            yield Problem(field=name, code="not_a_price", facts={"given": shown(given)})
    if low is not None and high is not None and low > high:
        yield Problem(field="min_price", code="above_max", facts={"low": f"{low:,g}", "high": f"{high:,g}"})


def _wrong_page(given: str, page: int | None, size: tuple[str, int | None]) -> Iterator[Problem]:
    limit, results = size
    if results is None:
        yield Problem(field="limit", code="not_a_number", facts={"given": shown(limit)})
    elif results > LARGEST_ANSWER:
        facts = {"given": shown(limit), "limit": LARGEST_ANSWER}
        yield Problem(field="limit", code="too_large", facts=facts)
    elif page is None:
        yield Problem(field="page", code="not_a_number", facts={"given": shown(given)})
    elif page * results > LARGEST_WINDOW:
        yield Problem(field="page", code="too_deep", facts={"limit": f"{LARGEST_WINDOW:,}"})


def _kind(value: str, _: Known) -> Problem | None:
    kinds = [kind.value for kind in Kind]
    return None if value in kinds else _unknown("kind", value, kinds)


def _site(value: str, known: Known) -> Problem | None:
    return None if value in known.sites else _unknown("site", value, sorted(known.sites))


def _band(value: str, _: Known) -> Problem | None:
    bands = [band.name for band in PRICE_BANDS]
    return None if value in bands else _unknown("band", value, bands)


def _specialty(value: str, known: Known) -> Problem | None:
    try:
        known.taxonomy.get(value)
    except UnknownSpecialty:
        return Problem(field="specialty", code="unknown_specialty", facts={"given": shown(value)})
    return None


_CHECKS: Mapping[str, Callable[[str, Known], Problem | None]] = {
    "kind": _kind,
    "site": _site,
    "specialty": _specialty,
    "band": _band,
}


def _unknown(name: str, given: str, values: list[str]) -> Problem:
    facts = {"given": shown(given), "known": ", ".join(values)}
    return Problem(field=name, code="unknown", facts=facts)


def read_price(given: str) -> float | None:
    """Read a price in any digits, None when it is none; `1,000` is a thousand and `٢٥٫٥` has a fraction."""
    plain = _THOUSANDS.sub("", given).replace("٫", ".").removeprefix("$").removesuffix("$").strip()
    return float(plain) if _PRICE.fullmatch(plain) else None


def _number(given: str) -> int | None:
    number = int(given) if _NUMBER.fullmatch(given) else 0
    return number or None


def shown(given: str) -> str:
    """Cut what was given to a length that a message bears."""
    return given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
