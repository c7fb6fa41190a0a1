"""Says a plan and filters as clauses: what makes a listing a hit, and what it gets points for."""

from collections.abc import Iterable, Iterator, Sequence

from search.analysis import AGAIN_SIGN, CONCEPT_SIGN, EXACT_SIGN
from search.clauses import (
    AnyTerm,
    AtLeast,
    Bonus,
    Clause,
    Nothing,
    Phrase,
    Range,
    Term,
    Without,
    all_of,
    any_of,
    exact_weight,
)
from search.fields import posted_number
from search.plan import Plan, Unit, WordQuery
from search.query import Query
from search.related import TRADE_SIGN

IN_TITLE = 4.0
"""Points for something asked for that stands in the title: people put what they sell or need there."""

IN_SKILLS = 2.0
"""In the skills: chosen from a list, so meant, but often long and padded."""

TRADE_IN_TITLE = 3.0
"""Another name of the trade in the title: nearly as good as the asker's own."""

TRADE_IN_SKILLS = 1.5
"""Another name of the trade among the skills."""

ALL_WORDS = 1024.0
"""Every word, where not every one must be found: more than all other points together."""

AS_STEM = 1.0
"""In the title by a form of the asker's own word, where another word of the trade would do as well."""

AS_WRITTEN = 1.0
"""In the title letter by letter."""

WRITTEN_ANYWHERE = 0.5
"""Letter by letter anywhere."""

AGAIN = 0.5
"""In the description as well as in title or skills: then it is no slip."""

ALL_IN_TITLE = 2.0
"""A title that has everything asked for: then the listing is about it, not about a part of it."""

FOUND_AT_ALL = 2.0
"""Where not every word must be found: each that is."""

MOST_FINE_UNITS = 6
"""Units that are looked at closely; in longer texts only the title counts, as each clause costs time."""


def wanted(plan: Plan) -> Clause:
    """Return what a listing must have: all units, and none of the excluded."""
    return _unless(plan, all_of(hit_clause(unit) for unit in plan.required))


MOST_TELLING = 12
"""Units of which half must be there when no listing has all: half of more would take too long to find."""


def most_wanted(plan: Plan, known: Sequence[Unit]) -> Clause:
    """Return what makes a hit when no listing has all: at least half of the units.

    `known` ones occur, the most telling first; of many only the first MOST_TELLING are looked at.
    """
    if plan.enough > len(known):
        return Nothing()
    clauses = tuple(hit_clause(unit) for unit in known[:MOST_TELLING])
    enough = min(plan.enough, (MOST_TELLING + 1) // 2)
    return _unless(plan, AtLeast(enough, clauses) if enough < len(clauses) else all_of(clauses))


def _unless(plan: Plan, clause: Clause) -> Clause:
    if not plan.excluded:
        return clause
    return Without(clause, any_of(unit_clause(unit) for unit in plan.excluded))


def unit_clause(unit: Unit, field: str = "found", *, sign: str = "") -> Clause:
    """Return what has a unit itself in `found`, `title` or `skills`; a phrase as written, anywhere.

    `sign` stands before every token that is looked for.
    """
    if unit.phrase:
        return _as_written([word.exact for word in unit.words])
    ways = [all_of(_word(word, field, sign) for word in unit.words)]
    ways += [Term(field, sign + CONCEPT_SIGN + concept) for concept in unit.concepts]
    if unit.whole is not None:
        ways.append(Term(field, sign + unit.whole))
    return any_of(ways)


def trade_clause(unit: Unit, field: str = "found") -> Clause:
    """Return what names a trade that the unit asks for."""
    return any_of(Term(field, TRADE_SIGN + trade) for trade in unit.trades)


def hit_clause(unit: Unit) -> Clause:
    """Return what makes a listing a hit for a unit."""
    return any_of((unit_clause(unit), trade_clause(unit)))


def _as_written(tokens: list[str]) -> Clause:
    return Phrase("words", tuple(tokens)) if len(tokens) > 1 else Term("words", tokens[0])


def _word(word: WordQuery, field: str, sign: str) -> Clause:
    # Whatever has the stem has the concepts that the stem names, too.
    if not word.concepts:
        return Term(field, sign + word.stem)
    tokens = [sign + CONCEPT_SIGN + concept for concept in word.concepts]
    return AnyTerm(field, frozenset(tokens)) if len(tokens) > 1 else Term(field, tokens[0])


def bonuses(units: Sequence[Unit], weights: Sequence[float], *, relaxed: bool) -> list[Bonus]:
    """Return what a hit gets points for; `weights` say how telling each unit is."""
    fine = len(units) <= MOST_FINE_UNITS
    found = [
        Bonus(clause, exact_weight(points * weight))
        for unit, weight in zip(units, weights, strict=True)
        for clause, points in _unit_bonuses(unit, fine=fine, relaxed=relaxed)
    ]
    if relaxed:
        found.append(Bonus(all_of(hit_clause(unit) for unit in units), ALL_WORDS))
    if len(units) > 1 and fine:
        found.append(Bonus(all_of(unit_clause(unit, "title") for unit in units), ALL_IN_TITLE))
    return [bonus for bonus in found if bonus.weight > 0]


def _unit_bonuses(unit: Unit, *, fine: bool, relaxed: bool) -> Iterator[tuple[Clause, float]]:
    if relaxed:
        yield hit_clause(unit), FOUND_AT_ALL
    if unit.phrase:
        unit = Unit(words=unit.words)
    yield unit_clause(unit, "title"), IN_TITLE
    if not fine:
        return
    yield unit_clause(unit, "skills"), IN_SKILLS
    if unit.trades:
        yield trade_clause(unit, "title"), TRADE_IN_TITLE
        yield trade_clause(unit, "skills"), TRADE_IN_SKILLS
    yield all_of(Term("title", EXACT_SIGN + word.exact) for word in unit.words), AS_WRITTEN
    yield all_of(Term("words", word.exact) for word in unit.words), WRITTEN_ANYWHERE
    yield unit_clause(unit, sign=AGAIN_SIGN), AGAIN
    if unit.concepts or any(word.concepts for word in unit.words):
        yield all_of(Term("title", word.stem) for word in unit.words), AS_STEM


_SETS = (
    ("site", "sites"),
    ("kind", "kinds"),
    ("specialty", "specialties"),
    ("status", "statuses"),
    ("language", "languages"),
    ("pricing", "pricings"),
    ("price_band", "price_bands"),
    ("delivery_band", "delivery_bands"),
    ("rating_band", "rating_bands"),
)
"""Fields and the parts of a query that choose among their values."""


def filters(query: Query, *, without: str | None = None) -> Clause:
    """Return what the filters of `query` ask for, except those of the facet `without`."""
    return all_of(_filters(query, without))


def is_filtered(query: Query, facet: str) -> bool:
    """Tell whether a facet has a filter of its own, so that it must be counted apart."""
    return filters(query) != filters(query, without=facet)


def _filters(query: Query, without: str | None) -> Iterator[Clause]:
    for field, name in _SETS:
        values: frozenset[str] = getattr(query, name)
        if values and field != without:
            yield _one_of(field, frozenset(filter(can_be_kept, values)))
    for facet, clauses in _ranges(query):
        if facet is None or facet != without:
            yield from clauses


def _one_of(field: str, values: frozenset[str]) -> Clause:
    if len(values) > 1:
        return AnyTerm(field, values)
    return Term(field, *values) if values else Nothing()


def can_be_kept(value: str) -> bool:
    """Tell whether any document can have a value: half characters, as broken addresses bring, none has."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _ranges(query: Query) -> Iterator[tuple[str | None, Iterable[Clause]]]:
    if query.min_price is not None:
        yield "price_band", [Range("price_high", low=query.min_price)]
    if query.max_price is not None:
        yield "price_band", [Range("price_low", high=query.max_price)]
    if query.posted_after is not None or query.posted_before is not None:
        ends = {"low": posted_number(query.posted_after), "high": posted_number(query.posted_before)}
        yield None, [Range("posted", **ends)]
    if query.max_delivery_days is not None:
        yield "delivery_band", [Range("delivery_days", high=query.max_delivery_days)]
    if query.min_rating is not None:
        yield "rating_band", [Range("rating", low=query.min_rating)]
