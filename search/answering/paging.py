"""Cuts pages out of an order whose beginning is ranked finely and collapsed; the rest is as it comes."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.answering.collapsing import Group, collapse
from search.errors import InvalidQuery
from search.matching import can_be_kept
from search.order import ref_of
from search.query import Query
from search.ranking import RANKED, Ranking, Scored
from search.view import Answer, Candidate, Place, Question, Stored, Tallied, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The groups of one page, the number of all hits, and where the next page begins."""

    total: int
    groups: tuple[Group, ...]
    next: str | None


def page_of(
    view: View, query: Query, question: Question, ranking: Ranking | None
) -> tuple[Page, Sequence[Tallied]]:
    """Return the page that `query` wants of what `question` asks for, and what was counted with it."""
    mark = _read_mark(query.after)
    if mark.after is None:
        return _numbered_page(view, query, question, ranking, start=query.offset or mark.start)
    # By points the head is ranked anew each time, so only sorted orders have places in it.
    if question.field is not None and mark.after.before < RANKED:
        return _page_in_head(view, query, question, mark.after)
    return _later_page(view, query, question, mark.after)


def _numbered_page(
    view: View, query: Query, question: Question, ranking: Ranking | None, *, start: int
) -> tuple[Page, Sequence[Tallied]]:
    end = start + query.limit
    answer = view.ask(replace(question, first=RANKED + end))
    # One more than is shown tells that there is more.
    groups = _head_groups(view, query, answer.candidates[:RANKED], ranking=ranking, most=end + 1)
    return _cut(view, query, question, answer, groups, start=start)


def _page_in_head(
    view: View, query: Query, question: Question, after: Place
) -> tuple[Page, Sequence[Tallied]]:
    """Return the page behind a place in a sorted head: what came or went before it moves nothing."""
    answer = view.ask(replace(question, first=RANKED + query.limit))
    head = answer.candidates[:RANKED]
    behind = {ref_of(one.key) for one in head if one.key > after.key}
    if not behind:  # so much came before the place that it is in the head no more
        return _later_page(view, query, question, replace(after, before=RANKED))
    groups = _head_groups(view, query, head, ranking=None, most=RANKED)
    start = sum(group.first.ref not in behind for group in groups)
    return _cut(view, query, question, answer, groups, start=start)


def _cut(
    view: View, query: Query, question: Question, answer: Answer, groups: list[Group], *, start: int
) -> tuple[Page, Sequence[Tallied]]:
    """Cut the page that begins behind `start` groups out of the head and what stands behind it."""
    head, rest = answer.candidates[:RANKED], answer.candidates[RANKED:]
    page = groups[start : start + query.limit]
    # What collapsing took off the head is filled up from the rest.
    rest_start = max(0, start - len(groups))
    tail = rest[rest_start : rest_start + query.limit - len(page)]
    page += _single_groups(view, tail)
    shown = start + len(page)
    more = shown < len(groups) or rest_start + len(tail) < len(rest) or answer.total > len(answer.candidates)
    if not (more and page):
        return Page(total=answer.total, groups=tuple(page), next=None), answer.tallied
    last = None
    if tail:
        last = _place(tail[-1], page[-1].first, before=RANKED + rest_start + len(tail))
    elif question.field is not None:
        last = _place_in_head(head, page[-1].first.ref if shown < len(groups) else None)
    return Page(total=answer.total, groups=tuple(page), next=_write_mark(shown, last)), answer.tallied


def _place_in_head(head: Sequence[Candidate], ref: str | None) -> Place:
    """Return the place of a ref in a sorted head; None: its end, since the copies in it were shown, too."""
    refs = [ref_of(one.key) for one in head]
    at = len(head) - 1 if ref is None else refs.index(ref)
    return Place(points=0.0, key=head[at].key, ref=refs[at], before=at + 1)


def _later_page(view: View, query: Query, question: Question, after: Place) -> tuple[Page, Sequence[Tallied]]:
    answer = view.ask(replace(question, first=query.limit + 1, after=after))
    tail = answer.candidates[: query.limit]
    page = _single_groups(view, tail)
    following = None
    if tail and len(answer.candidates) > len(tail):
        last = _place(tail[-1], page[-1].first, before=after.before + len(tail))
        following = _write_mark(last.before, last)
    return Page(total=answer.total, groups=tuple(page), next=following), answer.tallied


def _head_groups(
    view: View, query: Query, head: Sequence[Candidate], *, ranking: Ranking | None, most: int
) -> list[Group]:
    stored = view.read([candidate.handle for candidate in head])
    texts = [candidate.text for candidate in head]
    ranked = ranking.order(stored, texts) if ranking else [Scored(stored=one, score=0.0) for one in stored]
    return collapse(ranked, most=most) if query.collapse else [Group.of(one) for one in ranked]


def _single_groups(view: View, tail: Sequence[Candidate]) -> list[Group]:
    if not tail:
        return []
    stored = view.read([candidate.handle for candidate in tail])
    # Behind the ranked head no score can be compared with those in it.
    return [Group.of(Scored(stored=one, score=0.0)) for one in stored]


def _place(candidate: Candidate, stored: Stored, *, before: int) -> Place:
    return Place(points=candidate.points, key=candidate.key, ref=stored.ref, before=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Where a page begins: at a number of groups, or behind a place."""

    start: int = 0
    after: Place | None = None


def _write_mark(start: int, place: Place | None) -> str:
    facts = [start] if place is None else [start, place.points, place.key, place.ref, place.before]
    return base64.urlsafe_b64encode(json.dumps(facts).encode()).decode().rstrip("=")


def _read_mark(text: str | None) -> _Mark:
    if text is None:
        return _Mark()
    try:
        start, *rest = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not rest:
            return _Mark(start=_count(start, most=RANKED))
        return _Mark(start=_count(start), after=_read_place(*rest))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidQuery("after", "is not the `next` of an answer") from error


DEEPEST = 10_000_000
"""Hits; no index has so many, so a mark that says more is no mark of ours."""


MOST_POINTS = 1e6
"""A thousand times what any query gives, and well within the 32 bits of engines."""


def _count(value: object, *, most: int = DEEPEST) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("not a number of hits")
    return value


def _read_place(points: float, key: str, ref: str, before: int) -> Place:
    place = Place(points=float(points), key=str(key), ref=str(ref), before=_count(before))
    if not (abs(place.points) <= MOST_POINTS and can_be_kept(place.key + place.ref)):
        raise ValueError("not a place of a document")
    return place
