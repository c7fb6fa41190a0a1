"""Keeps the search index a true picture of the store."""

from aggregator.indexing.beside import Beside, indexing_beside
from aggregator.indexing.documents import to_document
from aggregator.indexing.failures import search_errors
from aggregator.indexing.garbage import keep_for_good, seldom_collected
from aggregator.indexing.indexer import Indexer
from aggregator.indexing.opening import engine_of, open_indexer
from aggregator.indexing.values import Ensured, IndexStatus, SyncResult

__all__ = [
    "Beside",
    "Ensured",
    "IndexStatus",
    "Indexer",
    "SyncResult",
    "engine_of",
    "indexing_beside",
    "keep_for_good",
    "open_indexer",
    "search_errors",
    "seldom_collected",
    "to_document",
]
