"""Proposes words that stand for each other, by what titles and tags of listings share, for people to review.

Sellers tag a listing with other names of what its title offers. A pair that keeps company more than
chance allows, and that no concept joins yet, is worth a look by whoever keeps the words of the trades.
Nothing else of a row is read: no category, no address.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from search.analysis import Tokens, list_tokens
from search.folding import fold
from search.reading import surfaces
from search.vocabulary import asking_words

FEWEST_LISTINGS = 8
"""Listings that must have each of the two: of fewer, one seller's habit is a rule."""

FEWEST_TOGETHER = 5
"""Listings that must have both."""

MOST_COMMON = 0.1
"""Share of all listings; what more of them have (`تصميم`, `احترافي`) keeps company with everything."""

LEAST_LIKENESS = 0.4
"""Normalised pointwise mutual information, 0 for chance, 1 for never apart; less is mostly noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two terms as somebody wrote them, how much they keep company (0..1), and in how many listings."""

    one: str
    other: str
    likeness: float
    together: int


def propose(listings: Iterable[tuple[str, Sequence[str]]]) -> list[Proposal]:
    """Return the pairs of terms of titles and tags (`(title, tags)`) that keep company, the closest first."""
    read = [({_term(tag) for tag in tags}, set(_title_terms(title))) for title, tags in listings]
    tagged = Counter(term for tags, _ in read for term in tags if term)
    # Only what several people chose as a tag is a term: words of titles may be halves of one.
    terms = {term for term, count in tagged.items() if count >= FEWEST_LISTINGS}
    texts = [sorted(terms & (tags | title)) for tags, title in read]
    alone = Counter(term for text in texts for term in text)
    together = Counter(pair for text in texts for pair in combinations(text, 2))
    found = (
        Proposal(one=one, other=other, likeness=likeness, together=both)
        for (one, other), both in together.items()
        if both >= FEWEST_TOGETHER and max(alone[one], alone[other]) <= MOST_COMMON * len(texts)
        if (likeness := _likeness(alone[one], alone[other], both, len(texts))) >= LEAST_LIKENESS
    )
    kept = [one for one in found if _is_new(one) and terms.isdisjoint(_joined(one))]
    return sorted(kept, key=lambda proposal: (-proposal.likeness, proposal.one, proposal.other))


def _joined(proposal: Proposal) -> tuple[str, str]:
    """Return the two as one term: if it is one, they are its halves."""
    return f"{proposal.one} {proposal.other}", f"{proposal.other} {proposal.one}"


def _term(text: str) -> str:
    return " ".join(fold(surface) for surface in surfaces(text))


def _title_terms(title: str) -> Iterator[str]:
    words = [fold(surface) for surface in surfaces(title)]
    telling = [word for word in words if len(word) > 1 and word not in asking_words()]
    yield from telling
    yield from (f"{one} {other}" for one, other in pairwise(telling))


def _likeness(one: int, other: int, both: int, number: int) -> float:
    """Return the normalised pointwise mutual information of two terms."""
    if both == number:
        return 1.0
    return math.log(both * number / (one * other)) / -math.log(both / number)


def _is_new(proposal: Proposal) -> bool:
    """Tell whether the two share neither a stem nor a concept: else search knows already."""
    one, other = _tokens(proposal.one), _tokens(proposal.other)
    return set(one.all).isdisjoint(other.all)


def _tokens(term: str) -> Tokens:
    return list_tokens((term,))
