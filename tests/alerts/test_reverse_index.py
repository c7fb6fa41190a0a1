"""The reverse index finds just the clauses that hold, whatever their trees, and forgets without a trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.alerts import filter_table
from aggregator.alerts.compiling import compiled, conjuncts
from aggregator.alerts.frequencies import Frequencies, sufficing
from aggregator.alerts.reverse_index import ReverseIndex
from search.clauses import (
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
)
from search.evaluating import holds, indexed

DOCUMENTS = [
    indexed({"found": "a b c", "words": "a b | c", "site": "x", "kind": "offer", "price_low": 5.0}),
    indexed({"found": "a d", "words": "d a", "site": "y", "specialty": ["s", "t"], "price_low": 50.0}),
    indexed({"found": "b d e", "words": "e d b", "site": "x", "specialty": ["t"]}),
    indexed({"found": "c", "site": "z", "rating": 4.5}),
    indexed({"site": "y", "kind": "request"}),
]
A, B, C, D, E = (Term("found", token) for token in "abcde")

tokens = st.sampled_from(["a", "b", "c", "d", "e", "f"])
fields = st.sampled_from(
    [
        ("found", tokens),
        ("site", st.sampled_from("xyzw")),
        ("kind", st.sampled_from(["offer", "request"])),
        ("specialty", st.sampled_from("stu")),
    ]
)
leaves = st.one_of(
    fields.flatmap(lambda one: st.builds(Term, st.just(one[0]), one[1])),
    fields.flatmap(lambda one: st.builds(AnyTerm, st.just(one[0]), st.frozensets(one[1], min_size=1))),
    st.builds(Phrase, st.just("words"), st.lists(tokens, min_size=2, max_size=3).map(tuple)),
    st.builds(
        Range, st.sampled_from(["price_low", "rating"]), st.sampled_from([None, 5.0, 6.0]), st.just(50.0)
    ),
    st.just(Everything()),
    st.just(Nothing()),
)


def branches(parts):
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(AnyOf),
        several.flatmap(lambda some: st.integers(1, len(some) + 1).map(lambda count: AtLeast(count, some))),
        st.builds(Without, parts, parts),
    )


trees = st.recursive(leaves, branches, max_leaves=12)


def frequencies_of(documents):
    frequencies = Frequencies()
    for one in documents:
        frequencies.see(one)
    return frequencies


def index_of(clauses, *, seen=()):
    index = ReverseIndex(frequencies_of(seen))
    for number, clause in enumerate(clauses):
        index.add(str(number), clause)
    return index


def traces(index):
    """What is left of clauses in an index."""
    filters, conditions = index._filters, index._conditions
    return (
        *(index._groups, index._ends, len(index._paths)),
        *(len(conditions), conditions.tokens, len(filters), filters._filters),
    )


@given(clauses=st.lists(trees, max_size=12), seen=st.lists(st.sampled_from(DOCUMENTS), max_size=5))
def test_just_the_clauses_that_hold_are_found(clauses, seen):
    index = index_of(clauses, seen=seen)
    for one in DOCUMENTS:
        expected = [str(number) for number, clause in enumerate(clauses) if holds(clause, one)]
        assert sorted(index.matching(one)) == sorted(expected)


@given(tree=trees, one=st.sampled_from(DOCUMENTS))
def test_taken_apart_and_compiled_a_clause_means_the_same(tree, one):
    expected = holds(tree, one)
    assert compiled(tree)(one) is expected
    assert holds(all_of(conjuncts(tree)), one) is expected
    assert all(compiled(part)(one) for part in conjuncts(tree)) is expected


@given(tree=trees, seen=st.lists(st.sampled_from(DOCUMENTS), max_size=5))
def test_where_a_clause_holds_one_of_its_required_tokens_is_there(tree, seen):
    required = frequencies_of(seen).required(tree)
    for one in DOCUMENTS:
        if holds(tree, one) and required is not None:
            assert any(token in one.sets.get(field, ()) for field, token in required)


@given(clauses=st.lists(trees, max_size=12), order=st.randoms())
def test_what_is_removed_leaves_no_trace(clauses, order):
    index = index_of(clauses)
    keys = [str(number) for number in range(len(clauses))]
    order.shuffle(keys)
    for left, key in enumerate(keys, 1):
        index.remove(key)
        assert len(index) == len(keys) - left
        assert all(key not in index.matching(one) for one in DOCUMENTS)
    assert not any(traces(index))


@pytest.mark.parametrize(
    ("clause", "tokens"),
    [
        (All((A, E)), "e"),
        (All((Range("price_low", 1.0), A)), "a"),
        (AnyOf((E, D)), "ed"),
        (All((AnyOf((E, D)), C)), "c"),
        (Phrase("found", ("a", "e")), "e"),
        (AtLeast(2, (A, E, D)), "ed"),
        (AtLeast(3, (A, E, D)), "e"),
        (AnyTerm("found", frozenset("ce")), "ce"),
        (Without(E, A), "e"),
        (Nothing(), ""),
    ],
    ids=str,
)
def test_the_rarest_tokens_are_required(clause, tokens):
    required = frequencies_of([*DOCUMENTS, *DOCUMENTS[:2] * 3]).required(clause)
    assert required == tuple(("found", token) for token in tokens)


@pytest.mark.parametrize(
    "clause",
    [Everything(), Range("rating", 1.0), AnyOf((A, Range("rating", 1.0))), Without(Everything(), A)],
    ids=str,
)
def test_some_clauses_require_no_token(clause):
    assert Frequencies().required(clause) is None


def test_a_word_is_taken_to_be_rarer_than_a_value_until_documents_tell():
    clause = All((Term("kind", "request"), A))
    assert Frequencies().required(clause) == (("found", "a"),)


def test_clauses_that_are_alike_share_a_path():
    index = index_of([All((E, A)), All((A, E)), All((E, A, Range("price_low", 1.0)))], seen=DOCUMENTS)
    assert sorted(index._paths._keys) == ["0\n1", "2"]
    assert len(index._conditions) == 2


@given(clauses=st.lists(trees, max_size=12))
def test_what_the_table_of_filters_has_no_room_for_is_asked_all_the_same(clauses):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filter_table, "MOST_FILTERS", 1)
        patch.setattr(filter_table, "MOST_COMBINATIONS", 2)
        index = index_of(clauses)
    for one in DOCUMENTS:
        expected = [str(number) for number, clause in enumerate(clauses) if holds(clause, one)]
        assert sorted(index.matching(one)) == sorted(expected)


def test_a_choice_among_more_kinds_than_there_are_is_asked_all_the_same():
    index = index_of([Term("kind", f"kind{number}") for number in range(200)])
    for number in (0, 63, 64, 199):
        assert index.matching(indexed({"kind": f"kind{number}"})) == [str(number)]
    for number in range(200):
        index.remove(str(number))
    assert not any(traces(index))


@pytest.mark.parametrize("key", ["", "two\nlines"])
def test_a_key_is_one_line(key):
    index = index_of([A])
    with pytest.raises(ValueError, match="a key is one line"):
        index.add(key, E)
    assert len(index) == 1


def test_a_path_of_more_conditions_than_a_row_has_room_for_is_found_all_the_same():
    tokens = [f"t{number}" for number in range(12)]
    index = index_of([All(tuple(Term("found", token) for token in tokens)), A, All((A, Term("found", "t0")))])
    assert sorted(index.matching(indexed({"found": " ".join([*tokens, "a"])}))) == ["0", "1", "2"]
    assert index.matching(indexed({"found": " ".join(tokens)})) == ["0"]
    assert index.matching(indexed({"found": " ".join(tokens[:-1])})) == []
    for key in "012":
        index.remove(key)
    assert not any(traces(index))


@given(tree=trees)
def test_a_token_that_suffices_makes_a_clause_hold(tree):
    for field, token in sufficing(tree):
        assert holds(tree, indexed({field: token}))


def test_an_exclusion_is_asked_only_of_documents_that_may_have_what_is_excluded():
    asked = []
    index = index_of([Without(A, Phrase("found", ("a", "e")))])
    (condition,) = (one for one in index._conditions._known.values() if one.refuted_by)
    condition.holds = lambda document: asked.append(document) or False
    for one in DOCUMENTS:
        index.matching(one)
    assert asked == DOCUMENTS[:2]
