"""The address of a saved search is read by the search page as it was meant."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.domain.alert import Contact, Criteria, Person, SavedSearch, Schedule
from aggregator.services.addressing import links_at, own_address_in, search_address
from aggregator.services.signed_links import SignedLinks
from aggregator.services.signing import Signing
from aggregator.store import open_store
from aggregator.store.tokens import StoredToken
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


NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
OWNER, OTHER = "1" * 32, "2" * 32


@pytest.mark.parametrize(
    ("person", "channel", "target", "own"),
    [
        (OWNER, "mail", "lama@example.com", True),
        (OWNER, "mail", "Lama@Example.com", True),
        (OWNER, "mail", "boss@example.com", False),
        (OWNER, "telegram", "lama@example.com", False),
        (OTHER, "mail", "lama@example.com", False),
    ],
)
def test_only_the_mail_address_of_its_owner_is_sent_a_link_that_signs_in(
    tmp_path, person, channel, target, own
):
    with open_store(f"sqlite:///{tmp_path / 'dalil.db'}") as store:
        who = Person(key=OWNER, address="lama@example.com", created_at=NOW)
        where = Contact(key="3" * 32, person=OWNER, channel=channel, target=target, created_at=NOW)
        token = StoredToken(hash="h", purpose="enter", person=OWNER, created_at=NOW, expires_at=NOW)
        store.people.ask_in(who, where, token)
        signed = SignedLinks(
            store, Signing("a secret that is long enough here"), base="https://dalil.example"
        )
        links = links_at("https://x", signed, language_of=lambda _: "en", is_own=own_address_in(store))
        search = SavedSearch(
            key="4" * 32,
            person=person,
            name="شعارات",
            criteria=Criteria(text="شعار"),
            schedule=Schedule(),
            contacts=("3" * 32,),
            created_at=NOW,
            expires_at=NOW,
            since_seq=0,
        )
        manage = links(search, "3" * 32)["manage"]
    assert manage.startswith("https://dalil.example/account/manage/") is own
    assert (manage == f"https://dalil.example/alerts/{search.key}?lang=en") is not own
