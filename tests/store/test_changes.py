"""Changes are numbered in the order in which they were committed, and prices remembered."""

from aggregator.domain.change import Change, ChangeKind
from aggregator.store.values import PricePoint
from tests.store.builders import minute, money, seen


def test_a_reader_that_goes_on_where_it_stopped_sees_all(store):
    store.listings.save([seen(f"suq:request:{number}") for number in range(7)])
    met, last = [], 0
    while changes := store.changes.since(last, limit=3):
        met += [change.seq for change in changes]
        last = met[-1]
    assert met == [1, 2, 3, 4, 5, 6, 7]
    assert store.changes.last_seq() == 7


def test_a_change_tells_what_when_and_which(store):
    store.listings.save(
        [seen(at=minute(1)), seen("suq:offer:2"), seen(title="آخر", country="مصر", at=minute(4))]
    )
    assert store.changes.of("suq:request:1") == [
        Change(seq=1, ref="suq:request:1", kind=ChangeKind.NEW, at=minute(1)),
        Change(
            seq=3, ref="suq:request:1", kind=ChangeKind.UPDATED, fields=("title", "country"), at=minute(4)
        ),
    ]
    assert store.changes.since(0, limit=9)[1].ref == "suq:offer:2"


def test_an_empty_store_has_no_changes(store):
    assert store.changes.last_seq() == 0
    assert store.changes.since(0, limit=9) == []
    assert store.changes.of("suq:request:1") == []
    assert store.changes.prices("suq:request:1") == []


def test_each_price_is_remembered_from_when_it_held(store):
    for at, facts in enumerate(
        [
            {},
            {"budget": money(25)},
            {"budget": money("25.00"), "title": "آخر"},
            {"budget": money(50)},
            {"budget": money(50, usd_min=50)},
            {"budget": None},
            {"budget": money(50, currency="SAR")},
            {"budget": money(25)},
        ]
    ):
        store.listings.save([seen(at=minute(at), **facts)])
    assert store.changes.prices("suq:request:1") == [
        PricePoint(at=minute(1), price=money(25)),
        PricePoint(at=minute(3), price=money(50)),
        PricePoint(at=minute(6), price=money(50, currency="SAR")),
        PricePoint(at=minute(7), price=money(25)),
    ]


def test_the_price_of_every_kind_is_remembered(store):
    prices = {"suq:offer:1": "price", "suq:request:1": "budget", "suq:specialist:1": "hourly_rate"}
    store.listings.save([seen(ref, **{name: money(9)}) for ref, name in prices.items()])
    assert [len(store.changes.prices(ref)) for ref in prices] == [1, 1, 1]
