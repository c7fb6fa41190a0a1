"""Listings that say the same, and listings that are like one another, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

import pytest

from search.conformance.documents import OneIndex, day, document, found, put
from search.document import SearchDocument
from search.interface import Engine
from search.query import Query, Sort

TEXT = (
    "سأصمم لك شعارا احترافيا يعبر عن نشاطك التجاري مع ثلاثة نماذج أولية وتعديلات مفتوحة حتى الرضا التام "
    "وتسليم الملفات المفتوحة بصيغ مناسبة للطباعة والويب خلال يومين من بدء العمل على الطلب"
)
"""Long enough to tell that two are the same."""


def _copy(ref: str, number: int = 1, **facts: object) -> SearchDocument:
    return document(ref, title="تصميم شعار", description=TEXT, posted_at=day(number), **facts)


class Resembles(OneIndex):
    """Copies of a text stand behind one hit; what is like a listing is of its kind."""

    @pytest.mark.parametrize("text", ["", "شعار", "تصميم شعار"])
    @pytest.mark.parametrize("sort", list(Sort))
    def test_copies_stand_behind_one_hit(self, engine: Engine, text: str, sort: Sort) -> None:
        copies = [_copy(f"{site}:offer:{at}") for at, site in enumerate(("a", "b", "c"))]
        put(engine, *copies, document("z:offer:9", title="تصميم شعار آخر", description="غيره"))
        results = engine.search(Query(text=text, sort=sort))
        (group,) = [hit for hit in results.hits if hit.copies]
        assert sorted((group.ref, *group.copies)) == [copy.ref for copy in copies]
        assert len(results.hits) == 2

    def test_copies_are_counted(self, engine: Engine) -> None:
        put(engine, *(_copy(f"{site}:offer:1") for site in "abc"))
        results = engine.search(Query(text="شعار"))
        assert (len(results.hits), results.total) == (1, 3)
        assert sum(one.count for one in results.facets["site"]) == 3

    def test_copies_are_shown_apart_when_asked_for(self, engine: Engine) -> None:
        put(engine, *(_copy(f"{site}:offer:1") for site in "abc"))
        results = engine.search(Query(text="شعار", collapse=False))
        assert [(hit.ref, hit.copies) for hit in results.hits] == [(f"{site}:offer:1", ()) for site in "abc"]

    def test_of_copies_the_first_in_order_is_shown(self, engine: Engine) -> None:
        put(engine, _copy("a:offer:1", 1), _copy("b:offer:1", 3), _copy("c:offer:1", 2))
        (hit,) = engine.search(Query(text="شعار", sort=Sort.NEWEST)).hits
        assert (hit.ref, hit.copies) == ("b:offer:1", ("c:offer:1", "a:offer:1"))

    def test_small_edits_make_no_other_text(self, engine: Engine) -> None:
        edited = TEXT.replace("ثلاثة", "أربعة").replace("يومين", "أسبوع")
        put(engine, _copy("a:offer:1"), document("b:offer:1", title="تصميم شعار", description=edited))
        assert len(engine.search(Query()).hits) == 1

    def test_an_offer_is_no_copy_of_a_request(self, engine: Engine) -> None:
        put(engine, _copy("a:offer:1"), _copy("a:request:2"), _copy("a:specialist:3"))
        assert len(engine.search(Query(text="شعار")).hits) == 3

    def test_short_texts_are_no_copies(self, engine: Engine) -> None:
        put(engine, document("1", title="تصميم شعار بسيط"), document("2", title="تصميم شعار بسيط"))
        assert sorted(found(engine, "شعار")) == ["1", "2"]

    def test_copies_leave_room_for_others_on_a_page(self, engine: Engine) -> None:
        put(engine, *(_copy(f"a:offer:{at}") for at in range(30)))
        put(engine, *(document(f"b:offer:{at}", description="شعار") for at in range(30)))
        hits = engine.search(Query(text="شعار", limit=20)).hits
        assert len(hits) == 20
        assert sum(1 + len(hit.copies) for hit in hits) >= 40

    def test_what_is_like_a_listing_is_of_its_kind(self, engine: Engine) -> None:
        put(
            engine,
            document("a:offer:1", title="تصميم شعار مطعم", skills=("Illustrator",)),
            document("a:offer:2", title="تصميم شعار شركة"),
            document("a:request:3", title="تصميم شعار مطعم"),
            document("a:offer:4", title="ترجمة عقود"),
        )
        similar = engine.similar("a:offer:1")
        assert similar is not None
        assert [hit.ref for hit in similar.hits] == ["a:offer:2"]

    def test_the_more_alike_come_first(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="متجر سلة للعطور"),
            document("2", title="متجر زد للملابس"),
            document("3", title="متجر سلة للعطور والبخور"),
            *(document(f"z{at}", title="متجر") for at in range(5)),
        )
        similar = engine.similar("mostaql:request:1")
        assert similar is not None
        assert similar.hits[0].ref == "mostaql:request:3"

    def test_neither_a_listing_nor_its_copies_are_like_it(self, engine: Engine) -> None:
        put(engine, *(_copy(f"{site}:offer:1") for site in "abc"), document("d:offer:1", title="تصميم شعار"))
        for site in "abc":
            similar = engine.similar(f"{site}:offer:1")
            assert similar is not None
            assert [hit.ref for hit in similar.hits] == ["d:offer:1"]

    def test_no_more_are_given_than_asked_for(self, engine: Engine) -> None:
        put(engine, *(document(str(at), title=f"تصميم شعار {at}") for at in range(15)))
        for limit, given in ((0, 0), (1, 1), (6, 6), (50, 14)):
            similar = engine.similar("mostaql:request:3", limit=limit)
            assert similar is not None
            assert len(similar.hits) == given
            assert similar.next is None

    @pytest.mark.parametrize("title", ["شعار", "!!!", "", "محتاج", '"', "-شعار", "site:khamsat"])
    def test_nothing_may_be_like_a_listing(self, engine: Engine, title: str) -> None:
        put(engine, document("1", title=title), document("2", title="نجار"))
        similar = engine.similar("mostaql:request:1")
        assert similar is not None
        assert similar.hits == ()

    @pytest.mark.parametrize("ref", ["mostaql:request:2", "", "1", "\0", "\ud83d", "x" * 5_000])
    def test_nothing_is_like_what_is_not_there(self, engine: Engine, ref: str) -> None:
        put(engine, document("1"))
        assert engine.similar(ref) is None

    def test_nothing_is_like_what_is_gone(self, engine: Engine) -> None:
        put(engine, document("1"), document("2"))
        engine.apply([], deleted=["mostaql:request:1"], cursor=3)
        assert engine.similar("mostaql:request:1") is None
