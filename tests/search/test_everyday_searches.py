"""What people type into the box brings the right trade to the top."""

import pytest

from search.engines import open_engine
from search.query import Query
from tests.search.market import listings, trade_of

SEARCHES = [
    ("مصمم شعارات", "logo"),
    ("شعار", "logo"),
    ("لوجو", "logo"),
    ("logo design", "logo"),
    ("محتاج مصمم لوجو", "logo"),
    ("i need a logo", "logo"),
    ("تصميم شعار لمتجر عطور", "logo"),
    ("محتاج مبرمج ووردبريس", "wordpress"),
    ("مطور wordpress", "wordpress"),
    ("looking for a wordpress developer", "wordpress"),
    ("موقع وردبريس", "wordpress"),
    ("متجر سلة", "salla"),
    ("عايز متجر على سلة", "salla"),
    ("salla store", "salla"),
    ("متجر شوبيفاي", "shopify"),
    ("دروبشيبينج", "shopify"),
    ("ترجمة قانونية", "legal_translation"),
    ("ترجمة عقد", "legal_translation"),
    ("legal translation", "legal_translation"),
    ("مترجم تركي", "translation"),
    ("تفريغ صوتي", "transcription"),
    ("transcription", "transcription"),
    ("ابحث عن شخص لتفريغ محاضرات", "transcription"),
    ("تعليق صوتي", "voice"),
    ("voice over", "voice"),
    ("فويس اوفر", "voice"),
    ("ui ux", "uiux"),
    ("UI/UX", "uiux"),
    ("مصمم واجهات مستخدم", "uiux"),
    ("figma", "uiux"),
    ("مونتاج", "montage"),
    ("مونتير يوتيوب", "montage"),
    ("video editor", "montage"),
    ("موشن جرافيك", "motion"),
    ("motion graphic", "motion"),
    ("سيو", "seo"),
    ("seo expert", "seo"),
    ("تحسين محركات البحث", "seo"),
    ("اعلانات ممولة", "ads"),
    ("google ads", "ads"),
    ("ميديا باير", "ads"),
    ("كتابة محتوى", "content"),
    ("كاتب مقالات", "content"),
    ("content writer", "content"),
    ("ادخال بيانات", "data_entry"),
    ("data entry", "data_entry"),
    ("سحب بيانات", "scraping"),
    ("web scraping", "scraping"),
    ("برمجة تطبيق جوال", "mobile"),
    ("flutter developer", "mobile"),
    ("مبرمج تطبيقات", "mobile"),
    ("بوت تليجرام", "python"),
    ("c#", "dotnet"),
    (".net", "dotnet"),
    ("سيرة ذاتية", "resume"),
    ("cv", "resume"),
    ("تصميم داخلي", "interior"),
    ("ديكور", "interior"),
    ("دراسة جدوى", "feasibility"),
    ("مطلوب خطة عمل", "feasibility"),
]
"""A search, and the trade that it is about."""

TOP = 5


@pytest.fixture(scope="module")
def engine():
    engine = open_engine("tantivy::memory:")
    documents = listings()
    assert len(documents) > 200
    engine.apply(documents, cursor=1)
    return engine


@pytest.mark.parametrize(("text", "trade"), SEARCHES)
def test_the_right_trade_is_on_top(engine, text, trade):
    results = engine.search(Query(text=text, limit=TOP, facets=False))
    assert results.all_words >= 2, "too few are found"
    expected = [trade] * min(TOP, results.all_words)
    assert [trade_of(hit) for hit in results.hits][: len(expected)] == expected


@pytest.mark.parametrize(
    ("plain", "asking"),
    [
        ("مبرمج ووردبريس", "محتاج مبرمج ووردبريس"),
        ("شعار", "عايز حد يعملي شعار"),
        ("تفريغ صوتي", "ابحث عن تفريغ صوتي من فضلك"),
        ("logo", "hello, I need a logo please"),
        ("ui ux designer", "looking for ui ux designer"),
        ("متجر سلة", "السلام عليكم أريد متجر على سلة"),
    ],
)
def test_asking_politely_finds_the_same(engine, plain, asking):
    assert refs(engine, asking) == refs(engine, plain)


def refs(engine, text):
    return [hit.ref for hit in engine.search(Query(text=text, limit=50)).hits]
