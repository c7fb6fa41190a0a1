"""One taxonomy without contradictions, and no category of a site outside it."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.domain.taxonomy import load_taxonomy, read_taxonomy
from aggregator.errors import UnknownSpecialty

ROOT = Path(__file__).parents[2]
SITES = ("khamsat", "mostaql", "kafiil")
KHAMSAT_PATHS = tuple(Path(__file__).with_name("khamsat-paths.txt").read_text(encoding="utf-8").split())
KHAMSAT_TOPS = (
    *("designing", "programming", "video-design", "engineering", "marketing", "business"),
    *("audio", "lifestyle", "writing", "data", "training", "ai-services"),
)
MOSTAQL_SLUGS = (
    *("business", "development", "ai-machine-learning", "engineering-architecture", "design"),
    *("marketing", "writing-translation", "support", "training"),
)
KAFIIL_SLUGS = ("programming-web-and-application-development-2",)
NEEDED = {
    "khamsat": (*KHAMSAT_TOPS, *KHAMSAT_PATHS),
    "mostaql": MOSTAQL_SLUGS,
    "kafiil": KAFIIL_SLUGS,
}
LOGO = '{ key = "logo", parent = "design", ar = "شعار", en = "Logo", synonyms = ["lojo"] }'
DESIGN = '{ key = "design", ar = "تصميم", en = "Design" }'


def categories(site):
    return tomllib.loads((ROOT / "plugins" / site / "categories.toml").read_text(encoding="utf-8"))


def taxonomy_of(*rows):
    return read_taxonomy(f"specialties = [{', '.join(rows)}]")


def test_the_packaged_taxonomy_has_two_levels_of_the_promised_size():
    taxonomy = load_taxonomy()
    leaves = [known for known in taxonomy if known.parent]
    assert 12 <= len(taxonomy.roots()) <= 18
    assert 80 <= len(leaves) <= 120
    assert all(taxonomy.children(root.key) for root in taxonomy.roots())


def test_it_is_read_once():
    assert load_taxonomy() is load_taxonomy()


@pytest.mark.parametrize("known", [*load_taxonomy()], ids=lambda known: known.key)
def test_every_specialty_has_both_names_and_words_in_both_scripts(known):
    words = " ".join(known.synonyms)
    assert re.search(r"[\u0621-\u064a]", known.ar)
    assert re.search(r"[A-Za-z]", known.en)
    assert re.search(r"[\u0621-\u064a]", words)
    assert re.search(r"[a-z]", words)


@pytest.mark.parametrize("known", [*load_taxonomy()], ids=lambda known: known.key)
def test_no_word_is_written_down_twice(known):
    assert len(known.terms) == len(known.synonyms) + 2


def test_no_leaf_is_a_bucket_for_the_rest():
    assert not [known.key for known in load_taxonomy() if {"other", "misc"} & set(known.key.split("-"))]


def test_ancestors_start_with_the_specialty_itself():
    taxonomy = load_taxonomy()
    assert taxonomy.ancestors("logo-design") == ("logo-design", "design")
    assert taxonomy.ancestors("design") == ("design",)


def test_children_are_the_leaves_of_a_top_specialty_in_order():
    children = load_taxonomy().children("ai")
    assert [child.key for child in children][:2] == ["ai-applications", "ai-agents-and-chatbots"]
    assert {child.parent for child in children} == {"ai"}
    assert load_taxonomy().children("logo-design") == ()


@pytest.mark.parametrize("ask", ["get", "ancestors", "children"])
def test_an_unknown_key_is_refused_with_a_hint(ask):
    with pytest.raises(UnknownSpecialty, match=r"'logo-desing'; did you mean logo-design"):
        getattr(load_taxonomy(), ask)("logo-desing")


@given(st.text(max_size=2000).filter(lambda text: text not in {known.key for known in load_taxonomy()}))
def test_any_other_text_is_refused_in_one_short_line(text):
    with pytest.raises(UnknownSpecialty) as refused:
        load_taxonomy().get(text)
    assert len(str(refused.value)) < 1200
    assert "\n" not in str(refused.value)


def test_a_correct_taxonomy_is_read():
    assert [known.key for known in taxonomy_of(DESIGN, LOGO)] == ["design", "logo"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((DESIGN, LOGO, LOGO), "keys stand twice: logo"),
        ((LOGO,), "parents are no top specialty: design"),
        (
            (DESIGN, LOGO, LOGO.replace('"design"', '"logo"').replace('"logo",', '"mark",', 1)),
            "parents are no top specialty: logo",
        ),
        (
            (DESIGN, LOGO, '{ key = "mark", parent = "design", ar = "علامة", en = "LOJO" }'),
            "words mean two specialties of one level: lojo",
        ),
        ((DESIGN.replace("Design", ""),), r"0\.en"),
        ((DESIGN.replace("تصميم", " تصميم"),), r"0\.ar"),
        ((DESIGN.replace('"design"', '"Graphic Design"'),), r"0\.key"),
        ((DESIGN.replace("en =", "english ="),), r"0\.english"),
    ],
)
def test_a_contradiction_is_named(rows, fault):
    with pytest.raises(ValueError, match=fault):
        taxonomy_of(*rows)


def test_a_word_may_mean_a_top_specialty_and_its_leaf():
    taxonomy = taxonomy_of(DESIGN, LOGO.replace("lojo", "design"))
    assert taxonomy.get("logo").synonyms == ("design",)


@pytest.mark.parametrize("site", SITES)
def test_every_value_of_a_sites_table_is_a_known_specialty(site):
    known = {specialty.key for specialty in load_taxonomy()}
    values = {value for table in categories(site).values() for value in table.values()}
    assert values <= known, f"not in the taxonomy: {sorted(values - known)}"


@pytest.mark.parametrize("site", SITES)
def test_a_sites_table_has_slugs_and_labels_only(site):
    assert set(categories(site)) == {"slugs", "labels"}


@pytest.mark.parametrize("site", SITES)
def test_labels_are_written_as_cleaned_texts_are(site):
    labels = categories(site)["labels"]
    assert [label for label in labels if " ".join(unicodedata.normalize("NFC", label).split()) != label] == []


@pytest.mark.parametrize("site", SITES)
def test_no_category_of_a_site_is_unmapped(site):
    slugs = categories(site)["slugs"]
    unmapped = [slug for slug in NEEDED[site] if slug not in slugs]
    assert unmapped == []


def test_the_list_of_khamsats_menu_is_whole():
    assert len(set(KHAMSAT_PATHS)) == 332
    assert {path.partition("/")[0] for path in KHAMSAT_PATHS} == {*KHAMSAT_TOPS} - {"ai-services"}


def test_khamsats_table_holds_no_address_that_is_not_in_its_menu():
    slugs = categories("khamsat")["slugs"]
    assert set(slugs) - set(NEEDED["khamsat"]) == {"data/data-management"}


def test_every_leaf_of_ours_is_needed_by_a_site():
    used = {value for site in SITES for value in categories(site)["slugs"].values()}
    assert [known.key for known in load_taxonomy() if known.key not in used] == []


@pytest.mark.parametrize(
    ("path", "specialty"),
    [
        ("designing/logo-design", "logo-design"),
        ("designing/3d-design-services", "design"),
        ("engineering/electrical-engineering-servicse", "engineering"),
        ("programming/ecommerce-development-services", "stores"),
        ("programming/salla-development", "salla-and-zid-stores"),
        ("video-design/translate-videos", "subtitling"),
        ("training/learn-frensh", "language-lessons"),
        ("data/data-entry", "data-entry"),
        ("ai-services", "ai"),
    ],
)
def test_khamsat_addresses_mean_what_they_say(path, specialty):
    assert categories("khamsat")["slugs"][path] == specialty


@pytest.mark.parametrize("label", ["أخرى", "ألعاب", "تصميم منتجات", "نسخ احتياطي ونقل استضافة"])
def test_a_khamsat_name_of_several_meanings_is_not_guessed(label):
    assert label not in categories("khamsat")["labels"]


def test_mostaqls_broad_categories_map_to_top_specialties():
    slugs, taxonomy = categories("mostaql")["slugs"], load_taxonomy()
    assert {taxonomy.get(slugs[slug]).parent for slug in MOSTAQL_SLUGS} == {None}


@pytest.mark.parametrize(
    ("title", "specialty"),
    [
        ("مصمم جرافيك", "design"),
        ("مبرمج", "programming"),
        ("مترجم", "translation"),
        ("كاتب محتوى", "writing"),
        ("برمجة، تطوير المواقع والتطبيقات", "programming"),
    ],
)
def test_mostaql_occupations_and_names_map(title, specialty):
    assert categories("mostaql")["labels"][title] == specialty
