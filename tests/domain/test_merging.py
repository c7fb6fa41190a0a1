"""What is seen joins what is stored, and nothing that a site once stated is lost."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given

from aggregator.domain.listing import ListingSchema, Party, Rating, Status
from aggregator.domain.merging import changed_fields, merge
from tests.store.builders import listing, minute, money
from tests.store.listing_strategies import LISTING, TWO_OF_ONE

SILENT = (None, "", (), Status.UNKNOWN)
READ_IN_FULL = ("description", "category_path", "specialty", "skills", "language")

FULL = {
    "complete": True,
    "description": "نص الصفحة الكامل",
    "skills": ("شعار", "هوية"),
    "category_path": ("تصميم", "شعارات"),
    "specialty": "logo",
    "language": "ar",
}
ROW = {
    "description": "نص…",
    "skills": ("شعار",),
    "category_path": ("تصميم",),
    "specialty": "design",
    "language": "en",
}
CASES = [
    ("a stated fact replaces", {"title": "قديم"}, {"title": "جديد"}, {"title": "جديد"}),
    ("an unstated fact stays", {"country": "مصر"}, {"country": None}, {"country": "مصر"}),
    ("a count of zero is stated", {"offers_count": 3}, {"offers_count": 0}, {"offers_count": 0}),
    ("an empty text states nothing", {"description": "نص"}, {"description": ""}, {"description": "نص"}),
    ("a row fills what is missing", {}, ROW, ROW),
    ("a row replaces what a row said", ROW, {"skills": ("كتابة",)}, ROW | {"skills": ("كتابة",)}),
    ("a row never replaces what the full page said", FULL, ROW, FULL),
    ("a row fills what the full page left out", {"complete": True}, ROW, ROW | {"complete": True}),
    ("a full page replaces what a row said", ROW, FULL, FULL),
    ("a full page replaces a full page", FULL, FULL | {"skills": ("خط",)}, FULL | {"skills": ("خط",)}),
    ("a row has the newer price", FULL, {"budget": money(50)}, FULL | {"budget": money(50)}),
    (
        "an inexact moment never replaces one",
        {"posted_at": minute(1), "posted_exact": False},
        {"posted_at": minute(2), "posted_exact": False},
        {"posted_at": minute(1), "posted_exact": False},
    ),
    (
        "an exact moment replaces an inexact one",
        {"posted_at": minute(1), "posted_exact": False},
        {"posted_at": minute(2)},
        {"posted_at": minute(2), "posted_exact": True},
    ),
    (
        "an inexact moment is better than none",
        {},
        {"posted_at": minute(2), "posted_exact": False},
        {"posted_at": minute(2), "posted_exact": False},
    ),
    ("an unknown status says nothing", {"status": Status.CLOSED}, {}, {"status": Status.CLOSED}),
    ("what was gone is back", {"status": Status.GONE}, {}, {"status": Status.UNKNOWN}),
    ("and open", {"status": Status.GONE}, {"status": Status.OPEN}, {"status": Status.OPEN}),
    (
        "extra facts join by key",
        {"extra": {"suq.views": 1, "suq.badge": "ذهبي"}},
        {"extra": {"suq.views": 2, "suq.badge": None}},
        {"extra": {"suq.views": 2, "suq.badge": "ذهبي"}},
    ),
    (
        "a name without its link is the same person",
        {"party": Party(name="سارة", url="https://suq.example/u/1")},
        {"party": Party(name="سارة")},
        {"party": Party(name="سارة", url="https://suq.example/u/1")},
    ),
    (
        "another name is another person",
        {"party": Party(name="سارة", url="https://suq.example/u/1")},
        {"party": Party(name="ليث")},
        {"party": Party(name="ليث")},
    ),
]


@pytest.mark.parametrize(
    ("stored", "seen", "merged"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_it_merges_as_told(stored, seen, merged):
    assert merge(listing(**stored), listing(**seen)) == listing(**merged)


def test_a_rating_keeps_its_count_when_a_row_shows_only_the_stars():
    stored = listing("suq:offer:1", rating=Rating(value=Decimal("4.9"), count=31))
    seen = listing("suq:offer:1", rating=Rating(value=Decimal("4.8")))
    assert merge(stored, seen).rating == Rating(value=Decimal("4.8"), count=31)


def test_the_first_moment_stays_and_the_last_one_never_goes_back():
    merged = merge(listing(at=minute(5)), listing(at=minute(9)))
    assert (merged.first_seen_at, merged.last_seen_at) == (minute(5), minute(9))
    assert merge(merged, listing(at=minute(1))).last_seen_at == minute(9)


def test_two_listings_are_never_merged():
    with pytest.raises(ValueError, match="suq:request:2 cannot be merged into suq:request:1"):
        merge(listing("suq:request:1"), listing("suq:request:2"))


def test_when_it_was_seen_is_no_change_of_a_listing():
    before = listing(posted_at=minute(0), posted_exact=False)
    after = replace(before, last_seen_at=minute(8), first_seen_at=minute(-8), posted_exact=True)
    assert changed_fields(before, after) == ()


def test_changed_facts_are_named_in_the_order_of_the_type():
    after = listing(title="آخر", budget=money(5), status=Status.OPEN, complete=True)
    assert changed_fields(listing(), after) == ("title", "status", "complete", "budget")


@given(TWO_OF_ONE)
def test_seeing_the_same_again_changes_nothing_more(two):
    stored, seen = two
    once = merge(stored, seen)
    assert merge(once, seen) == once


@given(LISTING)
def test_a_listing_merged_with_itself_is_itself(one):
    assert merge(one, one) == one


@given(TWO_OF_ONE)
def test_no_stated_fact_is_ever_lost(two):
    stored, seen = two
    merged = merge(stored, seen)
    stated = {field.name for field in fields(stored) if getattr(stored, field.name) not in SILENT}
    if stored.status == Status.GONE:
        stated.discard("status")
    assert [name for name in stated if getattr(merged, name) in SILENT] == []
    assert {key for key, value in stored.extra.items() if value is not None} <= {
        key for key, value in merged.extra.items() if value is not None
    }


@given(TWO_OF_ONE)
def test_a_row_leaves_what_a_full_page_said(two):
    stored, seen = replace(two[0], complete=True), replace(two[1], complete=False)
    merged = merge(stored, seen)
    said = [name for name in READ_IN_FULL if getattr(stored, name) not in SILENT]
    assert [getattr(merged, name) for name in said] == [getattr(stored, name) for name in said]
    assert merged.complete


@given(TWO_OF_ONE)
def test_a_merged_listing_is_read_back_exactly(two):
    merged = merge(*two)
    assert ListingSchema.validate_json(ListingSchema.dump_json(merged)) == merged
