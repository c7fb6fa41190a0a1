"""Reading on, page after page, in any engine."""

# ruff: noqa: S101, PLR2004, D102  these are tests: they assert, on expected numbers, and their names are sentences

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from search.conformance.documents import OneIndex, day, document, put
from search.document import SearchDocument
from search.errors import InvalidQuery
from search.interface import Engine
from search.query import LARGEST_LIMIT, Query, Sort
from search.results import Results


def pages(engine: Engine, query: Query) -> Iterator[Results]:
    """Yield the pages of a query, each after the one before, to the end."""
    after = query.after
    while True:
        page = engine.search(replace(query, after=after))
        yield page
        if page.next is None:
            return
        after = page.next


def _refs(results: Results) -> list[str]:
    return [ref for hit in results.hits for ref in (hit.ref, *hit.copies)]


def _stack(count: int) -> list[SearchDocument]:
    """Return listings that part by date, price and rating, with many equals."""
    return [
        document(
            f"suq:offer:{number:05d}",
            title="شعار " * (1 + number % 3),
            posted_at=day(1 + number % 28) if number % 9 else None,
            price_min=float(number % 40) if number % 7 else None,
            rating=1 + number % 5 if number % 4 else None,
        )
        for number in range(count)
    ]


def _mark(*facts: Any) -> str:  # noqa: ANN401  anything that JSON can say
    return base64.urlsafe_b64encode(json.dumps(facts).encode()).decode()


FORGED = {
    "nothing": "",
    "no base64": "!",
    "no ASCII": "شعار",
    "half a character": "\ud83d",
    "no JSON": base64.urlsafe_b64encode(b"{").decode(),
    "no list": base64.urlsafe_b64encode(b"7").decode(),
    "other JSON": base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    "an empty list": _mark(),
    "a number below zero": _mark(-1),
    "no number": _mark("1"),
    "no whole number": _mark(1.5),
    "a beginning further than there is one": _mark(10**6),
    "too few facts": _mark(1, 2.0),
    "too many facts": _mark(1, 2.0, "", "a", 3, 4),
    "no points": _mark(1, "x", "", "a", 3),
    "points beyond numbers": _mark(1, 10**400, "", "a", 3),
    "points beyond 32 bits": _mark(1, 1e300, "", "a", 3),
    "points without end": _mark(1, float("inf"), "", "a", 3),
    "points that are no number": _mark(1, float("nan"), "", "a", 3),
    "half a character in a key": _mark(1, 0, "\ud83d", "a", 3),
    "half a character in a ref": _mark(1, 0, "", "\ud83d", 3),
    "a place further than any": _mark(1, 0, "", "a", 10**30),
    "brackets without end": base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    "digits without end": base64.urlsafe_b64encode(b"[" + b"9" * 9_000 + b"]").decode(),
}
"""What no answer gave as its `next`."""


class Pages(OneIndex):
    """Every hit is shown once, in one order, to the very end."""

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("text", ["", "شعار", "شعار -موقع kind:offer"])
    def test_reading_on_shows_what_one_large_page_shows(self, engine: Engine, text: str, sort: Sort) -> None:
        for part in range(3):  # written in parts, so that an engine keeps them apart
            put(engine, *_stack(330)[part::3])
        query = Query(text=text, sort=sort, facets=False)
        whole = engine.search(replace(query, limit=LARGEST_LIMIT))
        assert (whole.total, whole.next) == (330, None)
        read = list(pages(engine, replace(query, limit=70)))
        assert [len(page.hits) for page in read] == [70, 70, 70, 70, 50]
        assert [hit.ref for page in read for hit in page.hits] == [hit.ref for hit in whole.hits]
        assert {page.total for page in read} == {330}

    @pytest.mark.parametrize("text", ["", "شعار"])
    def test_reading_on_goes_past_copies(self, engine: Engine, text: str) -> None:
        words = " ".join(f"كلمة{number}" for number in range(30))
        copies = [document(f"a:offer:{number:03d}", title="شعار", description=words) for number in range(60)]
        put(engine, *copies, *_stack(200))
        read = [ref for page in pages(engine, Query(text=text, limit=15)) for ref in _refs(page)]
        assert len(read) == len(set(read)) == 260

    @pytest.mark.parametrize("sort", list(Sort))
    def test_reading_on_parts_refs_that_begin_alike(self, engine: Engine, sort: Sort) -> None:
        heads = ("a" * 120, "نجار" * 25, "[.*", "\ue000")
        put(engine, *(document(f"suq:offer:{head}{'7' * more}") for head in heads for more in range(40)))
        query = Query(text="طلب", sort=sort, limit=7)
        whole = [hit.ref for hit in engine.search(replace(query, limit=LARGEST_LIMIT)).hits]
        assert [hit.ref for page in pages(engine, query) for hit in page.hits] == whole
        assert len(whole) == 160

    @pytest.mark.parametrize("limit", [1, 2, 4, 5])
    def test_the_last_page_says_that_it_is_the_last(self, engine: Engine, limit: int) -> None:
        put(engine, *_stack(4))
        read = list(pages(engine, Query(limit=limit)))
        assert [len(page.hits) for page in read] == [limit] * (4 // limit) + (
            [4 % limit] if 4 % limit else []
        )

    @pytest.mark.parametrize("text", ["", "شعار"])
    def test_there_is_no_next_where_nothing_is_shown(self, engine: Engine, text: str) -> None:
        put(engine, *_stack(4))
        for query in (Query(text=text, limit=0), Query(text=text, offset=4), Query(text="نجار")):
            assert engine.search(query).next is None

    def test_reading_on_may_begin_at_a_number(self, engine: Engine) -> None:
        put(engine, *_stack(300))
        query = Query(sort=Sort.PRICE, limit=40)
        whole = [hit.ref for page in pages(engine, query) for hit in page.hits]
        begun = engine.search(replace(query, offset=130))
        rest = engine.search(replace(query, after=begun.next))
        assert [hit.ref for page in (begun, rest) for hit in page.hits] == whole[130:210]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_changes_meanwhile_neither_fail_nor_show_a_hit_twice(self, engine: Engine, sort: Sort) -> None:
        documents = _stack(400)
        put(engine, *documents)
        query = Query(text="شعار", sort=sort, limit=60, facets=False)
        seen: list[str] = []
        for number, page in enumerate(pages(engine, query)):
            seen += _refs(page)
            # By points the head is ranked finely, and put in order anew each time.
            if number >= 2 or sort is not Sort.RELEVANCE:
                last = replace(documents[0], ref=f"suq:offer:new{number}")
                first = replace(
                    last, ref=f"suq:offer:first{number}", posted_at=day(31), price_min=0, rating=5
                )
                gone = seen[number * 3 : number * 40 : 2]
                engine.apply([first, last], deleted=gone, cursor=engine.cursor() + 1)
        assert len(seen) == len(set(seen))
        assert {one.ref for one in documents} <= set(seen)

    @pytest.mark.parametrize("many", [1, 30, 150])
    def test_what_comes_or_goes_before_a_page_does_not_move_it(self, engine: Engine, many: int) -> None:
        words = " ".join(f"كلمة{number}" for number in range(30))
        copies = [document(f"a:offer:{number}", description=words, posted_at=day(20)) for number in range(9)]
        put(engine, *copies, *_stack(180))
        query = Query(sort=Sort.NEWEST, limit=20, facets=False)
        whole = [_refs(page) for page in pages(engine, query)]
        fresh = [document(f"suq:offer:new{number}", posted_at=day(31)) for number in range(many)]
        one, page = whole[0][-1], engine.search(query)
        engine.apply(fresh, deleted=[one], cursor=engine.cursor() + 1)
        read = [_refs(page) for page in pages(engine, replace(query, after=page.next))]
        assert sorted(ref for refs in read for ref in refs) == sorted(
            ref for refs in whole[1:] for ref in refs
        )

    @pytest.mark.parametrize("after", FORGED.values(), ids=FORGED)
    def test_what_no_answer_gave_is_refused(self, engine: Engine, after: str) -> None:
        put(engine, *_stack(4))
        with pytest.raises(InvalidQuery) as refused:
            engine.search(Query(text="شعار", after=after))
        assert refused.value.field == "after"

    @pytest.mark.parametrize("sort", list(Sort))
    def test_a_place_that_never_was_is_answered(self, engine: Engine, sort: Sort) -> None:
        put(engine, *_stack(20))
        for points, key, ref, before in (
            (0.0, "", "", 0),
            (0.0, "", "", 9_999_999),
            (1e5, "~~~", "zzz", 3),
            (-1.0, "000", "\0", 7),
            (1.0, "\0", "a", 9_999_999),
            (1.0, "~ \U0010ffff\ue000\0" * 200, "ن" * 300, 9_999_999),
        ):
            results = engine.search(Query(text="شعار", sort=sort, after=_mark(5, points, key, ref, before)))
            assert results.total == 20
            assert len(results.hits) <= 20

    @pytest.mark.slow
    @pytest.mark.parametrize(("text", "sort"), [("شعار", Sort.RELEVANCE), ("", Sort.NEWEST)])
    def test_reading_on_goes_further_than_numbers_do(self, engine: Engine, text: str, sort: Sort) -> None:
        documents = _stack(10_400)
        engine.apply(documents, cursor=1)
        query = Query(text=text, sort=sort, limit=LARGEST_LIMIT, facets=False)
        read = [hit.ref for page in pages(engine, query) for hit in page.hits]
        assert len(read) == len(documents)
        assert set(read) == {one.ref for one in documents}
        assert list(engine.scan(query)) == sorted(read, key=lambda ref: _newest(documents, ref))

    def test_a_scan_yields_all_hits_newest_first(self, engine: Engine) -> None:
        documents = _stack(100)
        put(engine, *documents, document("suq:offer:x", title="نجار"))
        newest = sorted((one.ref for one in documents), key=lambda ref: _newest(documents, ref))
        assert list(engine.scan(Query(text="شعار", limit=3, offset=5, sort=Sort.PRICE))) == newest
        assert list(engine.scan(Query(text="شعار max_price", max_price=1.0))) == []
        assert list(engine.scan(Query(text="نجار"))) == ["suq:offer:x"]
        assert len(list(engine.scan(Query()))) == 101

    def test_a_scan_wants_all_words(self, engine: Engine) -> None:
        put(engine, document("1", title="مترجم عقود"), document("2", title="مترجم عقود تركي"))
        assert list(engine.scan(Query(text="مترجم عقود تركي يوناني"))) == []
        assert list(engine.scan(Query(text="مترجم -تركي"))) == ["mostaql:request:1"]

    def test_a_scan_shows_one_state(self, engine: Engine) -> None:
        put(engine, *_stack(50))
        scan = engine.scan(Query())
        first = next(scan)
        engine.apply(_stack(80)[60:], deleted=[one.ref for one in _stack(40)], cursor=200)
        assert len({first, *scan}) == 50


def _newest(documents: list[SearchDocument], ref: str) -> tuple[float, str]:
    posted = documents[int(ref.rsplit(":", 1)[1])].posted_at
    return (-posted.timestamp() if posted else 1.0), ref
