"""What is offered to somebody who types, or who made a slip, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

import pytest

from search.conformance.asking import HOSTILE
from search.conformance.documents import OneIndex, document, put
from search.folding import fold
from search.interface import Engine
from search.query import Query

SHELF = (
    document("1", title="تصميم شعارات للمطاعم", skills=("Adobe Photoshop", "هوية بصرية")),
    document("2", title="تصميم شعارات", skills=("Adobe Photoshop",)),
    document("3", title="تصميم مواقع", skills=("adobe photoshop", "WordPress")),
    document("4", title="محتاج كتابة المقالات", labels=("كتابة محتوى",)),
    document("mostaql:specialist:5", title="كاتب مقالات", labels=("سهيل الوزاني",), skills=("تدقيق لغوي",)),
)
"""Listings whose phrases are suggested."""

COMPLETED = [
    ("تص", "تصميم شعارات"),
    ("تصميم م", "تصميم مواقع"),
    ("شعار", "تصميم شعارات"),
    ("بصر", "هوية بصرية"),
    ("الشعار", "تصميم شعارات"),
    ("مقال", "كتابة المقالات"),
    ("adob", "Adobe Photoshop"),
    ("PHOTO", "Adobe Photoshop"),
    ("تَصْمِيـم", "تصميم شعارات"),
    ("كتابه", "كتابة محتوى"),
    ("  تصميم   شع", "تصميم شعارات"),
    ("تدق", "تدقيق لغوي"),
]
"""What is typed, and what is among the suggestions."""

SLIPS = [
    ("تضميم", "تصميم شعارات"),
    ("phtoo", "Adobe Photoshop"),
    ("wrodpress", "WordPress"),
    ("تصمييم", "تصميم شعارات"),
    ("تصصميم", "تصميم شعارات"),
    ("تصمم", "تصميم شعارات"),
    ("wordpresss", "WordPress"),
    ("photooshop", "Adobe Photoshop"),
    ("adobbe phtoo", "Adobe Photoshop"),
    ("تصمبم ش", "تصميم شعارات"),
    ("تصمبم", "تصميم مواقع"),
]
"""What is typed with a slip, and what is among the suggestions."""

MENDED = [
    ("تصمبم", "تصميم"),
    ("تصمبم شعارات", "تصميم شعارات"),
    ("phtoshop", "photoshop"),
    ("تصميم موقغ يوناني", "تصميم موقع يوناني"),
    ("قققققققق", None),
    ("xy", None),
    ("تصميم", None),
    ("تصميم شعارات", None),
]
"""A query, and what was meant; None: nothing to mend, or nobody knows."""


class Suggests(OneIndex):
    """Phrases of the listings are completed, the most frequent first."""

    def test_beginnings_of_words_are_completed(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *SHELF)
        for typed, completed in COMPLETED:
            with subtests.test(typed=typed):
                assert completed in [one.text for one in engine.suggest(typed)]

    def test_a_slip_is_forgiven(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *SHELF)
        for typed, completed in SLIPS:
            with subtests.test(typed=typed):
                assert completed in [one.text for one in engine.suggest(typed)]

    def test_the_most_frequent_come_first_with_their_numbers(self, engine: Engine) -> None:
        put(engine, *SHELF)
        found = [(one.text, one.count) for one in engine.suggest("تصميم")]
        assert found == [("تصميم شعارات", 2), ("تصميم مواقع", 1)]

    def test_ways_of_writing_are_one_suggestion(self, engine: Engine) -> None:
        put(engine, *SHELF)
        assert [(one.text, one.count) for one in engine.suggest("adobe")] == [("Adobe Photoshop", 3)]

    def test_no_more_are_given_than_asked_for(self, engine: Engine) -> None:
        put(engine, *(document(str(number), skills=(f"مهارة {number}",)) for number in range(20)))
        assert [len(engine.suggest("مهار", limit=limit)) for limit in (0, 1, 3, 50)] == [0, 1, 3, 20]
        assert len(engine.suggest("مهار")) == 8

    @pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u200b", "\u0651"])
    def test_nothing_typed_is_completed_by_nothing(self, engine: Engine, typed: str) -> None:
        put(engine, *SHELF)
        assert engine.suggest(typed) == ()

    def test_an_empty_index_suggests_nothing(self, engine: Engine) -> None:
        assert engine.suggest("تصميم") == ()

    def test_any_text_may_be_typed(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *SHELF)
        for why, text in HOSTILE.items():
            with subtests.test(why):
                assert len(engine.suggest(text)) <= 8
                assert len(engine.suggest(text[:3])) <= 8

    def test_nobody_is_suggested_by_name(self, engine: Engine) -> None:
        put(engine, *SHELF)
        assert [engine.suggest(typed) for typed in ("سهيل", "الوزاني", "سهي")] == [(), (), ()]

    def test_words_of_asking_are_not_suggested(self, engine: Engine) -> None:
        put(engine, *SHELF)
        assert "محتاج كتابة" not in [one.text for one in engine.suggest("محتاج")]

    def test_what_is_gone_is_not_suggested(self, engine: Engine) -> None:
        put(engine, *SHELF, document("6", skills=("نجارة الأثاث",)))
        engine.apply([], deleted=["mostaql:request:6"], cursor=engine.cursor() + 1)
        assert engine.suggest("نجارة الا") == ()

    def test_what_a_rebuild_brought_is_suggested(self, engine: Engine) -> None:
        with engine.rebuild() as builder:
            builder.apply([document("6", skills=("نجارة الأثاث",))], cursor=1)
        assert [one.text for one in engine.suggest("نجارة")] == ["نجارة الأثاث"]

    def test_a_slip_in_a_query_is_told(self, engine: Engine, subtests: pytest.Subtests) -> None:
        put(engine, *SHELF)
        for text, meant in MENDED:
            with subtests.test(text=text):
                mended = engine.search(Query(text=text)).did_you_mean
                assert (mended and fold(mended)) == (meant and fold(meant))

    def test_a_query_that_finds_is_not_mended(self, engine: Engine) -> None:
        put(engine, document("1", title="تصميم"), document("2", title="تصمبم"))
        assert engine.search(Query(text="تصمبم")).did_you_mean is None
