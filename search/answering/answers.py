"""Plans a query, asks the engine for candidates, and puts the answer together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from search.answering.facets import facet_counts, facet_tallies
from search.answering.hits import hits_of
from search.answering.paging import Page, page_of
from search.answering.rarity import weigh
from search.bands import PriceSpread
from search.clauses import Clause, all_of
from search.highlight import marks_of
from search.matching import bonuses, filters, most_wanted, wanted
from search.plan import Plan, make_plan
from search.query import Query, Sort
from search.ranking import Ranking
from search.results import FacetCount, Results
from search.syntax import narrowed, unfiltered
from search.view import Question, View

Mend = Callable[[str], str | None]
"""Returns a text with likely slips mended; None when there is nothing to mend."""

FEW = 10
"""Hits with all words from which those with most of them are left out: half a page is no answer."""

_KEYS = {Sort.NEWEST: "by_newest", Sort.PRICE: "by_price", Sort.RATING: "by_rating"}


def answer(view: View, query: Query, mend: Mend | None = None) -> Results:
    """Answer `query` from one view."""
    narrow, misread = narrowed(query)
    plan = make_plan(narrow.text)
    asked = _Asked(view, narrow, plan)
    found = asked.found()
    few = found.all_words == 0
    return Results(
        total=found.page.total,
        hits=hits_of(found.page, marks_of(plan)),
        facets=found.facets,
        prices=found.prices,
        relaxed=found.relaxed,
        all_words=found.all_words,
        ignored_words=plan.ignored_words,
        misread=misread,
        did_you_mean=mend(unfiltered(narrow.text)) if few and mend is not None else None,
        next=found.page.next,
    )


def scan(view: View, query: Query) -> Iterator[str]:
    """Yield the refs of all that has every word of `query`, newest first."""
    narrow, _ = narrowed(query)
    return view.scan(all_of((wanted(make_plan(narrow.text)), filters(narrow))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    page: Page
    facets: Mapping[str, tuple[FacetCount, ...]]
    prices: PriceSpread | None
    relaxed: bool
    all_words: int


class _Asked:
    """One narrowed query with its plan."""

    def __init__(self, view: View, query: Query, plan: Plan) -> None:
        self._view = view
        self._query = query
        self._units = plan.required
        self._plan = plan
        self._weights = weigh(view, self._units)

    def found(self) -> _Found:
        """Look for all words, and for most of them when few listings have all."""
        found = self._look(wanted(self._plan), relaxed=False)
        if self._is_enough(found.page.total):
            return found
        weighed = sorted(zip(self._weights, self._units, strict=True), key=lambda pair: -pair[0])
        more = self._look(most_wanted(self._plan, [unit for weight, unit in weighed if weight]), relaxed=True)
        return replace(more, all_words=found.page.total) if more.page.total > found.page.total else found

    def _is_enough(self, total: int) -> bool:
        if self._query.strict or len(self._units) < 2:  # noqa: PLR2004  one word is all
            return True
        # In another order than relevance those with all words could not come first.
        return total >= (FEW if self._key() is None else 1)

    def _look(self, text: Clause, *, relaxed: bool) -> _Found:
        tallies = facet_tallies(self._query, text) if self._query.facets else ()
        question = Question(
            match=all_of((text, filters(self._query))),
            bonuses=bonuses(self._units, self._weights, relaxed=relaxed),
            field=self._key(),
            tallies=tallies,
        )
        page, tallied = page_of(self._view, self._query, question, self._ranking(relaxed=relaxed))
        facets, prices = facet_counts(tallies, tallied)
        return _Found(page=page, facets=facets, prices=prices, relaxed=relaxed, all_words=page.total)

    def _key(self) -> str | None:
        if self._query.sort is Sort.RELEVANCE and self._units:
            return None
        return _KEYS.get(self._query.sort, "by_newest")

    def _ranking(self, *, relaxed: bool) -> Ranking | None:
        if self._key() is not None:
            return None
        # Whole minutes: the same question asked again is answered in the same order.
        now = self._query.now or datetime.now(UTC).replace(second=0, microsecond=0)
        return Ranking(self._units, self._weights, relaxed=relaxed, now=now)
