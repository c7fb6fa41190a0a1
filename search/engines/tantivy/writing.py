"""Puts documents into one tantivy index and commits them."""

from collections.abc import Iterable

import tantivy

from search.document import SearchDocument
from search.engines.tantivy.schema import to_tantivy

HEAP_BYTES = 128_000_000
"""Memory of a writer in all its threads; larger segments mean fewer merges."""


def write(writer: tantivy.IndexWriter, documents: Iterable[SearchDocument], deleted: Iterable[str]) -> None:
    """Upsert and delete by ref, without committing."""
    for document in documents:
        writer.delete_documents_by_term("ref", document.ref)
        writer.add_document(to_tantivy(document))
    for ref in deleted:
        writer.delete_documents_by_term("ref", ref)
