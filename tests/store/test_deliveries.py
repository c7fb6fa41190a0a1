"""Messages on their way: one worker at a time has each, in order, and none is lost with a worker."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.domain.alert import Criteria, Pause, SavedSearch, Schedule
from aggregator.domain.delivery import (
    Delivery,
    DeliveryState,
    DueState,
    Finding,
    KeptLetter,
    LetterKind,
    News,
)
from aggregator.store import open_store
from tests.store.builders import minute

LONG = timedelta(minutes=3)


def key(number):
    return f"{number:032x}"


def search(number=1, **facts):
    defaults = {
        "key": key(number),
        "person": key(100),
        "name": "شعارات",
        "criteria": Criteria(text="شعار"),
        "schedule": Schedule(),
        "contacts": (key(200),),
        "created_at": minute(0),
        "expires_at": minute(100_000),
        "since_seq": 0,
    }
    return SavedSearch(**(defaults | facts))


def delivery(number, *, contact=200, caused_by=1, **facts):
    letter = KeptLetter(kind=LetterKind.ALERT, links={"action": "https://dalil.example/in/secret"})
    defaults = {
        "key": key(number),
        "contact": key(contact),
        "channel": "inbox",
        "letter": letter,
        "created_at": minute(0),
        "search": key(caused_by) if caused_by else None,
    }
    return Delivery(**(defaults | facts))


def finding(number, *, searched=1, news=News.NEW, contacts=(200,), due=0):
    return Finding(
        search=key(searched),
        ref=f"suq:request:{number}",
        news=news,
        seq=number,
        seen_at=minute(0),
        matched_at=minute(0),
        due_at={key(contact): minute(due) for contact in contacts},
        signature=(1, 2, 3),
    )


@pytest.fixture
def filled(store):
    store.searches.save(search())
    return store


def leased(store, *, at=0, owner="me", limit=10):
    found = store.deliveries.lease(owner, now=minute(at), until=minute(at) + LONG, limit=limit)
    return [one.key for one in found]


def test_a_message_is_leased_once_until_the_lease_ends(filled):
    filled.deliveries.add(delivery(1))
    assert leased(filled) == [key(1)]
    assert leased(filled, owner="other") == []
    assert leased(filled, owner="other", at=4) == [key(1)]
    assert not filled.deliveries.renew(key(1), "me", until=minute(9))
    assert not filled.deliveries.finish(
        delivery(1), "me", state=DeliveryState.SENT, answer="250", at=minute(5)
    )
    assert filled.deliveries.finish(
        delivery(1), "other", state=DeliveryState.SENT, answer="250", at=minute(5)
    )
    assert leased(filled, at=60) == []
    assert filled.deliveries.get(key(1)).sent_at == minute(5)


def test_alerts_to_one_contact_come_in_order_and_a_way_in_overtakes_them(filled):
    for number in (1, 2):
        filled.deliveries.add(delivery(number))
    filled.deliveries.add(delivery(3, contact=201))
    filled.deliveries.add(delivery(4, caused_by=None))
    assert sorted(leased(filled)) == [key(1), key(3), key(4)]
    assert filled.deliveries.retry(key(1), "me", answer="451", at=minute(30))
    assert leased(filled, at=1) == []
    assert leased(filled, at=31)[:1] == [key(1)]


def test_links_that_open_doors_are_forgotten_once_they_are_sent(filled):
    letter = delivery(1, caused_by=None)
    filled.deliveries.add(letter)
    leased(filled)
    filled.deliveries.finish(letter, "me", state=DeliveryState.SENT, answer="250", at=minute(1))
    assert filled.deliveries.get(key(1)).letter.links == {}


def test_a_channel_that_works_again_is_tried_at_once(filled):
    filled.deliveries.add(delivery(1))
    leased(filled)
    filled.deliveries.retry(key(1), "me", answer="connection refused", at=minute(300))
    assert leased(filled, at=10) == []
    assert filled.deliveries.wake("inbox", now=minute(10)) == 1
    assert leased(filled, at=10) == [key(1)]


def test_many_workers_lease_each_message_once(url):
    with open_store(url) as store:
        store.searches.save(search())
        for number in range(60):
            store.deliveries.add(delivery(number, contact=1000 + number))
        workers = [f"worker {number}" for number in range(6)]
        with ThreadPoolExecutor(6) as pool:
            taken = list(
                pool.map(lambda owner: [leased(store, owner=owner, limit=5) for _ in range(4)], workers)
            )
        found = [one for some in taken for keys in some for one in keys]
        found += leased(store, limit=100)
    assert len(found) == len(set(found)) == 60


def test_each_news_stands_once_in_the_ledger(filled):
    assert filled.ledger.write([finding(1), finding(1), finding(2)], after=0, up_to=2) == 2
    assert filled.ledger.write([finding(1), finding(1, news=News.PRICE)], after=2, up_to=5) == 1
    assert filled.ledger.matched_seq() == 5


def test_who_comes_second_with_the_same_changes_writes_nothing(filled):
    assert filled.ledger.write([finding(1)], after=0, up_to=1) == 1
    assert filled.ledger.write([finding(2)], after=0, up_to=2) is None
    assert [due.ref for due in filled.ledger.pending(key(1), key(200), now=minute(1))] == ["suq:request:1"]


def test_a_search_that_sleeps_or_is_gone_gets_no_findings(filled):
    filled.searches.save(search(2))
    filled.searches.silence(key(2), Pause.ASKED)
    findings = [finding(1), finding(1, searched=2), finding(1, searched=3)]
    assert filled.ledger.write(findings, after=0, up_to=1) == 1


def test_what_is_due_is_settled_by_one_message_once(filled):
    filled.ledger.write([finding(1), finding(2), finding(3, due=60)], after=0, up_to=3)
    assert filled.ledger.due(minute(1), limit=9) == [(key(1), key(200))]
    ids = [due.id for due in filled.ledger.pending(key(1), key(200), now=minute(1))]
    states = dict(zip(ids, (DueState.SHOWN, DueState.COPY), strict=True))
    assert filled.ledger.settle(key(200), states, delivery(1, created_at=minute(1)))
    assert not filled.ledger.settle(key(200), states, delivery(2))
    assert [due.ref for due in filled.ledger.told(key(1), key(200), since=minute(0))] == ["suq:request:1"]
    assert filled.deliveries.get(key(2)) is None


def test_what_comes_while_a_message_waits_is_told_after_it(filled):
    filled.ledger.write([finding(1)], after=0, up_to=1)
    filled.deliveries.add(delivery(1))
    assert filled.ledger.due(minute(1), limit=9) == []
    leased(filled)
    filled.deliveries.finish(delivery(1), "me", state=DeliveryState.SENT, answer="250", at=minute(1))
    assert filled.ledger.due(minute(1), limit=9) == [(key(1), key(200))]


def test_a_pause_drops_what_waits(filled):
    filled.ledger.write([finding(1)], after=0, up_to=1)
    filled.deliveries.add(delivery(1, contact=201))
    assert filled.searches.silence(key(1), Pause.UNSUBSCRIBED)
    assert not filled.searches.silence(key(1), Pause.ASKED)
    assert filled.ledger.due(minute(1), limit=9) == []
    assert leased(filled) == []
    assert filled.searches.get(key(1)).pause is Pause.UNSUBSCRIBED


def test_a_search_that_is_removed_takes_all_along(filled):
    filled.ledger.write([finding(1)], after=0, up_to=1)
    ids = [due.id for due in filled.ledger.pending(key(1), key(200), now=minute(1))]
    filled.ledger.settle(key(200), {ids[0]: DueState.SHOWN}, delivery(1))
    assert filled.searches.remove(key(1))
    assert not filled.searches.remove(key(1))
    assert filled.deliveries.get(key(1)) is None
    assert filled.deliveries.counts() == dict.fromkeys(DeliveryState, 0)


def test_writes_to_searches_are_heard_of_by_number(store):
    store.searches.save(search(1))
    first = store.searches.changes_since(0)
    assert [one.key for one in first.present] == [key(1)]
    store.searches.save_many([search(2), search(3)])
    store.searches.remove(key(1))
    second = store.searches.changes_since(first.version)
    assert sorted(one.key for one in second.present) == [key(2), key(3)]
    assert second.removed == (key(1),)
    assert store.searches.changes_since(second.version).present == ()


def test_a_search_comes_back_as_it_was_saved(store):
    one = search(pause=None, reminded_at=minute(3), contacts=(key(200), key(201)))
    assert store.searches.save(one)
    assert store.searches.get(one.key) == one
    assert [found.key for found in store.searches.with_contact(key(201))] == [one.key]
    assert store.searches.save(replace(one, name="أخرى"), most=1)
    assert not store.searches.save(search(2), most=1)
    assert [found.name for found in store.searches.of(key(100))] == ["أخرى"]
