"""What of a listing can be suggested to somebody who types: its skills, and pairs of its title's words."""

from functools import lru_cache

from search.folding import fold
from search.reading import surfaces
from search.vocabulary import asking_words

LONGEST_PHRASE = 40
"""Characters; what is longer is a sentence, not a thing to search for."""

MOST_PHRASES = 16
"""Of one listing: some pad their skills without end."""


def phrases_of(title: str, names: tuple[str, ...]) -> list[str]:
    """Return the phrases, as people wrote them, each once; `names` are skills and names of specialties."""
    words = surfaces(title)
    telling = list(map(_tells, words))
    pairs = [
        f"{one} {other}"
        for one, other, *both in zip(words, words[1:], telling, telling[1:], strict=False)
        if all(both)
    ]
    kept = dict.fromkeys((*_plain(names), *filter(_is_short, pairs)))
    return list(kept)[:MOST_PHRASES]


@lru_cache(1 << 14)
def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(_is_short, (" ".join(name.split()) for name in names)))


def _is_short(phrase: str) -> bool:
    return 0 < len(phrase) <= LONGEST_PHRASE


@lru_cache(1 << 14)
def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and fold(word) not in asking_words()
