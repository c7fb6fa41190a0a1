"""What finds what, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

from typing import Any

import pytest

from search.conformance.documents import OneIndex, document, found, put
from search.interface import Engine
from search.plan import MOST_WORDS
from search.query import Query

MESSY = [
    ("مترجم", "مُتَرْجِم"),
    ("متجر", "متـــــجر"),
    ("متجر", "مت\u200bجر"),
    ("اعلان", "إعلان"),
    ("مكتبة", "مكتبه"),
    ("مستشفى", "مستشفي"),
    ("متجر", "ﻣﺘﺠﺮ"),
    ("12", "١٢"),
    ("۱۲", "12"),
    ("LOGO", "logo"),
    ("cafe", "Café"),
]
"""One word written in two ways."""

FORMS = [
    ("تصميم", "والتصميم"),
    ("متجر", "للمتجر"),
    ("متجر", "متاجر"),
    ("مبرمج", "مبرمجين"),
    ("خدمة", "خدماتها"),
    ("logo", "logos"),
    ("design", "designing"),
]
"""A word and another form of it."""

SYNONYMS = [
    ("لوجو", "شعار"),
    ("logo", "شعارات"),
    ("سيو", "SEO"),
    ("seo", "تحسين محركات البحث"),
    ("تفريغ صوتي", "transcription"),
    ("فوتوشوب", "Photoshop"),
    ("ui ux", "تجربة المستخدم"),
]
"""Words of the trade for one thing."""

OTHERS = [
    ("كتاب", "كتابة"),
    ("شعر", "شعار"),
    ("java", "javascript"),
    ("c", "c#"),
    ("c#", "c++"),
    ("net", ".net"),
    ("ads", "address"),
    ("html", "xml"),
]
"""Words that only look alike."""

COMPOUNDS = [
    ("UI/UX", "ui ux"),
    ("ui", "UI/UX"),
    ("nodejs", "Node.js"),
    ("node.js", "NodeJS"),
    ("e-commerce", "ecommerce"),
    ("figma", "Photoshop/Illustrator/InDesign/Premiere/Canva/Figma"),
    ("example.com", "https://www.example.com/a/b?c=1"),
    ("واجهة", "واجهةUI"),
]
"""Words written together and apart."""


class Finds(OneIndex):
    """Words, phrases, exclusions, and what happens when nothing has all words."""

    @pytest.mark.parametrize("where", ["title", "description", "skills", "labels"])
    def test_a_word_is_found_wherever_it_stands(self, engine: Engine, where: str) -> None:
        text: Any = "لوحة زيتية" if where in {"title", "description"} else ("لوحة زيتية",)
        put(engine, document("1", **{where: text}), document("2"))
        assert found(engine, "زيتية") == ["1"]

    @pytest.mark.parametrize(("words", "text"), MESSY + FORMS + SYNONYMS + COMPOUNDS)
    def test_words_find_what_means_them(self, engine: Engine, words: str, text: str) -> None:
        put(engine, document("1", title=text))
        assert found(engine, words) == ["1"]

    @pytest.mark.parametrize(("words", "text"), OTHERS)
    def test_words_do_not_find_what_only_looks_alike(self, engine: Engine, words: str, text: str) -> None:
        put(engine, document("1", title=text))
        assert found(engine, words) == []

    def test_all_words_must_be_there_in_any_field(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="مبرمج محترف", skills=("WordPress",)),
            document("2", title="مبرمج محترف", skills=("Laravel",)),
        )
        results = engine.search(Query(text="مبرمج ووردبريس", strict=True))
        assert (results.total, results.hits[0].ref, results.relaxed) == (1, "mostaql:request:1", False)

    def test_where_few_have_all_words_they_come_before_those_with_most(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="مبرمج", skills=("مبرمج ممتاز",)),
            document("2", title="كلام آخر", description="مبرمج على WordPress"),
        )
        results = engine.search(Query(text="مبرمج ووردبريس"))
        assert [hit.ref[-1] for hit in results.hits] == ["2", "1"]
        assert (results.total, results.all_words, results.relaxed) == (2, 1, True)

    def test_where_many_have_all_words_only_they_are_found(self, engine: Engine) -> None:
        both = [document(str(number), title="مبرمج ووردبريس") for number in range(10)]
        put(engine, *both, document("other", title="مبرمج"))
        results = engine.search(Query(text="مبرمج ووردبريس"))
        assert (results.total, results.all_words, results.relaxed) == (10, 10, False)

    def test_when_no_listing_has_all_words_those_with_most_are_found(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="مترجم عقود"),
            document("2", title="مترجم عقود تركي"),
            document("3", title="طباخ"),
        )
        results = engine.search(Query(text="مترجم عقود تركي يوناني"))
        assert results.relaxed
        assert [hit.ref[-1] for hit in results.hits] == ["2", "1"]

    def test_less_than_half_of_the_words_is_not_enough(self, engine: Engine) -> None:
        put(engine, document("1", title="مترجم"))
        results = engine.search(Query(text="مترجم عقود يوناني"))
        assert (results.total, results.relaxed) == (0, False)

    def test_one_word_is_never_relaxed(self, engine: Engine) -> None:
        put(engine, document("1", title="مترجم"))
        results = engine.search(Query(text="نجار"))
        assert (results.total, results.relaxed) == (0, False)

    def test_filters_do_not_loosen_the_words(self, engine: Engine) -> None:
        put(engine, document("a:offer:1", title="مترجم عقود"), document("b:offer:2", title="مترجم كتب"))
        results = engine.search(Query(text="مترجم عقود", sites=frozenset({"b"})))
        assert [hit.ref for hit in results.hits] == ["b:offer:2"]
        assert results.relaxed, "no listing of this site has all words"

    def test_quotes_want_the_words_as_written_side_by_side(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="تصميم شعار بسيط"),
            document("2", title="شعار بتصميم بسيط"),
            document("3", title="تصميم هوية وشعار"),
            document("4", description="أريد تصميم شِعار"),
        )
        assert sorted(found(engine, '"تصميم شعار"')) == ["1", "4"]

    def test_quotes_around_one_word_want_it_as_written(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"), document("2", title="شعارات"), document("3", title="logo"))
        assert found(engine, '"شعار"') == ["1"]

    def test_a_minus_takes_away_what_has_the_word_in_any_form(self, engine: Engine) -> None:
        put(
            engine,
            document("1", title="متجر سلة"),
            document("2", title="متجر زد"),
            document("3", title="متاجر ومنصة السلة"),
        )
        assert found(engine, "متجر -سلة") == ["2"]

    def test_a_minus_does_not_take_synonyms_away(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"), document("2", title="logo"))
        assert found(engine, "شعار -logo") == ["1"]

    def test_a_minus_takes_a_phrase_away(self, engine: Engine) -> None:
        put(engine, document("1", title="متجر سلة جاهز"), document("2", title="جاهز متجر على سلة"))
        assert found(engine, 'متجر -"متجر سلة"') == ["2"]

    def test_a_minus_alone_leaves_all_others(self, engine: Engine) -> None:
        put(engine, document("1", title="متجر"), document("2", title="موقع"))
        assert found(engine, "-متجر") == ["2"]

    def test_a_dash_within_or_between_words_excludes_nothing(self, engine: Engine) -> None:
        put(engine, document("1", title="e-commerce - متجر"))
        assert found(engine, "e-commerce - متجر") == ["1"]

    def test_no_text_finds_everything(self, engine: Engine) -> None:
        put(engine, document("1"), document("2"))
        assert engine.search(Query(text=" \t\n")).total == 2

    @pytest.mark.parametrize(
        "asked",
        [
            "محتاج مصمم شعارات",
            "عايز حد يعمل شعار",
            "ابحث عن شعار من فضلك",
            "مطلوب شعار",
            "أريد تصميم شعار",
            "need a logo",
            "I am looking for someone to make my logo please",
        ],
    )
    def test_words_of_asking_are_not_looked_for(self, engine: Engine, asked: str) -> None:
        put(engine, document("1", title="تصميم شعار"), document("2", title="محتاج نجار"))
        results = engine.search(Query(text=asked))
        assert ([hit.ref[-1] for hit in results.hits], results.relaxed) == (["1"], False)

    def test_words_of_asking_are_looked_for_when_there_are_no_others(self, engine: Engine) -> None:
        put(engine, document("1", title="محتاج نجار"), document("2", title="نجار"))
        assert found(engine, "محتاج") == ["1"]

    def test_words_of_asking_count_within_quotes(self, engine: Engine) -> None:
        put(engine, document("1", title="محتاج نجار"), document("2", title="نجار محتاج"))
        assert found(engine, '"محتاج نجار"') == ["1"]

    def test_words_beyond_the_limit_are_told(self, engine: Engine) -> None:
        put(engine, document("1", title="شعار"))
        results = engine.search(Query(text="شعار " * 100))
        assert (results.total, results.ignored_words) == (1, 100 - MOST_WORDS)
