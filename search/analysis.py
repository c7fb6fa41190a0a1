"""Turns text into tokens, once, for every engine: words as written, stems, and concepts that they name."""

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from search import vocabulary
from search.concepts import concept_names
from search.reading import read, runs
from search.related import TRADE_SIGN, related_files, trade_names

ANALYSIS_VERSION = 7
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
    of the words, `whole_stems` of the compounds, and `concepts` begin with CONCEPT_SIGN.
    """

    words: list[str]
    stems: list[str]
    whole_stems: list[str]
    concepts: list[str]

    @property
    def all(self) -> list[str]:
        """Stems and concepts, in which the forms and synonyms of a word are found."""
        return self.stems + self.whole_stems + self.concepts


def text_tokens(text: str) -> Tokens:
    """Return the tokens of a running text."""
    # Comprehensions over whole lists: indexing spends much of its time here.
    found = runs(text)
    wholes = list(chain.from_iterable([run.whole for run in found]))
    words = list(chain.from_iterable([run.exact for run in found]))
    for whole in wholes:
        words += (BREAK, whole)
    stems = list(chain.from_iterable([run.stem for run in found]))
    whole_stems = [token for whole in wholes for token in _whole_stems(whole)]
    names = concept_names([*stems, BREAK, *whole_stems] if whole_stems else stems)
    return Tokens(
        words=words,
        stems=stems,
        whole_stems=whole_stems,
        concepts=[CONCEPT_SIGN + name for name in names],
    )


def named_tokens(text: str) -> Tokens:
    """Return the tokens of a title or a skill, with the trades that it names among the concepts."""
    tokens = text_tokens(text)
    trades = trade_names(tokens.stems)
    return replace(tokens, concepts=tokens.concepts + [TRADE_SIGN + name for name in trades])


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
        whole_stems=[stem for one in many for stem in one.whole_stems],
        concepts=[concept for one in many for concept in one.concepts],
    )


_label_tokens = lru_cache(1 << 14)(named_tokens)


@lru_cache(1 << 12)
def _whole_stems(whole: str) -> tuple[str, ...]:
    """Return a compound as its parts' reader would write it in one: `e-commerce` finds `ecommerce`."""
    stems = read(whole).stems
    return (whole, *stems) if len(stems) == 1 and stems[0] != whole else (whole,)


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may give other tokens."""
    digest = hashlib.blake2s(unicodedata.unidata_version.encode(), digest_size=8)
    for data in (*vocabulary.word_files(), *related_files()):
        digest.update(data)
    return f"{ANALYSIS_VERSION}-{digest.hexdigest()}"
