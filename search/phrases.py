"""What of a listing can be suggested to somebody who types: its skills, and pairs of its title's words."""

from functools import lru_cache
from itertools import chain, pairwise

from search.folding import fold
from search.reading import surfaces
from search.vocabulary import asking_words

LONGEST_PHRASE = 40
"""Characters; what is longer is a sentence, not a thing to search for."""

MOST_PHRASES = 16
"""Of one listing: some pad their skills without end."""


def phrases_of(title: str, names: tuple[str, ...]) -> list[str]:
    """Return the phrases, as people wrote them, each once; `names` are skills and names of specialties."""
    words = chain.from_iterable(map(_telling, title.split()))
    pairs = [f"{one} {other}" for one, other in pairwise(words) if one and other]
    kept = dict.fromkeys((*map(_plain, names), *pairs))
    return [phrase for phrase in kept if 0 < len(phrase) <= LONGEST_PHRASE][:MOST_PHRASES]


@lru_cache(1 << 14)
def _telling(run: str) -> tuple[str | None, ...]:
    """Return the words of what stands between two spaces; None for one that says nothing."""
    return tuple(word if _tells(word) else None for word in surfaces(run))


def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and fold(word) not in asking_words()


@lru_cache(1 << 14)
def _plain(name: str) -> str:
    return " ".join(name.split())
