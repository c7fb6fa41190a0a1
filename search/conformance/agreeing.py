"""Makes listings and queries at random, the same for a seed, on which everything that searches must agree.

Nothing here needs a test run: engines, the matcher of alerts and measurements may all be fed from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from search.bands import BANDS
from search.conformance.wording import KINDS, SITES, SKILLS, SMALL_TALK, SPECIALTIES, STRANGE, WORDS
from search.document import SearchDocument
from search.query import Query, Sort

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""The moment all queries are asked at; listings were posted in the two months before."""

LANGUAGES = ("ar", "en", None)
STATUSES = ("open", "closed", "unknown")
PRICINGS = ("fixed", "hourly", None)
PRICES = (0.0, 0.5, 5.0, 10.0, 24.99, 25.0, 50.0, 99.0, 100.0, 250.0, 499.99, 500.0, 1_000.0, 2_500.0)
DAYS = (0.5, 1.0, 1.9, 2.0, 3.0, 7.0, 14.0, 15.0, 30.0, 31.0, 90.0)
RATINGS = (0.0, 2.5, 3.0, 3.99, 4.0, 4.5, 4.6, 4.8, 4.9, 5.0)

COPIED, TIED = 0.08, 0.05
"""How many listings are a copy of an earlier one with a word changed, and how many have all its facts."""


def random_documents(count: int, seed: int) -> list[SearchDocument]:
    """Return `count` listings as messy as real ones, some of them reposted, some with equal facts."""
    rng = Random(seed)  # noqa: S311  the same for all, not secret
    documents: list[SearchDocument] = []
    for number in range(count):
        kind = rng.choice(KINDS)
        ref = f"{rng.choice(SITES)}:{kind}:{number}"
        documents.append(_document(rng, ref, documents))
    return documents


def random_queries(count: int, seed: int) -> Iterator[Query]:
    """Yield `count` queries."""
    rng = Random(seed)  # noqa: S311  the same for all, not secret
    for _ in range(count):
        yield random_query(rng)


def random_query(rng: Random) -> Query:
    """Return words, phrases and exclusions with filters, an order and a page; never an invalid query."""
    asked: dict[str, Any] = {"text": random_text(rng), "now": NOW, "sort": _sort(rng)}
    for fill in rng.sample(_FILLERS, rng.choice((0, 0, 0, 1, 1, 2, 3))):
        asked |= fill(rng)
    asked["offset"] = rng.choice((0, 0, 0, 0, 3, 20, 95, 150, 1_000))
    asked["limit"] = rng.choice((0, 1, 7, 20, 20, 20, 50, 200))
    return Query(
        **asked,
        strict=rng.random() < 0.2,  # noqa: PLR2004  shares of all queries
        collapse=rng.random() < 0.8,  # noqa: PLR2004
        facets=rng.random() < 0.8,  # noqa: PLR2004
    )


def random_text(rng: Random) -> str:
    """Return what somebody may type."""
    return " ".join(_piece(rng) for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3, 4, 9))))


def _document(rng: Random, ref: str, earlier: Sequence[SearchDocument]) -> SearchDocument:
    site, kind, _ = ref.split(":")
    drawn = rng.random()
    if earlier and drawn < COPIED + TIED:
        other = rng.choice(earlier)
        if drawn < TIED:
            # Nothing but the ref parts the two, so that only ties by ref put them in order.
            return replace(other, ref=f"{other.site}:{other.kind}:{ref.rsplit(':', 1)[1]}")
        text = _with_a_word_changed(rng, other.description)
        return replace(other, ref=ref, site=site, kind=kind, description=text, **_facts(rng, kind))
    return SearchDocument(
        ref=ref,
        site=site,
        kind=kind,
        title=_running(rng, rng.randint(1, 6)),
        description=_running(rng, rng.choice((0, 3, 10, 25, 60))),
        skills=tuple(rng.sample(SKILLS, rng.choice((0, 0, 1, 3, 6)))),
        **_facts(rng, kind),
    )


def _facts(rng: Random, kind: str) -> dict[str, Any]:
    low, high = sorted(rng.choices(PRICES, k=2))
    rated = kind != "request" and rng.random() < 0.6  # noqa: PLR2004  some have been rated
    return {
        "specialties": rng.choice((*SPECIALTIES, ())),
        "labels": tuple(_word(rng) for _ in range(rng.choice((0, 1, 2)))),
        "posted_at": _moment(rng),
        "price_min": rng.choice((low, low, None)),
        "price_max": rng.choice((high, high, None)),
        "status": rng.choice(STATUSES),
        "language": rng.choice(LANGUAGES),
        "pricing": rng.choice(PRICINGS),
        "delivery_days": rng.choice((*DAYS, None)),
        "rating": rng.choice(RATINGS) if rated else None,
        "rating_count": rng.choice((1, 3, 40, 2_000, None)) if rated else None,
        "mean_rating": rng.choice((4.2, 4.8, None)),
        "done": rng.choice((0, 5, 300, None)),
    }


def _moment(rng: Random) -> datetime | None:
    # Whole days often, so that many are equally new.
    if rng.random() < 0.15:  # noqa: PLR2004  some say nothing
        return None
    return NOW - timedelta(days=rng.randrange(60), seconds=rng.choice((0, 0, rng.randrange(86_400))))


def _running(rng: Random, length: int) -> str:
    return " ".join(_word(rng) if rng.random() < 0.8 else rng.choice(SMALL_TALK) for _ in range(length))  # noqa: PLR2004


_OFTEN = [1 / (rank + 3) for rank in range(len(WORDS))]


def _word(rng: Random) -> str:
    return rng.choices(WORDS, _OFTEN)[0]


def _with_a_word_changed(rng: Random, text: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = _word(rng)
    return " ".join(words)


def _piece(rng: Random) -> str:
    drawn = rng.random()
    if drawn < 0.6:  # noqa: PLR2004  shares of all pieces
        return _word(rng)
    if drawn < 0.7:  # noqa: PLR2004
        return f"-{_word(rng)}"
    if drawn < 0.78:  # noqa: PLR2004
        return f'{rng.choice(("", "", "-"))}"{_word(rng)} {_word(rng)}"'
    if drawn < 0.86:  # noqa: PLR2004
        return _typed_filter(rng)
    return rng.choice(SMALL_TALK if drawn < 0.93 else STRANGE)  # noqa: PLR2004


def _typed_filter(rng: Random) -> str:
    low, high = sorted(rng.choices(PRICES, k=2))
    return rng.choice(
        (
            f"site:{rng.choice(SITES)}",
            f"kind:{rng.choice(KINDS)},{rng.choice(KINDS)}",
            f"price:{low:g}..{high:g}",
            f"سعر:>{low:g}",
            f"rating:{rng.choice(RATINGS):g}",
            f"تسليم:{rng.choice(DAYS):g}",
            f"specialty:{rng.choice(SPECIALTIES)[-1]}",
            f"pricing:{rng.choice(PRICINGS)}",
            "price:50..10",
        )
    )


def _sort(rng: Random) -> Sort:
    return rng.choice((Sort.RELEVANCE, Sort.RELEVANCE, Sort.RELEVANCE, *tuple(Sort)))


def _some(field: str, values: Sequence[str | None]) -> Callable[[Random], dict[str, Any]]:
    known = [value for value in values if value is not None]

    def fill(rng: Random) -> dict[str, Any]:
        return {field: frozenset(rng.sample(known, rng.randint(1, min(3, len(known)))))}

    return fill


def _range(low: str | None, high: str | None, values: Sequence[Any]) -> Callable[[Random], dict[str, Any]]:
    def fill(rng: Random) -> dict[str, Any]:
        ends = zip((low, high), sorted(rng.choices(values, k=2)), strict=True)
        return {field: value for field, value in ends if field is not None and rng.random() < 0.7}  # noqa: PLR2004

    return fill


_FILLERS: tuple[Callable[[Random], dict[str, Any]], ...] = (
    _some("sites", (*SITES, "nowhere")),
    _some("kinds", KINDS),
    _some("specialties", sorted({key for keys in SPECIALTIES for key in keys})),
    _some("statuses", STATUSES),
    _some("languages", LANGUAGES),
    _some("pricings", PRICINGS),
    *(_some(f"{name}s", [band.name for band in bands]) for name, bands in BANDS.items()),
    _range("min_price", "max_price", PRICES),
    _range("posted_after", "posted_before", [NOW - timedelta(days=days) for days in range(0, 70, 5)]),
    _range(None, "max_delivery_days", DAYS),
    _range("min_rating", None, RATINGS),
)
