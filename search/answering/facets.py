"""Counts each facet under all other filters but not its own, so that several of its values can be chosen."""

from collections.abc import Mapping, Sequence

from search.bands import BANDS, PriceSpread, spread_of
from search.clauses import Clause, all_of
from search.groups import GROUPS, groups_of, ungrouped
from search.matching import filters, is_filtered
from search.query import Query
from search.results import FACETS, FacetCount
from search.view import Tallied, Tally

PRICES = "price_step"


def facet_tallies(query: Query, text: Clause) -> list[Tally]:
    """Return what must be counted: unfiltered facets and prices in groups, each filtered facet apart."""
    free = tuple(facet for facet in FACETS if not is_filtered(query, facet))
    tallies = [Tally(match=all_of((text, filters(query))), fields=groups_of((*free, PRICES)))]
    tallies += [
        Tally(match=all_of((text, filters(query, without=facet))), fields=(facet,))
        for facet in FACETS
        if facet not in free
    ]
    return tallies


def facet_counts(
    tallies: Sequence[Tally], tallied: Sequence[Tallied]
) -> tuple[Mapping[str, tuple[FacetCount, ...]], PriceSpread | None]:
    """Return the counts by facet, and the spread of the prices."""
    counted: dict[str, Mapping[str, int]] = {}
    for one in tallied:  # a filtered facet's own counts come later and take the place of those of its group
        for name, counts in one.items():
            counted |= ungrouped(name, counts) if name in GROUPS else {name: counts}
    if not tallies:
        return {}, None
    facets = {facet: _ordered(facet, counted.get(facet, {})) for facet in FACETS}
    return facets, spread_of(counted.get(PRICES, {}))


def _ordered(facet: str, counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Return the counts: bands from small to large, all else from the most to the least."""
    if facet in BANDS:
        values = [band.name for band in BANDS[facet] if band.name in counts]
    else:
        values = sorted(counts, key=lambda value: (-counts[value], value))
    return tuple(FacetCount(value=value, count=counts[value]) for value in values)
