"""Bare tantivy indexing what our analysis has made ready before: the limit of every index of ours."""

import gc
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from search.document import FIELDS, FieldType, SearchDocument
from search.engines.tantivy.schema import RANK_WEIGHT, build_schema, taught
from search.engines.tantivy.writing import HEAP_BYTES, THREADS
from search.fields import field_values

_STORED = tuple(field.name for field in FIELDS if field.type is FieldType.STORED)


def bare_values(document: SearchDocument) -> dict[str, Any]:
    """Return what each of tantivy's fields holds of a document."""
    values = dict(field_values(document))
    for name in _STORED:
        if name in values:
            values[name] = values[name].encode()
    return values | {RANK_WEIGHT: 2.0 ** values["rank"] - 2.0}


def seconds_to_index(values: Iterable[dict[str, Any]], folder: Path, *, ready: bool) -> float:
    """Index all values in `folder`; seconds. `ready`: also tantivy's documents are made before."""
    given: list[Any] = list(values)
    if ready:
        given = [tantivy.Document.from_dict(one) for one in given]
    gc.freeze()  # what is ready costs nothing while the clock runs
    began = time.perf_counter()
    index = taught(tantivy.Index(build_schema(), str(folder)))
    writer = index.writer(HEAP_BYTES, THREADS)
    for one in given:
        writer.add_document(one if ready else tantivy.Document.from_dict(one))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began
