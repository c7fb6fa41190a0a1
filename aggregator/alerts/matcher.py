"""Tells which saved searches would show a listing, among a million of them, in milliseconds."""

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from aggregator.alerts.frequencies import Frequencies
from aggregator.alerts.reverse_index import ReverseIndex
from search.clauses import Clause, all_of
from search.document import SearchDocument
from search.evaluating import Indexed, indexed
from search.fields import hit_values
from search.matching import filters, wanted
from search.plan import LONGEST_TEXT, make_plan
from search.query import Query
from search.syntax import narrowed

REMEMBERED = 1 << 12
"""Texts whose clauses are kept: many people save the same words, and loading a million takes long."""


class Matcher:
    """Saved searches by key; may be used from several threads.

    A search matches a document just where the engine, asked the same with `strict`, has it among
    its hits. Order, page, facets and `now` of a query do not matter. `sample` are documents that
    tell how often words occur: with hundreds of recent ones searches are found by their rarest word.
    Documents that are matched are learned from, too, for searches that are added later.
    """

    def __init__(self, sample: Iterable[SearchDocument] = ()) -> None:
        self._lock = Lock()
        self._frequencies = Frequencies()
        self._searches = ReverseIndex(self._frequencies)
        for document in sample:
            self._frequencies.see(_asked(document))

    def __len__(self) -> int:
        """How many searches there are."""
        return len(self._searches)

    def __contains__(self, key: str) -> bool:
        """Whether there is a search under the key."""
        return key in self._searches

    def add(self, key: str, query: Query) -> None:
        """Match a search from now on, in place of the one under this key, if any."""
        clause = clause_of(query)
        with self._lock:
            self._searches.add(key, clause)

    def remove(self, key: str) -> None:
        """Match a search no more; nothing happens where there is none under this key."""
        with self._lock:
            self._searches.remove(key)

    def matching(self, document: SearchDocument) -> list[str]:
        """Return the keys of all searches that show the document, each once, in no certain order."""
        asked = _asked(document)
        with self._lock:
            self._frequencies.see(asked)
            return self._searches.matching(asked)


def clause_of(query: Query) -> Clause:
    """Return what a document must have to be a hit of the query with all words."""
    narrow, _ = narrowed(query)
    return all_of((_wanted(narrow.text[:LONGEST_TEXT]), filters(narrow)))


@lru_cache(REMEMBERED)
def _wanted(text: str) -> Clause:
    return wanted(make_plan(text))


def _asked(document: SearchDocument) -> Indexed:
    return indexed(hit_values(document))
