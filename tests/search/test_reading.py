"""Words are read the same wherever they stand: mixed scripts, compounds, forms, and their places."""

import pytest
from hypothesis import given

from search.reading import read, surfaces, words
from search.runs import runs
from search.stemming import Stemmer
from tests.search.texts import texts

MIXED = [
    ("C#", ["c#"], None),
    ("C++", ["c++"], None),
    (".NET", [".net"], None),
    ("ASP.NET", ["asp", "net"], "asp.net"),
    ("3D", ["3d"], None),
    ("Node.js", ["node", "js"], "node.js"),
    ("UI/UX", ["ui", "ux"], "ui/ux"),
    ("e-commerce", ["e", "commerce"], "ecommerce"),
    ("ChatGPT-4", ["chatgpt", "4"], "chatgpt4"),
    ("B2B", ["b2b"], None),
    ("HTML5", ["html5"], None),
    ("١٬٠٠٠", ["1000"], None),
    ("1,000,000", ["1000000"], None),
    ("٣٫٥", ["3"], None),
]

SPLIT = [
    ("واجهةUI", ["واجهة", "UI"]),
    ("الUI", ["ال", "UI"]),
    ("شعار3D", ["شعار", "3D"]),
    ("50متابع", ["50", "متابع"]),
    ("#تصميم_شعار", ["تصميم", "شعار"]),
    ("تصميم/برمجة", ["تصميم", "برمجة"]),
    ("C#و.NET", ["C#", "و", ".NET"]),
    ("2024,2025", ["2024", "2025"]),
    ("1,5 و 2,75", ["1", "5", "و", "2", "75"]),
]

FOLDED = [("جداااا", "جدا"), ("مصمممم", "مصمم"), ("گرافيك", "جرافيك"), ("برمجھ", "برمجه"), ("ڨوڨل", "جوجل")]

UNKNOWN = [
    # Words that are in no list: a pattern that is a plural nearly always, or the light rules alone.
    ("غنائم", "غنيمة"),
    ("قوارير", "قارورة"),
    ("مزامير", "مزمور"),
    ("أراجيز", "أرجوز"),
    ("الغضنفرين", "غضنفر"),
    ("للغضنفر", "غضنفر"),
    ("غضنفرا", "غضنفر"),
]


@pytest.mark.parametrize(("surface", "parts", "whole"), MIXED)
def test_a_compound_has_its_parts_and_its_whole(surface, parts, whole):
    reading = read(surfaces(surface)[0])
    assert list(reading.exact) == parts
    assert reading.whole == whole


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_scripts_and_signs_part_words(text, parts):
    assert surfaces(text) == parts


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_letters_fold(written, folded):
    assert read(written).exact == (folded,)


@pytest.mark.parametrize(("form", "word"), UNKNOWN)
def test_an_unknown_word_and_its_form_share_a_stem(form, word):
    assert read(form).stems == read(word).stems


@given(texts)
def test_a_word_is_read_as_the_piece_of_text_where_it_lies(text):
    for word in words(text):
        assert read(text[word.start : word.end]) == word.reading


@given(texts)
def test_runs_and_words_say_the_same(text):
    found = [word.reading for word in words(text)]
    assert [part for run in runs(text) for part in run.exact] == [p for one in found for p in one.exact]
    assert [stem for run in runs(text) for stem in run.stems] == [s for one in found for s in one.stems]


@given(texts)
def test_no_stem_is_empty_or_has_a_space(text):
    for word in words(text):
        assert all(stem and stem == "".join(stem.split()) for stem in word.reading.stems)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("designed", "design"),
        ("planning", "plan"),
        ("optimisation", "optimiz"),
        ("speed", "speed"),
        ("bus", "bus"),
    ],
)
def test_english_endings_come_off(word, stem):
    stemmer = Stemmer(irregular={}, own_front=(), known=lambda _: False)
    assert stemmer.english(word) == stem
