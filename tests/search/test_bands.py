"""Bands and price steps part amounts without gap or overlap, and percentiles tell the truth to a tenth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bands import (
    BANDS,
    DELIVERY_BANDS,
    PERCENTILES,
    PRICE_BANDS,
    RATING_BANDS,
    band_of,
    price_step,
    spread_of,
)

amounts = st.floats(0, 1e9, allow_nan=False)
prices = st.floats(0, 1e6, allow_nan=False).map(lambda price: round(price, 2))


@pytest.mark.parametrize(
    ("bands", "amount", "name"),
    [
        (PRICE_BANDS, 0, "0-25"),
        (PRICE_BANDS, 24.999, "0-25"),
        (PRICE_BANDS, 25, "25-50"),
        (PRICE_BANDS, 999.99, "500-1000"),
        (PRICE_BANDS, 1000, "1000+"),
        (PRICE_BANDS, 1e12, "1000+"),
        (DELIVERY_BANDS, 1, "0-2"),
        (DELIVERY_BANDS, 2, "2-4"),
        (DELIVERY_BANDS, 30.9, "15-31"),
        (DELIVERY_BANDS, 31, "31+"),
        (RATING_BANDS, 0, "0-3"),
        (RATING_BANDS, 4.5, "4.5-4.9"),
        (RATING_BANDS, 4.9, "4.9+"),
        (RATING_BANDS, 5, "4.9+"),
        (PRICE_BANDS, None, None),
    ],
)
def test_an_amount_falls_into_its_band(bands, amount, name):
    assert band_of(bands, amount) == name


@pytest.mark.parametrize("bands", BANDS.values(), ids=BANDS)
@given(amount=amounts)
def test_every_amount_is_in_one_band(bands, amount):
    inside = [band.name for band in bands if band.low <= amount and (band.high is None or amount < band.high)]
    assert inside == [band_of(bands, amount)]


@pytest.mark.parametrize("bands", BANDS.values(), ids=BANDS)
def test_bands_lie_side_by_side(bands):
    assert bands[0].low == 0
    assert [band.high for band in bands[:-1]] == [band.low for band in bands[1:]]
    assert bands[-1].high is None


@given(prices)
def test_a_price_lies_on_its_step(price):
    spread = spread_of({price_step(price): 1})
    (step,) = spread.counts
    assert step.low <= price < step.high or price == pytest.approx(step.high, abs=0.01)
    assert step.low == 0 or step.high / step.low < 1.12


@given(prices, prices)
def test_steps_rise_with_prices(one, other):
    low, high = sorted((one, other))
    assert int(price_step(low)) <= int(price_step(high))


@pytest.mark.parametrize("tenfold", [1, 10, 100, 1_000, 10_000, 100_000])
def test_round_prices_begin_a_step(tenfold):
    (step,) = spread_of({price_step(float(tenfold)): 1}).counts
    assert step.low == tenfold
    assert price_step(tenfold - 0.01) != price_step(tenfold)


def test_there_is_no_step_without_a_price():
    assert price_step(None) is None
    assert spread_of({}) is None


@given(st.lists(st.floats(1, 1e5, allow_nan=False), min_size=1, max_size=60))
def test_percentiles_are_right_to_a_tenth(amounts):
    steps = {}
    for amount in amounts:
        steps[price_step(amount)] = steps.get(price_step(amount), 0) + 1
    spread = spread_of(steps)
    assert spread.total == len(amounts)
    assert list(spread.percentiles) == list(PERCENTILES)
    ordered = sorted(amounts)
    for share, price in spread.percentiles.items():
        exact = ordered[max(0, -(-len(ordered) * share // 100) - 1)]
        assert price == pytest.approx(exact, rel=0.1)
    assert list(spread.percentiles.values()) == sorted(spread.percentiles.values())
