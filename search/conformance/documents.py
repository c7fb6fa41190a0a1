"""Documents with valid defaults and short questions, so that a test says only what it is about."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from search.document import SearchDocument
from search.interface import Engine
from search.query import Query

OpenAgain = Callable[[], Engine]
"""Opens one and the same index, as another process would."""


class OneIndex:
    """Gives each test an empty index of the engine: a new one, or one that was emptied."""

    endures = True
    """Whether the index outlives the engine that wrote it."""

    @pytest.fixture
    def open_again(self) -> OpenAgain:
        """Return what opens the index; the inheriting class says how."""
        raise NotImplementedError

    @pytest.fixture
    def engine(self, open_again: OpenAgain) -> Iterator[Engine]:
        """Open the index for one test, without what another test may have left in it."""
        engine = open_again()
        empty(engine)
        yield engine
        engine.close()


def document(ref: str, **facts: Any) -> SearchDocument:  # noqa: ANN401  the fields of a SearchDocument
    """Return a document that says only `facts`; `1` is short for `mostaql:request:1`."""
    if ":" not in ref:
        ref = f"mostaql:request:{ref}"
    site, kind, _ = ref.split(":", 2)
    defaults: dict[str, Any] = {
        "site": site,
        "kind": kind,
        "title": "طلب بلا عنوان",
        "description": "",
        "skills": (),
        "specialties": (),
        "labels": (),
        "posted_at": None,
        "price_min": None,
        "price_max": None,
        "status": "open",
        "language": "ar",
    }
    return SearchDocument(ref=ref, **(defaults | facts))


def day(number: int) -> datetime:
    """Return a day of January 2026."""
    return datetime(2026, 1, number, tzinfo=UTC)


def empty(engine: Engine) -> None:
    """Take everything out, so that an index that is dear to make can serve test after test."""
    if engine.cursor() or engine.count():
        engine.apply([], deleted=list(engine.scan(Query())), cursor=0)


def put(engine: Engine, *documents: SearchDocument) -> None:
    """Take documents in, one change each."""
    engine.apply(documents, cursor=engine.cursor() + len(documents))


def found(engine: Engine, text: str = "", **asked: Any) -> list[str]:  # noqa: ANN401  the fields of a Query
    """Return the ids of the hits, in order."""
    return [hit.ref.split(":", 2)[2] for hit in engine.search(Query(text=text, **asked)).hits]
