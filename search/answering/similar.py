"""Finds listings like a given one: of its kind, with most of the telling words of its title and skills."""

from datetime import UTC, datetime

from search.answering.hits import hits_of
from search.answering.paging import page_of
from search.answering.rarity import weigh
from search.clauses import all_of
from search.highlight import marks_of
from search.matching import bonuses, can_be_kept, filters, most_wanted
from search.plan import Plan, Unit, make_plan
from search.query import Query
from search.ranking import Ranking
from search.results import Results
from search.view import Question, Stored, View

MOST_UNITS = 6
"""Words and terms of a listing that say what it is; more would find what shares small talk."""


def similar(view: View, ref: str, *, limit: int) -> Results | None:
    """Return listings of the same kind like the one of `ref`, without its copies; None: no such listing.

    They have at least half of its telling words; a search would stop at those that have all, as it does.
    """
    stored = view.find(ref) if can_be_kept(ref) else None
    if stored is None:
        return None
    units = _telling(view, stored)
    if not units:
        return Results(total=0, hits=(), facets={})
    plan, weights = Plan(required=tuple(units)), weigh(view, units)
    query = Query(kinds=frozenset({stored.card.kind}), limit=limit + 1, facets=False)
    question = Question(
        match=all_of((most_wanted(plan, units), filters(query))),
        bonuses=bonuses(units, weights, relaxed=True),
    )
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    page, _ = page_of(view, query, question, Ranking(units, weights, relaxed=True, now=now))
    others = [hit for hit in hits_of(page, marks_of(plan)) if ref not in (hit.ref, *hit.copies)]
    return Results(total=page.total, hits=tuple(others[:limit]), facets={})


def _telling(view: View, stored: Stored) -> list[Unit]:
    plan = make_plan(" ".join((stored.card.title, *stored.card.skills)))
    units = list(dict.fromkeys(plan.required))
    weights = weigh(view, units)
    rarest = sorted(range(len(units)), key=lambda at: (-weights[at], at))[:MOST_UNITS]
    return [units[at] for at in sorted(rarest)]
