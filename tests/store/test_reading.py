"""What is known comes out: lists of what to read next, counts, and all listings in batches."""

import pytest

from aggregator.domain.identity import Kind
from aggregator.domain.listing import Rating, Status
from aggregator.store.values import KindCount
from tests.store.builders import minute, seen


def refs_of(pending):
    return [one.ref for one in pending]


def test_incomplete_listings_come_newest_first_and_gone_ones_never(store):
    store.listings.save(
        [
            seen("suq:request:1", at=minute(1)),
            seen("suq:request:2", at=minute(2)),
            seen("suq:request:3", at=minute(3), complete=True),
            seen("suq:request:4", at=minute(4)),
            seen("suq:offer:5", at=minute(5)),
            seen("other:request:6", at=minute(6)),
        ]
    )
    store.listings.mark_gone(["suq:request:4"], at=minute(7))
    incomplete = store.listings.incomplete("suq", Kind.REQUEST, limit=9)
    assert refs_of(incomplete) == ["suq:request:2", "suq:request:1"]
    assert refs_of(store.listings.incomplete("suq", Kind.REQUEST, limit=1)) == ["suq:request:2"]
    assert incomplete[0].url == "https://suq.example/request/2"


MAY_CHANGE = {Status.OPEN, Status.UNKNOWN, Status.PENDING, Status.IN_PROGRESS}


@pytest.mark.parametrize("status", Status)
def test_only_what_may_still_change_grows_stale(store, status):
    store.listings.save([seen(complete=True, status=status)])
    stale = store.listings.stale("suq", Kind.REQUEST, before=minute(1), limit=9)
    assert bool(stale) == (status in MAY_CHANGE)


def test_stale_listings_come_longest_unseen_first(store):
    known = [("suq:request:1", 5), ("suq:request:2", 3), ("suq:request:3", 9), ("suq:offer:4", 1)]
    store.listings.save([seen(ref, at=minute(at), complete=True) for ref, at in known])
    store.listings.save([seen("suq:request:5", at=minute(1))])
    stale = store.listings.stale("suq", Kind.REQUEST, before=minute(9), limit=9)
    assert refs_of(stale) == ["suq:request:2", "suq:request:1"]
    assert refs_of(store.listings.stale("suq", Kind.REQUEST, before=minute(9), limit=1)) == ["suq:request:2"]


@pytest.mark.parametrize("batch", [1, 2, 3, 5, 1000])
def test_all_listings_are_iterated_once(store, batch):
    refs = sorted(f"suq:request:{number}" for number in range(1, 6))
    store.listings.save([seen(ref) for ref in refs])
    assert [one.ref for one in store.listings.iterate(batch=batch)] == refs


def test_others_may_write_while_one_iterates(store):
    store.listings.save([seen("suq:request:1"), seen("suq:request:3")])
    listings = store.listings.iterate(batch=1)
    met = [next(listings).ref]
    store.listings.save([seen("suq:request:2")])
    assert met + [one.ref for one in listings] == ["suq:request:1", "suq:request:2", "suq:request:3"]


def test_it_counts_by_site_and_kind(store):
    store.listings.save(
        [
            seen("suq:request:1", status=Status.OPEN, at=minute(1)),
            seen("suq:request:2", status=Status.OPEN, complete=True, at=minute(2)),
            seen("suq:request:3", status=Status.CLOSED, complete=True, at=minute(3)),
            seen("suq:offer:4"),
            seen("other:request:5"),
        ]
    )
    store.listings.mark_gone(["suq:offer:4"], at=minute(9))
    assert store.listings.counts() == [
        _count("other", Kind.REQUEST, total=1, open=0, complete=0, gone=0, at=0),
        _count("suq", Kind.OFFER, total=1, open=0, complete=0, gone=1, at=0),
        _count("suq", Kind.REQUEST, total=3, open=2, complete=2, gone=0, at=3),
    ]
    assert store.listings.total() == 5


def test_an_empty_store_counts_nothing(store):
    assert store.listings.counts() == []
    assert store.listings.total() == 0
    assert list(store.listings.iterate()) == []


def _count(site, kind, *, at, **numbers):
    return KindCount(site=site, kind=kind, newest_seen_at=minute(at), **numbers)


def test_each_site_has_the_mean_of_its_ratings(store):
    stars = {"suq:offer:1": 5, "suq:offer:2": 4, "suq:specialist:3": 3, "other:offer:4": 2}
    store.listings.save([seen(ref, rating=Rating(value=value, count=9)) for ref, value in stars.items()])
    store.listings.save(
        [seen("suq:offer:5"), seen("third:request:6"), seen("suq:offer:1", rating=Rating(value=2))]
    )
    assert store.listings.mean_ratings() == {"suq": 3.0, "other": 2.0}
