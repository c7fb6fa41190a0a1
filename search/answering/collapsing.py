"""Shows copies of one text as one hit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.duplicates import LOOKED_AT, Signature, alike
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


def collapse(ranked: Iterable[Scored]) -> list[Group]:
    """Put each text behind the first that it is a copy of; an offer is no copy of a request."""
    groups: list[Group] = []
    by_sample: dict[tuple[str, int], list[Group]] = {}
    for scored in ranked:
        card = scored.stored.card
        samples = _samples(card.kind, card.signature)
        near = (group for sample in samples for group in by_sample.get(sample, ()))
        same = next((group for group in near if alike(group.first.card.signature, card.signature)), None)
        if same is not None:
            same.others.append(scored.stored.ref)
            continue
        group = Group.of(scored)
        groups.append(group)
        for sample in samples:
            by_sample.setdefault(sample, []).append(group)
    return groups


def _samples(kind: str, signature: Signature | None) -> list[tuple[str, int]]:
    return [(kind, sample) for sample in (signature or ())[:LOOKED_AT]]
