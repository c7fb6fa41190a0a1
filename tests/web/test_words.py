"""The words of both languages: complete, used, and counted as each language counts."""

import re
import string
from pathlib import Path

import pytest

import web
from web.words import Language, load_words

AR, EN = load_words(Language.AR), load_words(Language.EN)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(web.__file__).parent.rglob("*")
    if path.suffix in {".py", ".html", ".xml"}
)

COMPUTED = {"counted", "failure", "kind", "kind_about", "kinds", "kinds_long", "language", "party", "problem"}
COMPUTED |= {"action", "delivery", "done", "pace", "pause", "zone"}
COMPUTED |= {"misread", "money", "pricing", "sort", "status", "within"}
"""Tables whose names are values of the domain, codes or numbers: no source writes them out."""


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (10, "10 نتائج"),
        (11, "11 نتيجة"),
        (99, "99 نتيجة"),
        (100, "100 نتيجة"),
        (102, "102 نتيجة"),
        (103, "103 نتائج"),
        (1_250, "1,250 نتيجة"),
    ],
)
def test_arabic_counts_results_by_its_own_grammar(number, said):
    assert AR.count("result", number) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "No results"), (1, "1 result"), (2, "2 results"), (1_250, "1,250 results")]
)
def test_english_counts_results(number, said):
    assert EN.count("result", number) == said


@pytest.mark.parametrize("words", [AR, EN], ids=["ar", "en"])
def test_every_noun_has_all_forms_that_its_language_needs(words):
    nouns = {key.split(".")[1] for key in words.texts if key.startswith("counted.")}
    assert all(words.count(noun, number) for noun in nouns for number in (*range(120), 1_000))


def test_both_languages_say_the_same_things_with_the_same_facts():
    forms = re.compile(r"^counted\.")
    ar = {key: names(text) for key, text in AR.texts.items() if not forms.match(key)}
    en = {key: names(text) for key, text in EN.texts.items() if not forms.match(key)}
    assert ar == en


@pytest.mark.parametrize("key", [key for key in AR.texts if key.partition(".")[0] not in COMPUTED])
def test_no_text_is_left_that_nobody_says(key):
    name = key.partition(".")[2].removesuffix("_text")
    assert re.search(rf"""["'](?:{re.escape(key)}|{name})["']""", SOURCES)


def test_the_languages_run_their_own_way():
    assert (AR.direction, EN.direction) == ("rtl", "ltr")
    assert (AR.other, EN.other) == (Language.EN, Language.AR)


@pytest.mark.parametrize(
    ("sites", "ar", "en"),
    [
        ([], "", ""),
        (["أ"], "أ", "أ"),
        (["أ", "ب"], "أ وب", "أ and ب"),
        (["أ", "ب", "ج"], "أ وب وج", "أ, ب and ج"),
    ],
)
def test_names_are_joined_as_a_sentence_joins_them(sites, ar, en):
    assert (AR.listed(sites), EN.listed(sites)) == (ar, en)
