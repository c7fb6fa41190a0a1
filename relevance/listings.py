"""The set of everyday searches: what buyers and freelancers type, over the listings of the replayed sites.

A question is judged by rules, since a person who grades thousands of listings one by one grades them by
rules too: `topics` gives what a listing of each trade is worth, `better` are words that make one that
has them worth one more, `worse` one less, `prefers` are the kinds that are not worth one less, and
`exceptions` grades single listings. The trade of a listing is known to the judge and indexed nowhere.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from relevance.documents import document
from relevance.judged import JudgedSet, Question
from replay.content import Invented, generate
from search.folding import fold

NAME = "everyday searches over replayed listings"
COUNT = 4_000
SEED = 2026
HIGHEST = 3

_KEYS = {"text", "topics", "better", "worse", "prefers", "kinds", "exceptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How one question is judged; see the module."""

    text: str
    topics: Mapping[str, int]
    better: Sequence[str] = ()
    worse: Sequence[str] = ()
    prefers: Sequence[str] = ()
    kinds: frozenset[str] = frozenset()
    exceptions: Mapping[str, int] = field(default_factory=dict)

    def grade(self, listing: Invented) -> int:
        """Return what a listing is worth to the asker, 0..3."""
        if (ref := reference(listing)) in self.exceptions:
            return self.exceptions[ref]
        if not (worth := self.topics.get(listing.topic, 0)):
            return 0
        if self.kinds and listing.kind not in self.kinds:
            return 0
        text = fold(" ".join((listing.title, *listing.skills, listing.description)))
        worth += any(fold(word) in text for word in self.better)
        worth -= any(fold(word) in text for word in self.worse)
        worth -= bool(self.prefers) and listing.kind not in self.prefers
        return max(0, min(HIGHEST, worth))


def everyday_searches(count: int = COUNT) -> JudgedSet:
    """Invent the listings and judge them for every question."""
    listings = list(generate(count, SEED))
    return JudgedSet(
        name=NAME,
        documents=tuple(
            document(
                reference(listing),
                listing.kind,
                title=listing.title,
                skills=listing.skills,
                description=listing.description,
                site=listing.site,
            )
            for listing in listings
        ),
        questions=tuple(_question(rules, listings) for rules in read_rules()),
        weights={"title": 2.0, "skills": 1.0, "description": 1.0},
    )


def reference(listing: Invented) -> str:
    """Return `site:kind:id`."""
    return f"{listing.site}:{listing.kind}:{listing.id}"


def read_rules() -> Iterator[Rules]:
    """Read the questions, file by file (ValueError: a file says something that no rule has)."""
    folder = files("relevance") / "queries"
    for page in sorted(folder.iterdir(), key=lambda page: page.name):
        for row in tomllib.loads(page.read_text("utf-8"))["question"]:
            if unknown := row.keys() - _KEYS:
                raise ValueError(f"{page.name}, {row.get('text')!r}: unknown {', '.join(sorted(unknown))}")
            yield _rules(row)


def _rules(row: Mapping[str, Any]) -> Rules:
    return Rules(**{**row, "kinds": frozenset(row.get("kinds", ()))})


def _question(rules: Rules, listings: Iterable[Invented]) -> Question:
    grades = {reference(listing): grade for listing in listings if (grade := rules.grade(listing))}
    return Question(text=rules.text, grades=grades, kinds=rules.kinds)
