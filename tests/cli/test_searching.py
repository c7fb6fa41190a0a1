"""Search from the shell, for people and for programs."""

import pytest

from tests.cli.listings import copies


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
        (["", "--status", "open", "--pricing", "fixed"], {"mostaql:request:1", "khamsat:offer:2"}),
        (["", "--pricing", "hourly"], set()),
        (["", "--max-days", "2"], {"khamsat:offer:2"}),
        (["", "--min-rating", "4.5"], {"khamsat:offer:2"}),
        (["", "--language", "en"], set()),
        (["", "--posted-within", "7"], {"mostaql:specialist:salma"}),
        (["شعار kind:offer price:..50"], {"khamsat:offer:2"}),
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
    assert "2 of 2 listings" in answer.err
    assert "Listings with all the words: 1; the others have most of them." in answer.err


def test_the_best_rated_come_first_when_asked(filled):
    hits = filled("search", "شعار", "--sort", "rating", "--json").json["hits"]
    assert hits[0]["listing"]["ref"] == "khamsat:offer:2"


def test_one_reads_on_where_an_answer_ended(filled):
    first = filled("search", "شعار", "--limit", "1", "--json")
    second = filled("search", "شعار", "--limit", "1", "--after", first.json["next"], "--json")
    assert refs(first) | refs(second) == {"mostaql:request:1", "khamsat:offer:2"}
    assert second.json["next"] is None
    assert f"more: --after {first.json['next']}" in filled("search", "شعار", "--limit", "1").err


def test_people_are_told_which_typed_names_nobody_has(filled):
    answer = filled("search", "شعار site:ebay")
    assert "Nothing has site:ebay: unknown site 'ebay'; known sites:" in answer.err
    assert answer.code == 0


def test_people_are_told_what_was_misread_and_what_they_may_have_meant(filled):
    answer = filled("search", "شعلر price:90..10")
    assert "Read as words, not as a filter: price:90..10 (the range is upside down)" in answer.err
    answer = filled("search", "شعلر لمقهى kind:request")
    assert "No listing has all the words; these have most of them." in answer.err
    assert "Did you mean: شعار لمقهى kind:request" in answer.err
    programs = filled("search", "شعلر لمقهى kind:request", "--json").json
    assert (programs["relaxed"], programs["did_you_mean"]) == (True, "شعار لمقهى kind:request")


def test_facets_and_prices_are_counted_when_asked(filled):
    counted = filled("search", "شعار", "--facets", "--json").json
    assert counted["facets"]["site"] == {"mostaql": 1, "khamsat": 1}
    assert counted["facets"]["price_band"] == {"0-25": 1, "100-250": 1}
    assert [step["count"] for step in counted["prices"]["counts"]] == [1, 1]
    assert "facets" not in filled("search", "شعار", "--json").json


def test_copies_stand_behind_the_first(filled, tmp_path):
    file = tmp_path / "copies.jsonl"
    file.write_bytes(copies())
    assert filled("import", file).code == 0
    [hit] = filled("search", "ترجمة موقع", "--json").json["hits"]
    assert (hit["copies_count"], len(hit["copies"])) == (1, 1)
    [copy] = hit["copies"]
    assert f"also: {copy['ref'].partition(':')[0]} {copy['url']}" in filled("search", "ترجمة موقع").out


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("شعا", "شعار لمقهى"),
        ("تصم", "تصميم شعار"),
        ("شعلر", "شعار لمقهى"),
        ("", None),
        ("؟", None),
    ],
)
def test_what_is_typed_is_completed(filled, typed, found):
    answer = filled("suggest", typed, "--json")
    assert answer.code == 0
    texts = [one["text"] for one in answer.json]
    assert found in texts if found else not texts
    assert filled("suggest", typed).out.split("\n")[:-1] == texts


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--site", "nowhere"], "unknown site 'nowhere'; known sites: kafiil, khamsat, mostaql"),
        (["--specialty", "logo-desing"], "did you mean logo-design"),
        (["--min-price", "9", "--max-price", "3"], "min_price: 9 is more than max_price 3"),
        (["--min-price", "-1"], "min_price"),
        (["--max-price", "nan"], "max_price"),
        (["--min-rating", "-1"], "min_rating"),
        (["--max-days", "inf"], "max_delivery_days"),
        (["--after", "forged"], "after: is not the `next` of an answer"),
    ],
)
def test_a_filter_that_makes_no_sense_is_named(filled, options, word):
    answer = filled("search", "شعار", *options)
    assert answer.code == 2
    assert word in answer.complaint


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "price:1 " * 1_500,
        'site:"' * 2_000,
        '"',
        '"- -',
        "\u202e\x00\x07",
        "(",
        "AND OR NOT",
        "*" * 500,
    ],
)
def test_any_text_is_answered(filled, text):
    assert filled("search", text, "--json").code == 0
