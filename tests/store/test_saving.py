"""What was seen goes in: each sighting is answered with what it did, and read back exactly."""

from decimal import Decimal

import pytest
from hypothesis import given

from aggregator.domain.change import ChangeKind
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Offer, Party, Rating, Specialist, Status
from aggregator.store.documents import dump_listing, load_listing
from aggregator.store.values import Known, Pending, Sighting
from tests.store.builders import listing, minute, money, row_print, seen
from tests.store.listing_strategies import LISTING

ONE, TWO, THREE = "suq:request:1", "suq:request:2", "suq:request:3"


def told(store, *sightings):
    """Kinds and fields of the changes that sightings are answered with."""
    return [change and (change.kind.value, change.fields) for change in store.listings.save(sightings)]


def test_a_listing_is_new_once(store):
    assert told(store, seen()) == [("new", ())]
    assert told(store, seen(at=minute(1))) == [None]
    assert store.listings.get(ONE) == listing(last_seen_at=minute(1))


def test_an_update_names_what_it_touched(store):
    store.listings.save([seen()])
    assert told(store, seen(title="شعار آخر", budget=money(25))) == [("updated", ("title", "budget"))]


def test_answers_come_in_the_order_of_the_sightings(store):
    store.listings.save([seen(TWO)])
    assert told(store, seen(ONE), seen(TWO), seen(THREE)) == [("new", ()), None, ("new", ())]


def test_the_same_listing_twice_in_one_batch_is_applied_in_order(store):
    batch = [seen(title="أول"), seen(title="ثان"), seen(title="ثان")]
    assert told(store, *batch) == [("new", ()), ("updated", ("title",)), None]
    assert store.listings.get(ONE).title == "ثان"
    assert [change.kind for change in store.changes.of(ONE)] == [ChangeKind.NEW, ChangeKind.UPDATED]


def test_nothing_seen_is_nothing_told(store):
    assert store.listings.save([]) == []
    assert store.changes.last_seq() == 0


def test_a_listing_goes_once_and_comes_back(store):
    store.listings.save([seen(status=Status.OPEN)])
    [gone] = store.listings.mark_gone([ONE, ONE, "suq:request:404"], at=minute(1))
    assert (gone.kind, gone.ref, gone.at) == (ChangeKind.GONE, ONE, minute(1))
    assert store.listings.get(ONE).status == Status.GONE
    assert store.listings.mark_gone([ONE], at=minute(2)) == []
    assert told(store, seen(title="عاد", at=minute(3))) == [("back", ("title", "status"))]
    assert store.listings.get(ONE).status == Status.UNKNOWN


def test_an_imported_listing_may_say_itself_that_it_is_gone(store):
    assert told(store, seen(), seen(status=Status.GONE)) == [("new", ()), ("gone", ("status",))]
    assert told(store, seen(status=Status.GONE)) == [None]


def test_an_exact_moment_is_kept_although_it_is_no_change(store):
    store.listings.save([seen(posted_at=minute(0), posted_exact=False)])
    assert told(store, seen(posted_at=minute(0))) == [None]
    assert store.listings.get(ONE).posted_exact


def test_every_kind_is_read_back_as_it_was(store):
    known = [
        listing(complete=True, description="نص ' \" \\ <b>", extra={"suq.views": [1, {"ا": 0.1}]}),
        Offer(
            **_head("suq:offer:1"),
            price=money("10000.50", currency="SAR", usd_min=Decimal("2667.13")),
            rating=Rating(value=Decimal("4.90"), count=7),
            party=Party(name="متجر", url="https://suq.example/u/7"),
        ),
        Specialist(**_head("suq:specialist:سارة"), completion_rate="not_computed"),
    ]
    store.listings.save([Sighting(listing=one) for one in known])
    assert list(store.listings.get_many([one.ref for one in known]).values()) == known


def _head(ref):
    head = listing(ref)
    return {
        name: getattr(head, name) for name in ("ref", "site", "url", "title", "first_seen_at", "last_seen_at")
    }


@given(LISTING)
def test_any_listing_is_kept_to_the_last_digit(one):
    assert load_listing(dump_listing(one), last_seen_at=one.last_seen_at) == one


@pytest.mark.parametrize("count", [1, 499, 501, 1203])
def test_a_batch_may_be_of_any_size(store, count):
    refs = [f"suq:offer:{number}" for number in range(count)]
    assert [change.seq for change in store.listings.save([seen(ref) for ref in refs])] == [
        *range(1, count + 1)
    ]
    assert list(store.listings.get_many(refs)) == refs
    assert store.listings.known(refs).keys() == set(refs)
    store.listings.touch(refs, at=minute(9))
    assert len(store.listings.mark_gone(refs, at=minute(10))) == count


def test_a_touched_listing_was_seen_again_and_is_no_change(store):
    store.listings.save([seen(ONE), seen(TWO)])
    store.listings.touch([ONE, "suq:request:404"], at=minute(5))
    store.listings.touch([ONE], at=minute(3))
    assert store.listings.get(ONE).last_seen_at == minute(5)
    assert store.listings.get(TWO).last_seen_at == minute(0)
    assert store.changes.last_seq() == 2


def test_what_is_not_stored_is_not_known(store):
    store.listings.save([seen(ONE)])
    assert store.listings.get(TWO) is None
    assert list(store.listings.get_many([TWO, ONE])) == [ONE]
    assert list(store.listings.known([TWO, ONE])) == [ONE]


def test_a_full_page_alone_leaves_no_print(store):
    store.listings.save([seen(complete=True, status=Status.OPEN)])
    expected = Known(row_print=None, complete=True, row_changed_at=None, status=Status.OPEN)
    assert store.listings.known([ONE]) == {ONE: expected}


ROWS = [
    ("a first row", [seen(on_row=row_print("a"))], ("a", 0, False)),
    (
        "the same row",
        [seen(on_row=row_print("a")), seen(on_row=row_print("a"), at=minute(3))],
        ("a", 0, False),
    ),
    (
        "another row",
        [seen(on_row=row_print("a")), seen(on_row=row_print("b"), at=minute(3))],
        ("b", 3, False),
    ),
    (
        "its full page",
        [seen(on_row=row_print("a")), seen(complete=True, at=minute(1))],
        ("a", 0, True),
    ),
    (
        "a row that differs in what the full page does not have",
        [seen(on_row=row_print("a"), complete=True), seen(on_row=row_print("b"), at=minute(3))],
        ("b", 3, True),
    ),
    (
        "a row that says that the full page changed",
        [seen(on_row=row_print("a"), complete=True), seen(on_row=row_print("b", core="new"), at=minute(3))],
        ("b", 3, False),
    ),
    (
        "the changed full page",
        [
            seen(on_row=row_print("a"), complete=True),
            seen(on_row=row_print("b", core="new"), at=minute(3)),
            seen(complete=True, at=minute(4)),
        ],
        ("b", 3, True),
    ),
    (
        "a full page that was read before the row changed",
        [
            seen(on_row=row_print("a"), complete=True),
            seen(on_row=row_print("b", core="new"), at=minute(3)),
            seen(complete=True, at=minute(2)),
        ],
        ("b", 3, False),
    ),
    (
        "a row of what was known without one",
        [seen(complete=True), seen(on_row=row_print("a"), at=minute(3))],
        ("a", 3, True),
    ),
]


@pytest.mark.parametrize(
    ("sightings", "expected"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_a_crawl_is_told_what_the_row_was_and_whether_the_full_page_is_read(store, sightings, expected):
    for sighting in sightings:
        store.listings.save([sighting])
    known = store.listings.known([ONE])[ONE]
    assert (known.row_print.row, (known.row_changed_at - minute(0)).seconds // 60, known.complete) == expected
    due = [] if known.complete else [Pending(ref=ONE, url="https://suq.example/request/1")]
    assert store.listings.incomplete("suq", Kind.REQUEST, limit=9) == due
