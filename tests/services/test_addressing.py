"""The address of a saved search is read by the search page as it was meant."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.domain.alert import Criteria
from aggregator.services.addressing import search_address
from web.amounts import read_price


@pytest.mark.parametrize("amount", [0.0, 25.0, 25.5, 100.0, 123456.75, 1_500_000.0])
def test_an_amount_is_written_so_that_the_page_can_read_it(amount):
    address = search_address("https://dalil.example/", Criteria(text="x", max_price=amount))
    assert read_price(parse_qs(urlsplit(address).query)["max_price"][0]) == amount


@given(st.text(max_size=100).filter(str.strip))
@settings(deadline=None)  # what is loaded first is slow
def test_any_words_come_back_as_they_were(text):
    query = urlsplit(search_address("https://dalil.example", Criteria(text=text))).query
    assert parse_qs(query, encoding="utf-8", errors="surrogatepass")["q"] == [text]
