from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relevance.measures import ndcg, precision

GRADES = st.lists(st.integers(0, 3), max_size=30)


@pytest.mark.parametrize(
    ("gains", "ideal", "value"),
    [
        ([1, 1], [1, 1], 1.0),
        ([], [1], 0.0),
        ([1], [], 0.0),
        ([0, 1], [1], 1 / log2(3)),
        ([3, 0], [3, 1], 7 / (7 + 1 / log2(3))),
        ([0] * 10 + [1], [1], 0.0),
    ],
)
def test_ndcg_is_what_the_literature_says(gains, ideal, value):
    assert ndcg(gains, ideal) == pytest.approx(value)


@given(GRADES)
def test_the_best_order_is_worth_one(grades):
    assert ndcg(sorted(grades, reverse=True), grades) == pytest.approx(1.0 if any(grades) else 0.0)


@given(GRADES, st.randoms())
def test_no_order_is_worth_more_than_the_best(grades, random):
    shuffled = random.sample(grades, len(grades))
    assert 0 <= ndcg(shuffled, grades) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("gains", "value"), [([], 0.0), ([1, 0, 2], 0.2), ([1] * 10, 1.0), ([0] * 10 + [1], 0.0)]
)
def test_precision_counts_ten_places(gains, value):
    assert precision(gains) == pytest.approx(value)
