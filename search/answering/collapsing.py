"""Shows copies of one text as one hit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from search.duplicates import AGREE, LOOKED_AT, Signature, alike
from search.ranking import Scored
from search.view import Stored


@dataclass(slots=True, kw_only=True)
class Group:
    """The first of some copies, its score, and the refs of the others in order."""

    first: Stored
    score: float
    others: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, scored: Scored) -> "Group":
        """Return a group of one."""
        return cls(first=scored.stored, score=scored.score)

    @property
    def copies(self) -> tuple[str, ...]:
        """The refs of the others."""
        return tuple(self.others)


def collapse(ranked: Iterable[Scored], *, most: int) -> list[Group]:
    """Put each text behind the first that it is a copy of; an offer is no copy of a request.

    Of the groups the first `most` are returned, with all their members.
    """
    groups: list[Group] = []
    by_sample: dict[tuple[str, int], list[int]] = {}
    sampled: list[frozenset[int]] = []
    for scored in ranked:
        card = scored.stored.card
        samples, all_samples = _samples(card.kind, card.signature), frozenset(card.signature or ())
        near = _agreeing([by_sample[sample] for sample in samples if sample in by_sample])
        same = next((number for number in near if alike(sampled[number], all_samples)), None)
        if same is not None:
            groups[same].others.append(scored.stored.ref)
            continue
        if len(groups) == most:  # its own copies would not be seen, either
            continue
        for sample in samples:
            by_sample.setdefault(sample, []).append(len(groups))
        groups.append(Group.of(scored))
        sampled.append(all_samples)
    return groups


def _agreeing(groups: list[list[int]]) -> list[int]:
    """Return the groups, in order, that stand in so many of the lists that they may be of the same text."""
    if len(groups) < AGREE:  # as nearly always
        return []
    return sorted(number for number, agree in Counter(chain.from_iterable(groups)).items() if agree >= AGREE)


def _samples(kind: str, signature: Signature | None) -> list[tuple[str, int]]:
    return [(kind, sample) for sample in (signature or ())[:LOOKED_AT]]
