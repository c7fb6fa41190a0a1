"""What search knows of a listing."""

from decimal import Decimal

import pytest

from aggregator.domain.listing import Party
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import to_document
from tests.store.builders import listing, minute


def usd(low, high):
    bounds = {"min": Decimal(low or high), "max": Decimal(high or low)}
    worth = {"usd_min": low and Decimal(low), "usd_max": high and Decimal(high)}
    return MoneyRange(currency="SAR", **bounds, **worth)


def indexed(ref="suq:request:1", **facts):
    return to_document(listing(ref, **facts), load_taxonomy())


@pytest.mark.parametrize(
    ("ref", "facts", "expected"),
    [
        ("suq:offer:1", {"price": usd("5.25", "10")}, (5.25, 10.0)),
        ("suq:request:1", {"budget": usd("100", "250")}, (100.0, 250.0)),
        ("suq:specialist:1", {"hourly_rate": usd("15", None)}, (15.0, None)),
        ("suq:request:1", {"budget": usd(None, "50")}, (None, 50.0)),
        ("suq:request:1", {"budget": MoneyRange(min=Decimal(5), currency="XAU")}, (None, None)),
        ("suq:request:1", {}, (None, None)),
    ],
)
def test_prices_are_dollars_whatever_the_kind_calls_them(ref, facts, expected):
    document = indexed(ref, **facts)
    assert (document.price_min, document.price_max) == expected


def test_a_leaf_stands_under_its_top_specialty_too():
    assert indexed(specialty="logo-design").specialties == ("logo-design", "design")


def test_names_of_specialty_and_category_are_labels_in_both_languages():
    labels = indexed(specialty="logo-design", category_path=("أعمال", "شعارات")).labels
    assert {"تصميم شعارات", "Logo design", "تصميم", "Design", "أعمال", "شعارات"} == set(labels)


def test_synonyms_of_a_specialty_are_no_labels():
    assert "منيو" not in " ".join(indexed(specialty="print-design").labels)


def test_a_listing_of_no_known_specialty_is_indexed_without_one(caplog):
    document = indexed(specialty="falconry", category_path=("صقور",))
    assert (document.specialties, document.labels) == ((), ("صقور",))
    assert "falconry" in caplog.text


@pytest.mark.parametrize(("kind", "by_name"), [("specialist", True), ("offer", False), ("request", False)])
def test_only_specialists_are_found_by_name(kind, by_name):
    document = indexed(f"suq:{kind}:1", party=Party(name="سامي الحداد"))
    assert ("سامي الحداد" in document.labels) is by_name


def test_words_and_facts_are_taken_as_they_are():
    document = indexed(
        title="شِعار",
        description="وصف",
        skills=("SEO", "كتابة"),
        posted_at=minute(3),
        status="open",
        language="ar",
    )
    assert (document.ref, document.site, document.kind) == ("suq:request:1", "suq", "request")
    assert (document.title, document.description, document.skills) == ("شِعار", "وصف", ("SEO", "كتابة"))
    assert (document.posted_at, document.status, document.language) == (minute(3), "open", "ar")
