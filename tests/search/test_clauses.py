"""Clauses mean the same to tantivy as to plain Python, whatever tree they grow into."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.clauses import (
    WEIGHT_STEP,
    All,
    AnyOf,
    AnyTerm,
    AtLeast,
    Everything,
    Nothing,
    Phrase,
    Range,
    Term,
    Without,
    all_of,
    any_of,
    exact_weight,
)
from search.conformance import document
from search.conformance.agreeing import NOW, random_documents, random_queries
from search.document import FIELD_TYPES, FieldType
from search.engines import open_engine
from search.evaluating import holds, indexed
from search.fields import field_values
from search.matching import bonuses, filters, is_filtered, unit_clause, wanted
from search.plan import make_plan
from search.query import Query
from search.results import FACETS

DOCUMENTS = random_documents(120, seed=4)
INDEXED = {one.ref: indexed(field_values(one)) for one in DOCUMENTS}


def fields(*types):
    return [name for name, type_ in FIELD_TYPES.items() if type_ in types]


def values(name):
    return sorted({value for one in INDEXED.values() for value in one.sets.get(name, ())})


VALUES = {
    name: values(name)
    for name in fields(FieldType.TOKENS, FieldType.PLACED, FieldType.KEYWORD, FieldType.KEYWORDS)
    if name != "ref"
}
NUMBERS = {
    name: sorted({one.numbers[name] for one in INDEXED.values() if name in one.numbers})
    for name in fields(FieldType.NUMBER)
}
RUNS = [run.split() for one in INDEXED.values() for run in one.runs.values()]

terms = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.sampled_from([*VALUES[name], "never"]).map(lambda value: Term(name, value))
)
any_terms = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.frozensets(st.sampled_from([*VALUES[name], "never"]), min_size=1, max_size=30).map(
        lambda some: AnyTerm(name, some)
    )
)


def cuts(run):
    return st.integers(0, max(0, len(run) - 2)).flatmap(
        lambda start: st.integers(2, 4).map(lambda size: tuple(run[start : start + size]))
    )


phrases = st.one_of(
    st.sampled_from([run for run in RUNS if len(run) > 1]).flatmap(cuts).filter(lambda cut: len(cut) > 1),
    st.lists(st.sampled_from(VALUES["words"]), min_size=2, max_size=3).map(tuple),
).map(lambda tokens: Phrase("words", tokens))


@st.composite
def ranges(draw):
    name = draw(st.sampled_from(sorted(NUMBERS)))
    ends = st.one_of(st.sampled_from(NUMBERS[name]), st.floats(-1, 3_000, allow_nan=False))
    low, high = draw(st.one_of(st.none(), ends)), draw(st.one_of(st.none(), ends))
    return Range(name, low=0.0 if low is None and high is None else low, high=high)


leaves = st.one_of(terms, any_terms, phrases, ranges(), st.just(Everything()), st.just(Nothing()))


def branches(parts):
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(AnyOf),
        several.flatmap(lambda some: st.integers(1, len(some)).map(lambda count: AtLeast(count, some))),
        st.builds(Without, parts, parts),
    )


trees = st.recursive(leaves, branches, max_leaves=12)


@pytest.fixture(scope="module")
def engine():
    engine = open_engine("tantivy::memory:")
    for start in range(0, len(DOCUMENTS), 50):
        engine.apply(DOCUMENTS[start : start + 50], cursor=start + 1)
    return engine


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees)
def test_tantivy_and_python_agree_on_every_tree(engine, tree):
    expected = {ref for ref, one in INDEXED.items() if holds(tree, one)}
    with engine.viewing() as view:
        assert set(view.scan(tree)) == expected
        assert view.counts([tree]) == [len(expected)]


@given(tree=trees, refs=st.sampled_from(sorted(INDEXED)))
def test_the_plainest_form_means_the_same(tree, refs):
    one = INDEXED[refs]
    assert (
        holds(all_of([tree, Everything()]), one) == holds(tree, one) == holds(any_of([tree, Nothing()]), one)
    )
    assert holds(all_of([tree, tree]), one) == holds(tree, one) == holds(any_of([tree, tree]), one)
    assert not holds(all_of([tree, Nothing()]), one)
    assert holds(all_of([]), one)
    assert not holds(any_of([]), one)


@given(st.floats(0, 1_000))
def test_weights_are_exact_in_32_bits(weight):
    exact = exact_weight(weight)
    assert exact / WEIGHT_STEP == int(exact / WEIGHT_STEP)
    assert abs(exact - weight) <= WEIGHT_STEP / 2


def test_all_points_of_a_query_are_exact():
    for query in random_queries(100, seed=1):
        units = make_plan(query.text).required
        for bonus in bonuses(units, [1 / (3 + at) for at in range(len(units))], relaxed=True):
            assert bonus.weight > 0
            assert bonus.weight == exact_weight(bonus.weight)


def test_what_is_wanted_can_be_hashed_and_compared():
    for query in random_queries(100, seed=2):
        clause = wanted(make_plan(query.text))
        assert clause == wanted(make_plan(query.text))
        assert hash(clause) == hash(wanted(make_plan(query.text)))
        assert filters(query) == filters(query)


@pytest.mark.parametrize(
    ("facet", "query"),
    [
        ("site", Query(sites=frozenset({"a"}))),
        ("price_band", Query(min_price=1.0)),
        ("price_band", Query(max_price=1.0)),
        ("price_band", Query(price_bands=frozenset({"0-25"}))),
        ("delivery_band", Query(max_delivery_days=1.0)),
        ("rating_band", Query(min_rating=1.0)),
    ],
)
def test_a_facet_is_filtered_by_its_values_and_its_range(facet, query):
    assert [name for name in FACETS if is_filtered(query, name)] == [facet]
    assert filters(query, without=facet) == Everything()


@pytest.mark.parametrize(
    "query",
    [
        Query(posted_after=NOW),
        Query(posted_before=NOW),
        Query(statuses=frozenset({"open"})),
        Query(languages=frozenset({"ar"})),
        Query(pricings=frozenset({"fixed"})),
    ],
)
def test_filters_of_no_facet_hold_for_every_facet(query):
    assert not [name for name in FACETS if is_filtered(query, name)]
    assert filters(query) != Everything()
    assert {filters(query, without=name) for name in FACETS} == {filters(query)}


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("متجر", "متاجر", True),
        ('"متجر"', "متاجر", False),
        ('"متجر سلة"', "متجر سلة", True),
        ("شعار", "logo", True),
        ("ui ux", "UI/UX", True),
        ("c#", "c++", False),
        ("شعار", "موقع", False),
    ],
)
def test_a_document_alone_can_be_asked(text, title, found):
    one = indexed(field_values(document("1", title=title)))
    assert holds(wanted(make_plan(text)), one) is found
    assert all(holds(unit_clause(unit), one) is found for unit in make_plan(text).required)


def test_a_document_that_says_nothing_is_outside_every_range():
    one = indexed(field_values(document("1")))
    assert not holds(Range("price_low", low=0.0), one)
    assert not holds(Range("posted", high=1e12), one)
    assert not holds(Term("language", "ar"), indexed(field_values(document("1", language=None))))
