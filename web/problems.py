"""What can be wrong with each part of a question, and how it is told."""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aggregator.domain.identity import Kind
from aggregator.domain.listing import Status
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import UnknownSpecialty
from search.bands import DELIVERY_BANDS, PRICE_BANDS, RATING_BANDS, Band
from search.query import LARGEST_WINDOW, PRICINGS, Sort
from web.asking import MANY, Asked, Many
from web.words import Words

LONGEST_TEXT = 1_000
"""Characters of search words: no question is longer, and every link of a page repeats them."""

LONGEST_MARK = 600
"""Characters of `after`: what an answer gives is much shorter."""

MOST_VALUES = 40
"""Values of one filter: more than anybody chooses by hand."""

LARGEST_ANSWER = 100
"""Results of one answer to a program."""

_SHOWN = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}")


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


UNREADABLE: Mapping[str, str] = {
    "min_price": "not_a_price",
    "max_price": "not_a_price",
    "max_delivery_days": "not_days",
    "min_rating": "not_a_rating",
    "posted_within": "not_days",
    "posted_after": "not_a_date",
    "posted_before": "not_a_date",
    "page": "not_a_number",
    "limit": "not_a_number",
}
"""What a single value is not, where it cannot be read."""


def problems(asked: Asked, known: Known, *, limit: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield all that is wrong; `values` are the single values as read, None where they could not be."""
    if len(asked.q) > LONGEST_TEXT:
        yield Problem(field="q", code="too_long", facts={"limit": LONGEST_TEXT})
    yield from _wrong_values(asked, known)
    for name, code in UNREADABLE.items():
        given: str = limit if name == "limit" else getattr(asked, name)
        if given and values[name] is None:
            yield Problem(field=name, code=code, facts={"given": shown(given)})
    yield from _upside_down(values)
    if asked.sort and asked.sort not in set(Sort):
        yield _unknown("sort", asked.sort, [sort.value for sort in Sort])
    yield from _wrong_place(asked, limit, values)


def forged_mark(asked: Asked) -> Problem:
    """Say that `after` is from no answer of ours."""
    return Problem(field="after", code="not_a_mark", facts={"given": shown(asked.after)})


def shown(given: str) -> str:
    """Cut what was given to a length that a message bears."""
    return given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"


def _wrong_values(asked: Asked, known: Known) -> Iterator[Problem]:
    for name in MANY:
        values: tuple[str, ...] = getattr(asked, name)
        if len(values) > MOST_VALUES:
            yield Problem(field=name, code="too_many", facts={"limit": MOST_VALUES})
            continue
        yield from (found for value in values if (found := _CHECKS[name](value, known)))


def _upside_down(values: Mapping[str, Any]) -> Iterator[Problem]:
    low, high = values["min_price"], values["max_price"]
    if low is not None and high is not None and low > high:
        yield Problem(field="min_price", code="above_max", facts={"low": f"{low:,g}", "high": f"{high:,g}"})
    start, end = values["since"], values["posted_before"]
    if start and end and start > end:
        facts = {"start": f"{start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}"}
        yield Problem(field="posted_after", code="after_end", facts=facts)


def _wrong_place(asked: Asked, limit: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    page, results = values["page"], values["limit"]
    if results is not None and results > LARGEST_ANSWER:
        yield Problem(field="limit", code="too_large", facts={"given": shown(limit), "limit": LARGEST_ANSWER})
    elif page is not None and results is not None and page * results > LARGEST_WINDOW:
        yield Problem(field="page", code="too_deep", facts={"limit": f"{LARGEST_WINDOW:,}"})
    if asked.after and asked.page:
        yield Problem(field="after", code="with_page")
    elif len(asked.after) > LONGEST_MARK:
        yield forged_mark(asked)


_Check = Callable[[str, Known], Problem | None]


def _one_of(name: str, allowed: Collection[str]) -> _Check:
    def check(value: str, _: Known) -> Problem | None:
        return None if value in allowed else _unknown(name, value, list(allowed))

    return check


def _band(name: str, bands: tuple[Band, ...]) -> _Check:
    return _one_of(name, [band.name for band in bands])


def _site(value: str, known: Known) -> Problem | None:
    return None if value in known.sites else _unknown("site", value, sorted(known.sites))


def _specialty(value: str, known: Known) -> Problem | None:
    try:
        known.taxonomy.get(value)
    except UnknownSpecialty:
        return Problem(field="specialty", code="unknown_specialty", facts={"given": shown(value)})
    return None


def _language(value: str, _: Known) -> Problem | None:
    return None if _LANGUAGE.fullmatch(value) else _unknown("language", value, ["ar", "en"])


def unknown_names(sites: Iterable[str], specialties: Iterable[str], known: Known) -> Iterator[Problem]:
    """Yield which of the keys name no marketplace and no specialty."""
    yield from filter(None, (_site(key, known) for key in sites))
    yield from filter(None, (_specialty(key, known) for key in specialties))


STATUSES = tuple(status.value for status in Status if status is not Status.GONE)
"""States that can be asked for: what is gone from its site is not found."""

_CHECKS: Mapping[Many, _Check] = {
    "kind": _one_of("kind", [kind.value for kind in Kind]),
    "site": _site,
    "specialty": _specialty,
    "band": _band("band", PRICE_BANDS),
    "delivery_band": _band("delivery_band", DELIVERY_BANDS),
    "rating_band": _band("rating_band", RATING_BANDS),
    "pricing": _one_of("pricing", sorted(PRICINGS)),
    "status": _one_of("status", STATUSES),
    "language": _language,
}


def _unknown(name: str, given: str, values: list[str]) -> Problem:
    facts = {"given": shown(given), "known": ", ".join(values)}
    return Problem(field=name, code="unknown", facts=facts)
