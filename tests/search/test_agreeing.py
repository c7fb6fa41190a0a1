"""Listings and queries made at random are the same for the same seed, and as various as promised."""

from collections import Counter

from search.bands import BANDS
from search.conformance.agreeing import random_documents, random_queries
from search.conformance.reference import ReferenceEngine
from search.query import Query, Sort
from search.results import FACETS
from search.syntax import narrowed

DOCUMENTS = random_documents(600, seed=1)
QUERIES = list(random_queries(300, seed=1))


def test_a_seed_gives_the_same_and_another_gives_others():
    assert random_documents(600, seed=1) == DOCUMENTS != random_documents(600, seed=2)
    assert list(random_queries(300, seed=1)) == QUERIES != list(random_queries(300, seed=2))


def test_every_listing_has_a_ref_of_its_own():
    assert len({one.ref for one in DOCUMENTS}) == len(DOCUMENTS)
    assert all(one.ref.startswith(f"{one.site}:{one.kind}:") for one in DOCUMENTS)


def test_every_fact_is_sometimes_said_and_sometimes_not():
    for name in (
        "posted_at",
        "price_min",
        "price_max",
        "language",
        "pricing",
        "delivery_days",
        "rating",
        "done",
    ):
        said = Counter(getattr(one, name) is not None for one in DOCUMENTS)
        assert min(said[True], said[False]) > 20, name


def test_some_listings_part_by_nothing_but_their_refs():
    texts = Counter((one.title, one.description, one.posted_at, one.price_min) for one in DOCUMENTS)
    assert sum(count > 1 for count in texts.values()) > 10


def test_everything_that_can_be_asked_is_asked():
    plain = Query()
    for name in Query.__dataclass_fields__:
        if name != "after":
            assert any(getattr(query, name) != getattr(plain, name) for query in QUERIES), name
    assert {query.sort for query in QUERIES} == set(Sort)
    assert any('"' in query.text for query in QUERIES)
    assert any(" -" in query.text for query in QUERIES)
    assert any(narrowed(query)[1] for query in QUERIES)


def test_queries_find_little_and_much_and_all_there_is_to_tell():
    engine = ReferenceEngine()
    engine.apply(DOCUMENTS, cursor=1)
    answers = [engine.search(query) for query in QUERIES[:120]]
    assert sum(answer.total == 0 for answer in answers) < 40
    assert sum(answer.total > 100 for answer in answers) > 10
    assert any(answer.relaxed for answer in answers)
    assert any(hit.copies for answer in answers for hit in answer.hits)
    assert any(answer.did_you_mean for answer in answers)
    assert any(answer.next for answer in answers)
    everything = engine.search(Query()).facets
    assert all(len(everything[name]) >= 3 for name in FACETS)
    assert all(len(everything[name]) == len(bands) for name, bands in BANDS.items())
