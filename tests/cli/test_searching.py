"""Search from the shell, for people and for programs."""

import pytest


def refs(answer):
    return {hit["listing"]["ref"] for hit in answer.json["hits"]}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["شعارات"], {"mostaql:request:1", "khamsat:offer:2"}),
        (["logo"], {"mostaql:request:1", "khamsat:offer:2"}),
        (["شعار", "--kind", "offer"], {"khamsat:offer:2"}),
        (["شعار", "--kind", "offer", "--kind", "request"], {"mostaql:request:1", "khamsat:offer:2"}),
        (["", "--site", "mostaql"], {"mostaql:request:1", "mostaql:specialist:salma"}),
        (["", "--specialty", "design"], {"mostaql:request:1", "khamsat:offer:2"}),
        (["شعار", "--min-price", "50"], {"mostaql:request:1"}),
        (["شعار", "--max-price", "50"], {"khamsat:offer:2"}),
        (["شعار", "--limit", "1"], 1),
        (["سلمى"], {"mostaql:specialist:salma"}),
        (["زلاجات"], set()),
    ],
)
def test_filters_narrow_the_hits(filled, options, found):
    answer = filled("search", *options, "--json")
    assert answer.code == 0
    assert refs(answer) == found or len(refs(answer)) == found


def test_sorted_by_price_the_cheapest_comes_first(filled):
    hits = filled("search", "شعار", "--sort", "price", "--json").json["hits"]
    assert [hit["listing"]["ref"] for hit in hits] == ["khamsat:offer:2", "mostaql:request:1"]


def test_people_see_title_facts_and_the_original_address(filled):
    answer = filled("search", "شعار لمقهى")
    assert "مطلوب تصميم شعار لمقهى" in answer.out
    assert "mostaql | request | 100 USD | no date | open" in answer.out
    assert "https://mostaql.com/project/1-x" in answer.out
    assert "1 of 1 listings" in answer.err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--site", "nowhere"], "unknown site 'nowhere'; known sites: kafiil, khamsat, mostaql"),
        (["--specialty", "logo-desing"], "did you mean logo-design"),
        (["--min-price", "9", "--max-price", "3"], "min_price: 9 is more than max_price 3"),
        (["--min-price", "-1"], "min_price"),
        (["--max-price", "nan"], "max_price"),
    ],
)
def test_a_filter_that_makes_no_sense_is_named(filled, options, word):
    answer = filled("search", "شعار", *options)
    assert answer.code == 2
    assert word in answer.complaint


@pytest.mark.parametrize("text", ["x" * 10_000, '"', '"- -', "\u202e\x00\x07", "(", "AND OR NOT", "*" * 500])
def test_any_text_is_answered(filled, text):
    assert filled("search", text, "--json").code == 0
