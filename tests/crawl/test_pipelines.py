"""The steps from a draft to a listing: each does one thing and counts what it did."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.crawl.pipelines import normalise
from aggregator.crawl.pipelines.clean import LONGEST_TITLE
from aggregator.domain.listing import ListingSchema, Offer, Specialist, Status
from aggregator.domain.money import MoneyRange
from aggregator.errors import ListingInvalid
from aggregator.sdk.drafts import OfferDraft, SpecialistDraft
from aggregator.sdk.times import Ago
from tests.crawl.builders import NOON, draft, scraped


def test_a_draft_becomes_the_listing_that_is_stored():
    listing = normalise(scraped(status=Status.OPEN, offers_count=3, skills=("شعارات",)))
    assert listing.ref == "suq:request:7"
    assert (listing.site, listing.kind, listing.status) == ("suq", "request", Status.OPEN)
    assert (listing.offers_count, listing.skills) == (3, ("شعارات",))
    assert listing.first_seen_at == listing.last_seen_at == NOON
    assert listing.complete


def test_a_row_alone_is_a_valid_partial_listing():
    assert not normalise(scraped(complete=False)).complete


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://evil.example/tasks/7", "//evil.example/x", "/tasks/7"]
)
def test_a_link_that_leads_elsewhere_makes_no_listing(url):
    with pytest.raises(ListingInvalid, match=r"^url: expected an address on suq\.example"):
        normalise(scraped(url=url))


def test_an_address_of_the_stand_in_is_stored_in_its_public_form():
    assert normalise(scraped(url="http://127.0.0.1:9/suq/tasks/7")).url == "https://suq.example/tasks/7"


def test_control_and_direction_characters_go():
    listing = normalise(scraped(title="تصميم\u202e شعار\x00\u200f", description="نص\x07\nآخر"))
    assert (listing.title, listing.description) == ("تصميم شعار", "نص\nآخر")


def test_script_in_a_title_stays_text():
    assert normalise(scraped(title="<script>alert(1)</script>")).title == "<script>alert(1)</script>"


def test_a_text_that_is_too_long_is_cut_and_counted():
    long = scraped(title="ش" * (LONGEST_TITLE + 1))
    assert len(normalise(long).title) == LONGEST_TITLE
    assert long.notes == {"title: cut to 300 characters": 1}


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("تصميم شعار", "ar"),
        ("Design a logo", "en"),
        ("تصميم UI/UX لموقع", "ar"),
        ("WordPress Elementor خبير مطلوب", "ar"),
        ("C# developer needed for a long project ن", "en"),
        ("123", "ar"),
    ],
)
def test_the_language_is_that_of_the_letters(title, language):
    assert normalise(scraped(title=title)).language == language


def test_a_relative_time_is_settled_against_the_time_of_fetching():
    listing = normalise(scraped(posted=Ago(timedelta(hours=3))))
    assert (listing.posted_at, listing.posted_exact) == (NOON - timedelta(hours=3), False)


def test_an_absolute_time_is_kept():
    listing = normalise(scraped(posted=NOON - timedelta(days=2)))
    assert (listing.posted_at, listing.posted_exact) == (NOON - timedelta(days=2), True)


def test_a_date_in_the_future_is_left_out_and_counted():
    future = scraped(posted=NOON + timedelta(days=2))
    assert normalise(future).posted_at is None
    assert future.notes == {"posted: lies in the future": 1}


@pytest.mark.parametrize(
    ("path", "slugs", "specialty", "unmapped"),
    [
        (("برمجة",), ("logos",), "logo-design", None),
        (("برمجة",), (), "programming", None),
        ((), ("unheard",), None, "unheard"),
        (("تصميم", "خطوط"), ("unheard",), None, "تصميم > خطوط"),
        ((), (), None, None),
    ],
)
def test_a_category_is_mapped_or_told_never_guessed(path, slugs, specialty, unmapped):
    one = scraped(category_path=path, category=slugs)
    assert normalise(one).specialty == specialty
    assert one.unmapped == unmapped


def test_a_price_gets_its_worth_in_dollars():
    budget = MoneyRange(min=Decimal(100), max=Decimal(200), currency="SAR")
    listing = normalise(scraped(budget=budget))
    assert (listing.budget.usd_min, listing.budget.usd_max) == (Decimal("25.00"), Decimal("50.00"))


def test_a_currency_without_a_rate_keeps_its_amount_and_is_counted():
    kuwait = scraped(budget=MoneyRange(min=Decimal(5), currency="KWD"))
    assert normalise(kuwait).budget.usd_min is None
    assert kuwait.notes == {"price: no rate for KWD": 1}


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (OfferDraft(external_id="7", url="https://suq.example/tasks/7", title="شعار"), Offer),
        (SpecialistDraft(external_id="salma", url="https://suq.example/u/salma", title="مصممة"), Specialist),
    ],
)
def test_each_kind_of_draft_makes_its_kind_of_listing(made, kind):
    assert isinstance(normalise(scraped(made)), kind)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"external_id": "9" * 200}, "ref"),
        ({"external_id": "a b"}, "ref"),
        ({"title": " \u200f "}, "title"),
        ({"offers_count": -1}, "offers_count"),
        ({"hiring_rate": Decimal(101)}, "hiring_rate"),
    ],
)
def test_a_broken_rule_is_named(facts, field):
    with pytest.raises(ListingInvalid, match=f"^{field}"):
        normalise(scraped(**facts))


@given(title=st.text(min_size=1, max_size=400), description=st.text(max_size=400))
def test_any_text_makes_a_listing_that_is_read_back_exactly_or_a_named_fault(title, description):
    try:
        listing = normalise(scraped(draft(title=title, description=description)))
    except ListingInvalid as fault:
        if fault.field != "title":
            raise
        return
    assert ListingSchema.validate_json(ListingSchema.dump_json(listing)) == listing
