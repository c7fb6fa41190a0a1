"""Tells whether a listing is about the trade that was asked for, or names it beside others.

`تصميم فيديو إعلاني للسوشيال ميديا` has all of `تصميم فيديو إعلاني`, but names a trade of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from search.related import Names, Stems, names_in_texts

IN_SKILLS = 0.5
"""What a word of a trade is worth in a skill, where it is 1 in the title: they list all that one can do."""

NAMED = 0.3
"""What it adds that all that a listing names is what was asked for."""

OTHER = 0.3
"""What it takes off that another trade is named more, and this one not at all."""

DOUBT = 1.0
"""Words of some other trade that every listing is taken to have: one word alone proves little."""


def aboutness(asked: frozenset[str], title: Stems, *, skills: Iterable[Stems]) -> float:
    """Return what to multiply a listing's closeness with (about 1), when the trades `asked` are asked for."""
    if not asked:
        return 1.0
    named: dict[str, float] = dict(_named(title))
    for skill in skills:
        for name, words in _named(skill).items():
            named[name] = named.get(name, 0.0) + IN_SKILLS * words
    if not named:
        return 1.0
    mine = max(named.get(name, 0.0) for name in asked)
    whole, most = sum(named.values()), max(named.values())
    return 1 + NAMED * mine / (whole + DOUBT) - OTHER * (1 - mine / most)


@lru_cache(1 << 14)
def _named(stems: Stems) -> Mapping[str, int]:
    """Return how many words of a text name each trade; of words within a longer name only that counts."""
    spans = list(_spans(stems))
    named = Counter[str]()
    for start, end, names in spans:
        if not any(first <= start and end <= last and last - first > end - start for first, last, _ in spans):
            for name in names:
                named[name] += end - start
    return dict(named)


def _spans(stems: Stems) -> Iterator[tuple[int, int, Names]]:
    phrases = _phrases()
    for start, stem in enumerate(stems):
        for phrase, names in phrases.get(stem, ()):
            end = start + len(phrase)
            if stems[start:end] == phrase:
                yield start, end, names


@cache
def _phrases() -> Mapping[str, Sequence[tuple[Stems, Names]]]:
    """Return what trades are asked for by or called, by its first stem."""
    found: dict[str, list[tuple[Stems, Names]]] = {}
    for stems, names in names_in_texts().items():
        found.setdefault(stems[0], []).append((stems, names))
    return found
