"""Bare tantivy indexing what our analysis has made ready before: the limit of every index of ours."""

import gc
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from search.document import FieldType, SearchDocument, names_of
from search.engines.tantivy.schema import RANK_WEIGHT, build_schema, taught
from search.engines.tantivy.writing import HEAP_BYTES, THREADS
from search.fields import field_values

_STORED = names_of(FieldType.STORED)
_TOKENS = names_of(FieldType.TOKENS, FieldType.PLACED)


def bare_values(document: SearchDocument) -> dict[str, Any]:
    """Return what each of tantivy's fields holds of a document."""
    values = dict(field_values(document))
    for name in _STORED:
        if name in values:
            values[name] = values[name].encode()
    return values | {RANK_WEIGHT: 2.0 ** values["rank"] - 2.0}


def token_lists(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a document with each text of tokens as the list that an analysis makes."""
    return {name: value.split(" ") if name in _TOKENS else value for name, value in values.items()}


def seconds_to_index(values: Iterable[dict[str, Any]], folder: Path, *, lists: bool = False) -> float:
    """Index all values in `folder`; seconds. `lists`: tokens are joined to texts meanwhile."""
    given = list(values)
    gc.freeze()  # what is ready costs nothing while the clock runs
    began = time.perf_counter()
    index = taught(tantivy.Index(build_schema(), str(folder)))
    writer = index.writer(HEAP_BYTES, THREADS)
    for one in given:
        writer.add_document(tantivy.Document.from_dict(_joined(one) if lists else one))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began


def _joined(values: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(value) if name in _TOKENS else value for name, value in values.items()}
