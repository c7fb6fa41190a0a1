"""Every filter there is, chosen beside the text or typed into it, in any engine."""

# ruff: noqa: S101, D102  these are tests: they assert, and their names are sentences

from datetime import UTC, datetime
from typing import Any

import pytest

from search.bands import BANDS
from search.conformance.documents import OneIndex, day, document, found, put
from search.interface import Engine
from search.query import Query

STALLS = (
    document(
        "khamsat:offer:1",
        title="شعار",
        specialties=("logo", "design"),
        price_min=5.0,
        price_max=5.0,
        posted_at=day(1),
        pricing="fixed",
        delivery_days=1.0,
        rating=5.0,
        rating_count=200,
    ),
    document(
        "khamsat:offer:2",
        title="بنر",
        specialties=("banner", "design"),
        price_min=25.0,
        posted_at=day(2),
        pricing="fixed",
        delivery_days=2.0,
        rating=4.9,
        rating_count=3,
        language="en",
    ),
    document(
        "kafiil:offer:3",
        title="موقع",
        specialties=("web", "code"),
        price_min=100.0,
        price_max=250.0,
        posted_at=day(3),
        pricing="hourly",
        delivery_days=7.0,
        rating=4.5,
        rating_count=1,
        status="closed",
    ),
    document(
        "mostaql:request:4",
        title="قالب",
        specialties=("wordpress", "web", "code"),
        price_min=25.0,
        price_max=50.0,
        posted_at=day(4),
        pricing="fixed",
        delivery_days=31.0,
    ),
    document(
        "mostaql:request:5",
        title="نص",
        specialties=("code",),
        posted_at=datetime(2026, 1, 4, 23, 59, 59, tzinfo=UTC),
        pricing="hourly",
        status="closed",
    ),
    document("mostaql:specialist:6", title="مصمم", price_min=15.0, pricing="hourly", language=None),
    document("suq:specialist:7", title="كاتب", rating=3.0, posted_at=day(9), language="en"),
    document(
        "suq:offer:8",
        title="متجر",
        specialties=("web", "code"),
        price_max=1000.0,
        delivery_days=0.5,
        rating=0.0,
        rating_count=0,
    ),
)
"""Eight listings; some say all there is to say, some hardly anything."""

CHOICES: list[tuple[dict[str, Any], str]] = [
    ({"statuses": {"open"}}, "124678"),
    ({"statuses": {"closed"}}, "35"),
    ({"statuses": {"open", "closed"}}, "12345678"),
    ({"statuses": {"gone"}}, ""),
    ({"languages": {"ar"}}, "13458"),
    ({"languages": {"en"}}, "27"),
    ({"languages": {"en", "ar"}}, "1234578"),
    ({"languages": {"fr"}}, ""),
    ({"pricings": {"fixed"}}, "124"),
    ({"pricings": {"hourly"}}, "356"),
    ({"pricings": {"hourly", "fixed"}}, "123456"),
    ({"specialties": {"code"}}, "3458"),
    ({"specialties": {"web"}}, "348"),
    ({"specialties": {"wordpress"}}, "4"),
    ({"specialties": {"wordpress", "logo"}}, "14"),
    ({"specialties": {"cod"}}, ""),
    ({"delivery_bands": {"0-2"}}, "18"),
    ({"delivery_bands": {"2-4"}}, "2"),
    ({"delivery_bands": {"4-8"}}, "3"),
    ({"delivery_bands": {"31+"}}, "4"),
    ({"delivery_bands": {"15-31"}}, ""),
    ({"delivery_bands": {"0-2", "31+"}}, "148"),
    ({"rating_bands": {"4.9+"}}, "12"),
    ({"rating_bands": {"4.5-4.9"}}, "3"),
    ({"rating_bands": {"3-4"}}, "7"),
    ({"rating_bands": {"0-3"}}, "8"),
    ({"rating_bands": {"4-4.5"}}, ""),
    ({"price_bands": {"0-25"}}, "16"),
    ({"price_bands": {"25-50"}}, "24"),
    ({"price_bands": {"100-250"}}, "3"),
    ({"price_bands": {"1000+"}}, "8"),
    ({"max_delivery_days": 2}, "128"),
    ({"max_delivery_days": 1.99}, "18"),
    ({"max_delivery_days": 0}, ""),
    ({"max_delivery_days": 31}, "12348"),
    ({"min_rating": 4.5}, "123"),
    ({"min_rating": 4.51}, "12"),
    ({"min_rating": 0}, "12378"),
    ({"min_rating": 5.1}, ""),
    ({"min_price": 25}, "2348"),
    ({"max_price": 25}, "1246"),
    ({"min_price": 50, "max_price": 100}, "34"),
    ({"posted_after": day(4)}, "457"),
    ({"posted_before": day(4)}, "1234"),
    ({"posted_after": day(2), "posted_before": day(3)}, "23"),
    ({"posted_after": datetime(2026, 1, 4, 23, 59, 59, tzinfo=UTC), "posted_before": day(5)}, "5"),
    ({"posted_after": day(10)}, ""),
    ({"kinds": {"offer"}, "min_rating": 4, "max_delivery_days": 3, "pricings": {"fixed"}}, "12"),
    ({"statuses": {"open"}, "specialties": {"code"}, "posted_after": day(1)}, "4"),
]
"""What is chosen, and the ids that are left."""

TYPED: list[tuple[str, str]] = [
    ("site:khamsat", "12"),
    ("site:khamsat,kafiil", "123"),
    ("site:khamsat site:kafiil", "123"),
    ('site:"khamsat"', "12"),
    ("SITE:Khamsat", "12"),
    ("موقع:khamsat", "12"),
    ("kind:offer", "1238"),
    ("kind:offer,request", "123458"),
    ("type:freelancer", "67"),
    ("نوع:خدمة", "1238"),
    ("نوع:مشروع", "45"),
    ("specialty:design", "12"),
    ("تخصص:code", "3458"),
    ("status:closed", "35"),
    ("lang:en", "27"),
    ("لغة:ar", "13458"),
    ("pricing:hourly", "356"),
    ("تسعير:بالساعة", "356"),
    ("price:25..50", "24"),
    ("price:..25", "1246"),
    ("price:100..", "38"),
    ("price:>100", "38"),
    ("price:<=15", "16"),
    ("price:15", "16"),
    ("budget:50..100", "34"),
    ("سعر:٢٥..٥٠", "24"),
    ("ميزانية:5$", "1"),
    ("days:2", "128"),
    ("delivery:..7", "1238"),
    ("تسليم:1", "18"),
    ("rating:4.5", "123"),
    ("تقييم:5", "1"),
    ("rating:>4.9", "12"),
    ("kind:offer price:..30 rating:4", "12"),
    ("شعار site:khamsat", "1"),
    ("site:khamsat -شعار", "2"),
    ("site:nowhere", ""),
]
"""What is typed, and the ids that are left."""

MISREAD: list[tuple[str, list[str]]] = [
    ("price:cheap", ["price:cheap"]),
    ("price:50..10", ["price:50..10"]),
    ("price:..", ["price:.."]),
    ("kind:shop", ["kind:shop"]),
    ("site:خمسات", ["site:خمسات"]),
    ("pricing:monthly", ["pricing:monthly"]),
    ("days:5..", ["days:5.."]),
    ("rating:good price:low", ["rating:good", "price:low"]),
    ("foo:bar", []),
    ("http://example.com", []),
    ('"site:khamsat"', []),
    ("site: khamsat", ["site:"]),
    ("status:nowhere", ["status:nowhere"]),
    ("a-site:khamsat", []),
    (":", []),
]
"""What is typed, and the pieces that look like filters but are none."""


def _left(engine: Engine, text: str = "", /, **chosen: Any) -> str:  # noqa: ANN401  fields of a Query
    asked = {name: frozenset(value) if isinstance(value, set) else value for name, value in chosen.items()}
    return "".join(sorted(found(engine, text, **asked)))


class Narrows(OneIndex):
    """A filter leaves what is known to fit; what says nothing about it is left out."""

    def test_every_filter_leaves_what_fits(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *STALLS)
        for chosen, left in CHOICES:
            with subtests.test(chosen=chosen):
                assert _left(engine, **chosen) == left

    def test_every_filter_can_be_typed(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *STALLS)
        for text, left in TYPED:
            with subtests.test(text=text):
                assert _left(engine, text) == left
                assert engine.search(Query(text=text)).misread == ()

    def test_what_only_looks_like_a_filter_is_told_and_read_as_words(
        self, engine: Engine, subtests: pytest.Subtests
    ) -> None:
        put(engine, *STALLS, *(document(f"m{at}", title=text) for at, (text, _) in enumerate(MISREAD)))
        for at, (text, pieces) in enumerate(MISREAD):
            with subtests.test(text=text):
                results = engine.search(Query(text=text))
                assert [misread.piece for misread in results.misread] == pieces
                assert all(misread.reason for misread in results.misread)
                assert text == ":" or f"m{at}" in [hit.ref.split(":")[2] for hit in results.hits]

    def test_bands_find_what_their_facets_count(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *STALLS)
        for name, bands in BANDS.items():
            counts = {one.value: one.count for one in engine.search(Query()).facets[name]}
            for band in bands:
                with subtests.test(name=name, band=band.name):
                    assert len(_left(engine, "", **{f"{name}s": {band.name}})) == counts.get(band.name, 0)

    def test_typed_and_chosen_filters_narrow_each_other(self, engine: Engine) -> None:
        put(engine, *STALLS)
        assert _left(engine, "site:khamsat", kinds={"offer"}, max_price=10) == "1"
        assert _left(engine, "site:khamsat,suq", sites={"suq", "kafiil"}) == "78"
        assert _left(engine, "site:khamsat", sites={"kafiil"}) == ""
        assert _left(engine, "price:20..", min_price=60) == _left(engine, "price:60..", min_price=20) == "38"
        assert _left(engine, "price:..20", max_price=60) == _left(engine, "price:..60", max_price=20) == "16"

    def test_the_facets_of_a_typed_filter_stay_open(self, engine: Engine) -> None:
        put(engine, *STALLS)
        sites = {one.value: one.count for one in engine.search(Query(text="site:khamsat")).facets["site"]}
        assert sites == {"khamsat": 2, "mostaql": 3, "suq": 2, "kafiil": 1}

    def test_a_strict_query_takes_nothing_less(self, engine: Engine) -> None:
        put(engine, document("1", title="مترجم عقود"), document("2", title="مترجم تركي"))
        relaxed = engine.search(Query(text="مترجم عقود تركي"))
        strict = engine.search(Query(text="مترجم عقود تركي", strict=True))
        assert (relaxed.total, relaxed.relaxed) == (2, True)
        assert (strict.total, strict.hits, strict.relaxed) == (0, (), False)

    def test_exclusions_hold_when_words_are_relaxed(self, engine: Engine) -> None:
        put(engine, document("1", title="مترجم عقود"), document("2", title="مترجم عقود تركي"))
        assert found(engine, "مترجم عقود يوناني -تركي") == ["1"]

    def test_a_phrase_does_not_reach_from_one_part_into_the_next(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="خط", description="عربي"),
            document("2", title="خط", skills=("عربي",)),
            document("3", skills=("خط", "عربي")),
            document("4", skills=("خط",), description="عربي"),
            document("5", labels=("خط عربي",)),
            document("6", skills=("رسم", "خط عربي")),
        )
        assert found(engine, '"خط عربي"') == ["6"]

    def test_a_phrase_of_many_words_wants_them_all_in_order(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="تصميم متجر سلة احترافي"),
            document("2", title="متجر سلة تصميم احترافي"),
            document("3", title="تصميم متجر سلة"),
        )
        assert found(engine, '"تصميم متجر سلة احترافي"') == ["1"]
        assert sorted(found(engine, '"متجر سلة" تصميم')) == ["1", "2", "3"]
