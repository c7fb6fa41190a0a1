"""Finds listings like a given one: of its kind, with the most telling words of its title and skills."""

from dataclasses import replace

from search.answering.answers import answer
from search.answering.rarity import weigh
from search.plan import Plan, Unit, make_plan
from search.query import Query
from search.results import Results
from search.view import View

MOST_UNITS = 6
"""Words and terms of a listing that say what it is; more would find what shares small talk."""


def similar(view: View, ref: str, *, limit: int) -> Results | None:
    """Return listings of the same kind like the one of `ref`, without its copies; None: no such listing."""
    stored = view.find(ref)
    if stored is None:
        return None
    plan = make_plan(" ".join((stored.card.title, *stored.card.skills)))
    text = " ".join(_text(unit) for unit in _telling(view, plan))
    query = Query(text=text, kinds=frozenset({stored.card.kind}), limit=limit + 1, facets=False)
    found = answer(view, query)
    hits = [hit for hit in found.hits if ref not in (hit.ref, *hit.copies)]
    return replace(found, hits=tuple(hits[:limit]), next=None, did_you_mean=None)


def _telling(view: View, plan: Plan) -> list[Unit]:
    units = list(dict.fromkeys(plan.required))
    weights = weigh(view, units)
    rarest = sorted(range(len(units)), key=lambda at: (-weights[at], at))[:MOST_UNITS]
    return [units[at] for at in sorted(rarest)]


def _text(unit: Unit) -> str:
    return " ".join(word.exact for word in unit.words)
