"""What speaks for a listing besides its words grows with what is known, and stays within its bounds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.conformance import document
from search.evidence import FRESH_DAYS, RANK_SPAN, evidence_of, freshness, shrunk_rating, static_rank
from search.order import newest_key, price_key, rating_key, ref_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)

counts = st.one_of(st.none(), st.integers(0, 10**7))
ratings = st.one_of(st.none(), st.floats(0, 5))
moments = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))
documents = st.builds(
    lambda kind, name, **facts: document(f"a:{kind}:{name}", **facts),
    st.sampled_from(["offer", "request", "specialist"]),
    st.text("abc012 :", min_size=1, max_size=6),
    rating=ratings,
    rating_count=counts,
    mean_rating=ratings,
    done=counts,
    posted_at=moments,
    price_min=st.one_of(st.none(), st.floats(0, 1e9)),
)


def offer(**facts):
    return document("a:offer:1", **facts)


@given(documents)
def test_evidence_and_rank_stay_within_their_bounds(one):
    assert 0 <= evidence_of(one) <= 1
    assert 1 <= static_rank(one) < 1 + RANK_SPAN


@given(documents)
def test_a_shrunk_rating_lies_between_the_rating_and_the_mean(one):
    shrunk = shrunk_rating(one)
    if one.rating is None:
        assert shrunk is None
    elif one.mean_rating is not None:
        low, high = sorted((one.rating, one.mean_rating))
        assert low - 1e-9 <= shrunk <= high + 1e-9


@given(ratings.filter(lambda rating: rating is not None), st.integers(0, 10**6))
def test_more_ratings_shrink_less(rating, count):
    few = offer(rating=rating, rating_count=count, mean_rating=4.0)
    many = replace(few, rating_count=count + 1)
    assert abs(shrunk_rating(many) - rating) <= abs(shrunk_rating(few) - rating) + 1e-9


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_jobs_are_never_worth_less(some, more):
    low, high = sorted((some, more))
    assert evidence_of(offer(done=low)) <= evidence_of(offer(done=high))


@given(st.floats(0, 5), st.floats(0, 5), st.integers(1, 10**5))
def test_a_better_rating_is_never_worth_less(one, other, count):
    low, high = sorted((one, other))
    worse, better = offer(rating=low, rating_count=count), offer(rating=high, rating_count=count)
    assert evidence_of(worse) <= evidence_of(better)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"rating": 4.9, "rating_count": 300}, {"rating": 5.0, "rating_count": 1}),
        ({"rating": 4.9, "rating_count": 300}, {"rating": 4.0, "rating_count": 300}),
        ({"done": 100}, {"done": 3}),
        ({"done": 3}, {}),
        ({"rating": 4.8, "rating_count": 20}, {}),
    ],
)
def test_more_experience_speaks_louder(better, worse):
    assert evidence_of(offer(**better)) > evidence_of(offer(**worse))
    assert static_rank(offer(**better)) > static_rank(offer(**worse))


def test_nothing_known_speaks_for_nothing():
    assert evidence_of(offer()) == evidence_of(offer(rating=5.0, rating_count=0)) == 0


@pytest.mark.parametrize(("days", "fresh"), [(0, 1.0), (FRESH_DAYS, 0.5), (2 * FRESH_DAYS, 0.25), (-3, 1.0)])
def test_freshness_halves_week_by_week(days, fresh):
    posted = (NOW - timedelta(days=days)).timestamp()
    assert freshness(posted, NOW) == pytest.approx(fresh)


def test_what_has_no_date_is_old():
    assert freshness(None, NOW) == 0


@given(moments, moments)
def test_newer_requests_rank_no_lower_by_the_week(one, other):
    older, newer = sorted(
        (moment for moment in (one, other)), key=lambda m: m or datetime.min.replace(tzinfo=UTC)
    )
    low = static_rank(document("1", posted_at=older))
    high = static_rank(document("1", posted_at=newer))
    assert low <= high


@given(documents)
def test_the_rank_is_the_same_everywhere(one):
    assert static_rank(one) == static_rank(replace(one, title="أخرى"))


@given(documents)
def test_every_sort_key_ends_in_the_ref(one):
    for key in (newest_key(one), price_key(one), rating_key(one)):
        assert ref_of(key) == one.ref


@given(documents, documents)
def test_sort_keys_part_as_the_facts_do(one, other):
    if one.posted_at and other.posted_at and one.posted_at - other.posted_at > timedelta(milliseconds=2):
        assert newest_key(one) < newest_key(other)
    if one.price_low is not None and other.price_low is not None and one.price_low - other.price_low > 0.02:
        assert price_key(one) > price_key(other)
    better, worse = shrunk_rating(one), shrunk_rating(other)
    if better is not None and worse is not None and better - worse > 0.002:
        assert rating_key(one) < rating_key(other)
    for key, fact in ((newest_key, "posted_at"), (price_key, "price_min"), (rating_key, "rating")):
        if getattr(one, fact) is not None and getattr(other, fact) is None:
            assert key(one) < key(other)
