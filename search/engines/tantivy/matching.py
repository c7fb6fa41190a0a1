"""Says a plan and the filters in tantivy's query objects; no query text is ever parsed by tantivy."""

from collections.abc import Iterable, Mapping, Sequence

import tantivy

from search.document import TEXT_FIELDS, Field, Layer
from search.plan import Plan, Unit, WordQuery
from search.query import Query

MORE_FIELDS = 0.1
"""What each further matching field adds: a little, so that a word in title and text beats title alone."""

PHRASE_WEIGHT = 1.5
"""A phrase asked for in quotes is worth more than its words."""

ALL_IN_TITLE = 0.5
"""What a title that has everything asked for adds: then the listing is about it, not about a part of it."""

Fields = Mapping[Layer, Sequence[Field]]
"""Where a token of each layer is looked for."""

EVERYWHERE: Fields = {layer: [field for field in TEXT_FIELDS if field.layer is layer] for layer in Layer}
TITLE: Fields = {
    layer: [field for field in fields if field.source == "title"] for layer, fields in EVERYWHERE.items()
}


class Matcher:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def text(self, plan: Plan, *, relaxed: bool = False) -> tantivy.Query:
        """Return what a plan's words ask for; `relaxed` asks for enough of the units instead of all."""
        query = self._most(plan) if relaxed else self._all(plan)
        excluded = [(tantivy.Occur.MustNot, self._unit(unit, EVERYWHERE)) for unit in plan.excluded]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *excluded]) if excluded else query

    def _all(self, plan: Plan) -> tantivy.Query:
        if not plan.required:
            return tantivy.Query.all_query()
        query = _all(self._unit(unit, EVERYWHERE) for unit in plan.required)
        if len(plan.required) == 1:
            return query
        in_title = _all(self._unit(unit, TITLE) for unit in plan.required)
        bonus = tantivy.Query.boost_query(in_title, ALL_IN_TITLE)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Should, bonus)])

    def _most(self, plan: Plan) -> tantivy.Query:
        units = [(tantivy.Occur.Should, self._unit(unit, EVERYWHERE)) for unit in plan.required]
        return tantivy.Query.boolean_query(units, minimum_number_should_match=plan.enough)

    def filters(self, query: Query, *, without: str | None = None) -> list[tantivy.Query]:
        """Return the filters of `query`, except those of the facet `without`."""
        chosen = {"site": query.sites, "kind": query.kinds, "specialty": query.specialties}
        found = [self._any(name, values) for name, values in chosen.items() if values and name != without]
        if without != "price_band":
            found += self._prices(query)
        return found

    def both(self, text: tantivy.Query, filters: Iterable[tantivy.Query]) -> tantivy.Query:
        """Return `text` under `filters`, which decide but do not score."""
        silent = [tantivy.Query.const_score_query(query, 0.0) for query in filters]
        if not silent:
            return text
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in (text, *silent)])

    def _prices(self, query: Query) -> Iterable[tantivy.Query]:
        number = tantivy.FieldType.Float
        if query.price_bands:
            yield self._any("price_band", query.price_bands)
        if query.min_price is not None:
            yield tantivy.Query.range_query(self._schema, "price_high", number, float(query.min_price), None)
        if query.max_price is not None:
            yield tantivy.Query.range_query(self._schema, "price_low", number, None, float(query.max_price))

    def _any(self, field: str, values: Iterable[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, field, sorted(values))

    def _unit(self, unit: Unit, fields: Fields) -> tantivy.Query:
        if unit.phrase:
            return self._phrase([word.exact for word in unit.words], fields)
        ways = [_all(self._word(word, fields) for word in unit.words)]
        ways += [self._best(self._terms(fields[Layer.CONCEPT], concept)) for concept in unit.concepts]
        if unit.whole is not None:
            ways.append(self._best(self._terms(fields[Layer.EXACT], unit.whole)))
        return self._best(ways)

    def _word(self, word: WordQuery, fields: Fields) -> tantivy.Query:
        ways = self._terms(fields[Layer.EXACT], word.exact) + self._terms(fields[Layer.STEM], word.stem)
        for concept in word.concepts:
            ways += self._terms(fields[Layer.CONCEPT], concept)
        return self._best(ways)

    def _terms(self, fields: Sequence[Field], token: str) -> list[tantivy.Query]:
        return [tantivy.Query.boost_query(self._term(field.name, token), field.weight) for field in fields]

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token, index_option="freq")

    def _phrase(self, tokens: list[str], fields: Fields) -> tantivy.Query:
        if len(tokens) == 1:
            return self._best(self._terms(fields[Layer.EXACT], tokens[0]))
        return self._best(
            [
                tantivy.Query.boost_query(
                    tantivy.Query.phrase_query(self._schema, field.name, list(tokens)),
                    field.weight * PHRASE_WEIGHT,
                )
                for field in fields[Layer.EXACT]
            ]
        )

    def _best(self, ways: list[tantivy.Query]) -> tantivy.Query:
        return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(ways, MORE_FIELDS)


def _all(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    every = list(queries)
    return (
        every[0]
        if len(every) == 1
        else tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in every])
    )
