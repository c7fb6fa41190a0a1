"""What each system did on a judged set, as numbers and as lines to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from relevance.judged import JudgedSet
from relevance.measures import DEPTH, ndcg, precision
from relevance.systems import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Means over all questions of a set; `by_question` holds each one's nDCG@10 in their order."""

    set: str
    system: str
    ndcg: float
    precision: float
    nothing: float
    """Share of the questions that found nothing at all."""
    by_question: tuple[float, ...]


def judge(judged: JudgedSet, system: System) -> Score:
    """Ask a system all questions of a set (ValueError: it has none)."""
    gains = [
        [question.grades.get(ref, 0) for ref in system.find(question)[:DEPTH]]
        for question in judged.questions
    ]
    each = tuple(
        ndcg(some, question.grades.values()) for some, question in zip(gains, judged.questions, strict=True)
    )
    return Score(
        set=judged.name,
        system=system.name,
        ndcg=fmean(each),
        precision=fmean(precision(some) for some in gains),
        nothing=fmean(not some for some in gains),
        by_question=each,
    )


def lines(scores: Iterable[Score]) -> Iterable[str]:
    """Return one line for each score, with a head."""
    yield f"  {'':32} nDCG@10   P@10  zero-result share"
    for score in scores:
        yield f"  {score.system:32} {score.ndcg:7.4f} {score.precision:6.3f}  {score.nothing:.3f}"


def best(scores: Iterable[Score]) -> Score | None:
    """Return the score with the highest nDCG@10; None of none."""
    return max(scores, key=lambda score: score.ndcg, default=None)
