"""Turns text into tokens, once, for every engine: words as written, stems, and concepts that they name."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from search import vocabulary
from search.concepts import concepts_together
from search.related import TRADE_SIGN, related_files, trade_names
from search.runs import Run, runs

ANALYSIS_VERSION = 8
"""Raise it whenever a rule changes; changes of the word files are noticed by themselves."""

BREAK = "|"
"""Stands between parts of a text that no phrase may join."""

CONCEPT_SIGN = "#"
"""Begins the token of a concept, as no word does."""

AGAIN_SIGN = "+"
"""Begins the token of a stem or concept of the title or skills that the description has, too."""

EXACT_SIGN = "="
"""Begins a token that stands for a word as written, where stems and words share a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of one text, each list in its order.

    `words` are as written (folded), with compounds as wholes at the end after a BREAK; `stems` are
    of the words. `all` are these and the stems of compounds and the concepts, which begin with
    CONCEPT_SIGN: in it the forms and synonyms of a word are found.
    """

    words: list[str]
    stems: list[str]
    all: list[str]


_NOTHING = [Run(exact=(), stems=(), wholes=(), whole_stems=(), concepts=())]


def text_tokens(text: str) -> Tokens:
    """Return the tokens of a running text."""
    # Whole lists at a time: indexing spends much of its time here.
    parts = zip(*(runs(text) or _NOTHING), strict=True)
    words, stems, wholes, whole_stems, names = map(list, map(chain.from_iterable, parts))
    for whole in wholes:
        words += (BREAK, whole)
    names += concepts_together([*stems, BREAK, *whole_stems] if whole_stems else stems)
    return Tokens(words=words, stems=stems, all=stems + whole_stems + [CONCEPT_SIGN + name for name in names])


def named_tokens(text: str) -> Tokens:
    """Return the tokens of a title or a skill, with the trades that it names among all."""
    tokens = text_tokens(text)
    tokens.all.extend(TRADE_SIGN + name for name in trade_names(tokens.stems))
    return tokens


@lru_cache(1 << 14)
def list_tokens(texts: tuple[str, ...]) -> Tokens:
    """Return the tokens of several labels or skills; nothing reaches from one into the next.

    The same ones come again and again, alone and together, so what they give is kept.
    """
    many = [_label_tokens(text) for text in texts]
    words = [word for one in many for word in (BREAK, *one.words)]
    return Tokens(
        words=words[1:],
        stems=[stem for one in many for stem in one.stems],
        all=[token for one in many for token in one.all],
    )


_label_tokens = lru_cache(1 << 14)(named_tokens)


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may give other tokens."""
    digest = hashlib.blake2s(unicodedata.unidata_version.encode(), digest_size=8)
    for data in (*vocabulary.word_files(), *related_files()):
        digest.update(data)
    return f"{ANALYSIS_VERSION}-{digest.hexdigest()}"
