"""The word files keep what they promise: every group has its reason, and no word means two things unmeant."""

import tomllib
from collections import defaultdict
from pathlib import Path

from search.concepts import ConceptMatch, find_concepts
from search.folding import fold
from search.reading import read, surfaces
from search.related import related_files
from search.vocabulary import (
    VERB_ENDS,
    VERB_FRONTS,
    asking_words,
    concept_entries,
    concept_groups,
    stem_data,
    word_files,
)

WORDS = Path("search/words")
STEMS = tomllib.loads((WORDS / "stems.toml").read_text("utf-8"))
GROUPS = concept_groups()


def phrase(entry):
    return tuple(stem for surface in surfaces(entry) for stem in read(surface).stems)


def test_the_vocabulary_is_wide():
    assert len(GROUPS) >= 700


def test_no_file_names_a_concept_of_another():
    tables = [tomllib.loads(path.read_text("utf-8")) for path in WORDS.glob("concepts/*.toml")]
    assert sum(map(len, tables)) == len(GROUPS)


def test_every_group_joins_several_words_and_says_why():
    for name, group in GROUPS.items():
        assert set(group) <= {"words", "why", "shared"}, name
        assert len(group["why"]) > len("synonyms"), name
        assert len({fold(word) for word in group["words"]}) >= 2, name
        assert len(set(group["words"])) == len(group["words"]), name


def test_no_word_is_in_two_groups_unless_meant():
    groups = defaultdict(set)
    for name, entries in concept_entries().items():
        for entry in entries:
            groups[phrase(entry)].add(name)
    for entry, names in groups.items():
        meant = {name for name in names if entry in map(phrase, GROUPS[name].get("shared", ()))}
        assert len(names) == 1 or names == meant, entry


def test_what_a_group_shares_is_a_word_of_it():
    for name, group in GROUPS.items():
        assert set(group.get("shared", ())) <= set(group["words"]), name


def test_every_word_of_a_group_names_its_concept():
    for name, entries in concept_entries().items():
        for entry in entries:
            found = find_concepts(list(phrase(entry)))
            assert ConceptMatch(concept=name, start=0, end=len(phrase(entry))) in found, entry


def test_no_form_belongs_to_two_words():
    mains = defaultdict(set)
    for main, forms in STEMS["plurals"].items():
        for form in forms:
            mains[fold(form)].add(fold(main))
    assert not {form: words for form, words in mains.items() if len(words) > 1}


def test_what_people_make_of_a_verb_is_no_other_word():
    others = {fold(word) for word in (*STEMS["known"], *STEMS["fixed"])}
    others |= {fold(form) for forms in STEMS["plurals"].values() for form in forms}
    for verb in STEMS["verbs"].values():
        assert not {fold(front + verb + end) for front in VERB_FRONTS for end in VERB_ENDS} & others, verb


def test_words_that_stand_for_themselves_are_no_form_of_another():
    data = stem_data()
    assert not data.fixed & set(data.forms)


def test_words_of_asking_name_no_trade():
    single = {
        phrase(entry)[0] for group in GROUPS.values() for entry in group["words"] if len(phrase(entry)) == 1
    }
    assert not {word for word in asking_words() if read(word).stems[0] in single}


def test_a_change_of_any_word_file_is_noticed():
    files = {path.read_bytes() for path in WORDS.rglob("*.toml")}
    assert files == {*word_files(), *related_files()}
