"""Turns text into tokens, once, for every engine: exact words, their stems, and the concepts they name."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from search import vocabulary
from search.concepts import concept_names
from search.reading import runs

ANALYSIS_VERSION = 4
"""Raise it whenever a rule changes; changes of the word files are noticed by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStreams:
    """The tokens of one text by layer, joined with single spaces, as engines index them."""

    exact: str
    stem: str
    concept: str


def token_streams(text: str) -> TokenStreams:
    """Return what an engine indexes of `text`."""
    # Comprehensions over whole lists: indexing spends much of its time here.
    read = runs(text)
    stem = " ".join([run.stem for run in read])
    # Wholes stand at the end, so that phrases see only neighbours that were written as such.
    exact = [run.exact for run in read] + [run.whole for run in read if run.whole]
    return TokenStreams(exact=" ".join(exact), stem=stem, concept=" ".join(concept_names(stem.split(" "))))


@lru_cache(1 << 14)
def list_streams(texts: tuple[str, ...]) -> TokenStreams:
    """Return the tokens of several labels or skills; no concept reaches from one into the next.

    The same ones come again and again, alone and together, so what they give is kept.
    """
    streams = [_label_streams(text) for text in texts]
    return TokenStreams(
        exact=_joined(one.exact for one in streams),
        stem=_joined(one.stem for one in streams),
        concept=_joined(one.concept for one in streams),
    )


_label_streams = lru_cache(1 << 14)(token_streams)


def _joined(tokens: Iterable[str]) -> str:
    return " ".join([some for some in tokens if some])


@cache
def fingerprint() -> str:
    """Return what changes whenever the same text may give other tokens."""
    digest = hashlib.blake2s(unicodedata.unidata_version.encode(), digest_size=8)
    for data in vocabulary.word_files():
        digest.update(data)
    return f"{ANALYSIS_VERSION}-{digest.hexdigest()}"
