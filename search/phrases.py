"""What of a listing can be suggested to somebody who types: its skills, and pairs of its title's words."""

from functools import lru_cache
from itertools import pairwise

from search.folding import fold
from search.reading import surfaces
from search.vocabulary import asking_words

LONGEST_PHRASE = 40
"""Characters; what is longer is a sentence, not a thing to search for."""

MOST_PHRASES = 16
"""Of one listing: some pad their skills without end."""


def phrases_of(title: str, names: tuple[str, ...]) -> list[str]:
    """Return the phrases, as people wrote them, each once; `names` are skills and names of specialties."""
    phrases = [" ".join(name.split()) for name in names]
    phrases += [f"{one} {other}" for one, other in pairwise(surfaces(title)) if _tells(one) and _tells(other)]
    kept = dict.fromkeys(phrase for phrase in phrases if 0 < len(phrase) <= LONGEST_PHRASE)
    return list(kept)[:MOST_PHRASES]


@lru_cache(1 << 14)
def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and fold(word) not in asking_words()
