import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import islice

import pytest

from replay.content.market import BLOCK, block, market


@pytest.fixture(scope="module")
def listings():
    return list(market(2 * BLOCK, 7))


def share(counted):
    total = counted.total()
    return {name: count / total for name, count in counted.items()}


def test_the_same_seed_makes_the_same_market():
    assert list(market(300, 3)) == list(market(300, 3))
    assert list(market(300, 3)) != list(market(300, 4))


def test_a_block_is_the_same_alone_and_among_the_others(listings):
    assert list(block(BLOCK, 2 * BLOCK, seed=7)) == listings[BLOCK:]


def test_a_market_of_a_billion_gives_its_first_listings_at_once():
    assert len(list(islice(market(10**9, 1), 5))) == 5


def test_no_listing_comes_twice(listings):
    assert len(listings) == 2 * BLOCK
    assert len({(made.listing.site, made.listing.kind, made.listing.id) for made in listings}) == 2 * BLOCK
    assert [made.place for made in listings] == list(range(2 * BLOCK))


def test_a_market_goes_from_old_to_new_over_three_years(listings):
    posted = [made.listing.posted for made in listings]
    assert posted == sorted(posted)
    assert 1_000 < (posted[-1] - posted[0]).days < 1_100


def test_kinds_and_languages_come_as_on_real_markets(listings):
    kinds = share(Counter(made.listing.kind for made in listings))
    assert kinds == pytest.approx({"offer": 0.55, "request": 0.3, "specialist": 0.15}, abs=0.02)
    assert share(Counter(made.language for made in listings))["ar"] == pytest.approx(0.94, abs=0.02)


def test_some_trades_are_busy_and_none_is_missing(listings):
    trades = Counter(made.listing.topic for made in listings)
    assert len(trades) >= 60
    assert 0.03 < trades.most_common(1)[0][1] / len(listings) < 0.1


def test_most_have_no_rating_and_a_few_have_hundreds(listings):
    ratings = [made.ratings for made in listings]
    assert ratings.count(0) > len(ratings) / 2
    assert 0 < sum(count > 200 for count in ratings) < len(ratings) / 20
    assert all((made.rating is None) == (made.ratings == 0) for made in listings)
    assert all(0 <= made.rating <= 5 for made in listings if made.rating is not None)


def test_a_few_listings_repeat_an_older_one_nearly_word_by_word(listings):
    again = [made for made in listings if made.repeats is not None]
    assert 0.01 < len(again) / len(listings) < 0.03
    for made in again[:50]:
        old = listings[made.repeats].listing
        assert made.listing.kind == old.kind
        alike = SequenceMatcher(None, old.description, made.listing.description, autojunk=False)
        assert alike.ratio() > 0.8


def test_words_are_as_unlike_as_in_a_language(listings):
    found = Counter(
        word
        for made in listings
        for word in set(re.findall(r"\w+", f"{made.listing.title} {made.listing.description}"))
    )
    counts = sorted(found.values(), reverse=True)
    assert len(counts) > 10_000
    assert counts[300] < len(listings) / 20
    assert sum(count <= 2 for count in counts) > len(counts) / 3


def test_no_slot_stays_open(listings):
    assert not [
        made for made in listings if re.search(r"[{}]", made.listing.title + made.listing.description)
    ]
