"""The words of the trade as data: irregular stems, and concepts that several words name."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from search.folding import fold

Phrase = tuple[str, ...]
"""Stems of one dictionary entry, in order."""

CONCEPT_FILES = (
    *("crafts.toml", "writing.toml", "design.toml", "video_audio.toml", "tools.toml", "programming.toml"),
    *("data.toml", "marketing.toml", "business.toml", "engineering.toml", "learning.toml"),
)
"""The groups of words by trade; no name of a concept comes twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StemData:
    """What the stemmer must know of single words, all folded."""

    own_front: tuple[str, ...]
    known: frozenset[str]
    fixed: frozenset[str]
    forms: Mapping[str, str]
    """Forms that no rule joins to their word, and the word."""


VERB_FRONTS = ("سا", "ا", "ن", "ي")
"""I shall, I, we, he: a verb as sellers promise it (سأصمم) and buyers ask for it (حد يصمم)."""

VERB_ENDS = ("", "لي", "لك", "لنا")
"""For me, you, us, written together in dialects."""


@cache
def stem_data() -> StemData:
    """Read the irregular words."""
    table = _table("stems.toml")
    forms = {fold(form): fold(main) for main, many in table["plurals"].items() for form in many}
    fixed = frozenset(fold(word) for word in table["fixed"])
    # What keeps its ه keeps it in the plural, too: خبرات belongs to خبرة, not to خبر.
    regular = {word[:-1] + "ات": word for word in fixed if word.endswith("ه")}
    verbs = {
        fold(front + verb + end): fold(noun)
        for noun, verb in table["verbs"].items()
        for front in VERB_FRONTS
        for end in VERB_ENDS
    }
    return StemData(
        own_front=tuple(fold(front) for front in table["own_front"]),
        known=frozenset(fold(word) for word in table["known"]),
        fixed=fixed,
        forms=verbs | regular | forms,
    )


@cache
def concept_groups() -> Mapping[str, Mapping[str, Any]]:
    """Read the groups of words by the name of their concept, each with `words` and `why` they are one.

    A group names in `shared` those of its words that another group has on purpose, too.
    """
    tables = [_table("concepts", name) for name in CONCEPT_FILES]
    return {name: group for table in tables for name, group in table.items()}


@cache
def concept_entries() -> Mapping[str, tuple[str, ...]]:
    """Read the concepts: a name, and the words and phrases that stand for it as people write them."""
    return {name: tuple(group["words"]) for name, group in concept_groups().items()}


@cache
def asking_words() -> frozenset[str]:
    """Read the words, folded, that say that somebody wants something but not what."""
    table = _table("asking.toml")
    return frozenset(fold(word) for word in (*table["asking"], *table["joining"]))


def word_files() -> Iterable[bytes]:
    """Return the data files that documents are analysed with, as they are."""
    return [
        *(_file(name).read_bytes() for name in ("stems.toml", "asking.toml")),
        *(_file("concepts", name).read_bytes() for name in CONCEPT_FILES),
    ]


def _table(*path: str) -> dict[str, Any]:
    return tomllib.loads(_file(*path).read_text("utf-8"))


def _file(*path: str) -> Any:  # noqa: ANN401  Traversable's home differs between Python versions
    return resources.files("search").joinpath("words", *path)
