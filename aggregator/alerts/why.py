"""Says in the reader's language by which words and filters a search found a listing, and what it costs."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from aggregator.alerts.criteria import to_query
from aggregator.domain.alert import Criteria
from aggregator.domain.listing import Listing, Offer, Request, price_of
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import UnknownSpecialty
from search.highlight import Marks, highlight, marks_of
from search.plan import make_plan
from search.query import Query
from search.syntax import narrowed

MOST_WORDS = 8
"""Different words named in one message item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What sites and specialties are called; a site's title by its key."""

    taxonomy: Taxonomy
    sites: Mapping[str, str]

    def specialty(self, key: str, language: str) -> str:
        """Return the name of a specialty, or its key when it is no more."""
        try:
            known = self.taxonomy.get(key)
        except UnknownSpecialty:
            return key
        return known.en if language == "en" else known.ar


def why(criteria: Criteria, listing: Listing, *, language: str, names: Names) -> tuple[str, ...]:
    """Return the words of the listing that the search asked for, then the filters that it passed."""
    query, _ = narrowed(to_query(criteria))
    say = _Sayings(language)
    found = list(_matched_words(query, listing))
    reasons = [say("words", "، ".join(found) if language == "ar" else ", ".join(found))] if found else []
    reasons += _filters(query, say, names)
    reasons += _own_filters(criteria, listing, say)
    return tuple(reasons) or (say("everything"),)


def facts(listing: Listing, *, language: str) -> tuple[str, ...]:
    """Return what a reader wants to know at once beside the site: price, days, hiring rate."""
    say = _Sayings(language)
    told = [amount(price)] if (price := price_of(listing)) else []
    if isinstance(listing, Offer | Request) and listing.delivery_days is not None:
        told.append(say("days", listing.delivery_days))
    if isinstance(listing, Request) and isinstance(listing.hiring_rate, Decimal):
        told.append(say("hiring_rate", _plain(listing.hiring_rate)))
    elif isinstance(listing, Request) and listing.hiring_rate is not None:
        told.append(say("uncomputed"))
    return tuple(told)


def change_words(news: str, *, language: str) -> tuple[str, ...]:
    """Return what changed, for what is not new."""
    key = {"price": "price_changed", "text": "text_changed", "back": "back"}.get(news)
    return (_Sayings(language)(key),) if key else ()


def amount(price: MoneyRange) -> str:
    """Write a price as `50-100 USD`."""
    ends = dict.fromkeys(_plain(end) for end in (price.min, price.max) if end is not None)
    return f"{'-'.join(ends)} {price.currency}"


class _Sayings:
    def __init__(self, language: str) -> None:
        self._words = _words()["en" if language == "en" else "ar"]

    def __call__(self, key: str, value: object = "") -> str:
        return self._words[key].replace("{}", str(value))

    def name(self, key: str) -> str:
        return self._words.get(key, key)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("why.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _matched_words(query: Query, listing: Listing) -> Iterator[str]:
    """Yield different words of the listing that were asked for, neighbours as one, the title's first."""
    marks = marks_of(make_plan(query.text))
    seen: dict[str, str] = {}
    for text in (listing.title, *listing.skills, listing.description, *listing.category_path):
        for word in _marked(text, marks):
            seen.setdefault(word.casefold(), word)
        if len(seen) >= MOST_WORDS:
            break
    yield from list(seen.values())[:MOST_WORDS]


def _marked(text: str, marks: Marks) -> Iterator[str]:
    """Yield marked words; what stands beside each other, parted by one space alone, is one."""
    start = end = -1
    for first, last in highlight(text, marks).spans:
        if end >= 0 and text[end:first] == " ":
            end = last
            continue
        if end >= 0:
            yield text[start:end]
        start, end = first, last
    if end >= 0:
        yield text[start:end]


def _filters(query: Query, say: _Sayings, names: Names) -> Iterator[str]:
    language = "en" if say.name("open") == "open" else "ar"
    sites = [names.sites.get(key, key) for key in sorted(query.sites)]
    specialties = [names.specialty(key, language) for key in sorted(query.specialties)]
    chosen: list[tuple[str, Collection[str]]] = [
        ("site", sites),
        ("kind", [say.name(key) for key in sorted(query.kinds)]),
        ("specialty", specialties),
        ("status", [say.name(key) for key in sorted(query.statuses)]),
        ("language", [say.name(key) for key in sorted(query.languages)]),
        ("pricing", [say.name(key) for key in sorted(query.pricings)]),
        ("band", sorted(query.price_bands | query.delivery_bands | query.rating_bands)),
    ]
    for key, values in chosen:
        if values:
            yield say(key, ", ".join(values))
    for key in ("min_price", "max_price", "max_delivery_days", "min_rating"):
        bound: float | None = getattr(query, key)
        if bound is not None:
            yield say(key, f"{bound:g}")


def _own_filters(criteria: Criteria, listing: Listing, say: _Sayings) -> Iterator[str]:
    if criteria.posted_within is not None:
        yield say("posted_within", criteria.posted_within)
    if criteria.min_hiring_rate is not None and isinstance(listing, Request):
        computed = isinstance(listing.hiring_rate, Decimal)
        yield say("min_hiring_rate", _plain(criteria.min_hiring_rate)) if computed else say("uncomputed")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
