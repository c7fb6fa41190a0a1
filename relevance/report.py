"""What each system did on the judged sets, as numbers, JSON and lines to read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from relevance.judged import Absent, JudgedSet
from relevance.measures import DEPTH, ndcg, precision
from relevance.pairs import finds, read_pairs
from relevance.systems import System

GOAL = 1.05
"""Our nDCG@10 is to be so many times that of the arabic analyzer at its best."""

PAIR_GOALS = {"must_match": "all", "must_not_match": "at most 2%"}
"""By table, how many of its pairs are to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Means over the questions of a set; `by_question` holds each one's nDCG@10 in their order."""

    set: str
    documents: int
    system: str
    ndcg: float
    precision: float
    nothing: float
    """Share of the questions that found nothing at all."""
    by_question: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRate:
    """How many pairs of a table are found."""

    table: str
    found: int
    pairs: int

    @property
    def rate(self) -> float:
        """Return the share that is found (0..1)."""
        return self.found / self.pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was judged, and what could not be."""

    scores: Sequence[Score]
    absent: Sequence[Absent]
    pairs: Sequence[PairRate]

    @property
    def complete(self) -> bool:
        """Whether nothing was absent."""
        return not self.absent

    def as_text(self) -> str:
        """Return lines to read."""
        return "\n".join((*self._sets(), *self._tables(), *self._losses()))

    def as_json(self) -> str:
        """Return all numbers."""
        rates = [{**asdict(one), "rate": one.rate} for one in self.pairs]
        found = {"scores": [asdict(score) for score in self.scores], "pairs": rates}
        absent = [asdict(one) for one in self.absent]
        return json.dumps({**found, "absent": absent}, ensure_ascii=False, indent=1)

    def _sets(self) -> Iterator[str]:
        for name in dict.fromkeys(score.set for score in self.scores):
            scores = [score for score in self.scores if score.set == name]
            queries = len(scores[0].by_question)
            yield f"{name}: {scores[0].documents:,} documents, {queries} queries"
            yield f"  {'':32} nDCG@10   P@10  zero-result share"
            for score in scores:
                yield f"  {score.system:32} {score.ndcg:7.4f} {score.precision:6.3f}  {score.nothing:.3f}"
            yield f"  {_ratio(scores)}\n"

    def _tables(self) -> Iterator[str]:
        for one in self.pairs:
            told = f"{one.found} of {one.pairs} found, {one.rate:.1%} (goal: {PAIR_GOALS[one.table]})"
            yield f"pairs that {one.table.replace('_', ' ')}: {told}"

    def _losses(self) -> Iterator[str]:
        for one in self.absent:
            yield f"\n!!! NOT JUDGED: {one.name.upper()}. {one.why}"


def _ratio(scores: Sequence[Score]) -> str:
    mine = next(score for score in scores if score.system.startswith("ours"))
    rivals = [score for score in scores if score.system.startswith("arabic")]
    if not rivals:
        return "ratio: there is no arabic analyzer to compare with"
    best = max(rivals, key=lambda score: score.ndcg)
    ratio = mine.ndcg / best.ndcg
    verdict = "met" if ratio >= GOAL else "MISSED"
    return f"ratio of nDCG@10, ours to {best.system}: {ratio:.3f} (goal: at least {GOAL}, {verdict})"


def judge(judged: JudgedSet, system: System) -> Score:
    """Ask a system all questions of a set (StatisticsError: it has none)."""
    gains = [
        [question.grades.get(ref, 0) for ref in system.find(question)[:DEPTH]]
        for question in judged.questions
    ]
    each = tuple(
        ndcg(some, question.grades.values()) for some, question in zip(gains, judged.questions, strict=True)
    )
    return Score(
        set=judged.name,
        documents=len(judged.documents),
        system=system.name,
        ndcg=fmean(each),
        precision=fmean(precision(some) for some in gains),
        nothing=fmean(not some for some in gains),
        by_question=each,
    )


def pair_rates() -> Iterator[PairRate]:
    """Count what is found of the two tables of pairs."""
    for table in PAIR_GOALS:
        pairs = read_pairs(table)
        found = sum(finds(pair.query, pair.text) for pair in pairs)
        yield PairRate(table=table, found=found, pairs=len(pairs))
