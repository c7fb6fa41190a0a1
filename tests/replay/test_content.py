import re
from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.content import Maker, generate
from replay.content.dice import Dice
from replay.content.handwriting import Handwriting
from replay.content.topics import menu, topics
from replay.content.words import filled

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
SITES = ("mostaql", "khamsat", "kafiil")
PLAIN = Handwriting(*[False] * 6)


def made(kind, count=200, site="mostaql", seed=7):
    maker = Maker(seed)
    return [maker.make(site, kind, index, NOON) for index in range(count)]


def test_the_same_seed_invents_the_same_listings():
    assert list(generate(300, 3)) == list(generate(300, 3))


def test_another_seed_invents_other_listings():
    ours, theirs = ([listing.title for listing in generate(300, seed)] for seed in (3, 4))
    assert ours != theirs


def test_a_listing_is_the_same_alone_and_among_others():
    assert made("request")[150] == Maker(7).make("mostaql", "request", 150, NOON)


def test_a_stream_has_the_count_asked_for_and_no_listing_twice():
    listings = list(generate(2_000, 1))
    assert len(listings) == 2_000
    assert len({(listing.site, listing.kind, listing.id) for listing in listings}) == 2_000
    assert {listing.kind for listing in listings} == {"request", "offer", "specialist"}
    assert {listing.site for listing in listings} == set(SITES)


def test_a_stream_runs_from_old_to_new():
    posted = [listing.posted for listing in generate(500, 1)]
    assert posted == sorted(posted)


def test_a_stream_gives_its_first_listings_at_once():
    assert len(list(islice(generate(10**9, 1), 5))) == 5


def test_there_are_trades_enough_and_every_site_files_all_of_them():
    assert len(topics()) >= 60
    assert all(set(topic.categories) == set(SITES) for topic in topics())
    assert len({category.parent for category in menu("khamsat")}) == 11
    assert len(menu("mostaql")) == 9


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.key)
def test_every_sentence_of_a_trade_can_be_filled(topic):
    texts = topic.titles + topic.about + topic.needs + topic.offers + topic.promises
    assert not [text for text in texts if re.search(r"[{}]", filled(text, Dice("any")))]
    assert topic.budget[0] < topic.budget[1]
    assert topic.offer[0] % 5 == topic.offer[1] % 5 == 0


def test_people_write_as_people_do():
    text = "\n".join(f"{listing.title}\n{listing.description}" for listing in made("request", 1_000))
    assert re.search(r"[٠-٩]", text)
    assert "ـ" in text
    assert re.search(r"[🙏🔥✨🚀😊🌙💡⏰👍🌿]", text)
    assert {"عايز", "محتاج", "ابغى", "WordPress", "UI/UX"} <= set(re.split(r"\s", text))
    assert "ه " in text
    assert '"' in text
    assert "&" in text


def test_texts_are_of_every_length():
    lengths = sorted(len(listing.description) for listing in made("request", 400))
    assert lengths[0] < 200
    assert lengths[-1] > 700


def test_prices_are_plausible():
    prices = [listing.price for listing in made("request")]
    assert all(25 <= price.low <= price.high <= 10_000 for price in prices)
    assert all(
        price.low == price.high >= 5 for price in (offer.price for offer in made("offer", site="kafiil"))
    )
    assert all(specialist.price is None for specialist in made("specialist"))


def test_names_are_shown_as_a_name_and_an_initial():
    names = [listing.author.name for listing in made("specialist", 300)]
    assert all(re.fullmatch(r"\.\w+ \w{1,2}|\w+ \w{1,2}\.", name) for name in names)
    assert len({listing.id for listing in made("specialist", 300)}) == 300


def test_offers_are_sold_by_the_specialists_of_the_site():
    sellers = {listing.author for listing in made("specialist", site="khamsat")}
    assert {listing.author for listing in made("offer", 900, "khamsat")} <= sellers


def test_ids_do_not_always_grow_with_time():
    ids = [int(listing.id) for listing in made("request")]
    assert len(set(ids)) == len(ids)
    assert ids != sorted(ids)


def test_no_trade_stands_apart():
    trades = Counter(listing.topic for listing in made("request", 1_500))
    assert set(trades) == {topic.key for topic in topics()}


@given(st.text(alphabet="أإآاةهيى 0123456789،.\nabc", max_size=60), st.integers())
def test_a_careful_hand_changes_nothing(text, key):
    assert PLAIN.written(text, Dice(str(key))) == text


@given(st.lists(st.sampled_from(["شعار", "متجر", "تصميم", "UI/UX", "عيادة"]), min_size=1), st.integers())
def test_a_slip_loses_no_letter(words, key):
    text = " ".join(words)
    slipping = Handwriting(False, False, False, False, False, slips=True)  # noqa: FBT003
    assert sorted(slipping.written(text, Dice(str(key)))) == sorted(text)
