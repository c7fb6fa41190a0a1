"""Builds strict mappings and documents from the field table; the tokens are taken as they are."""

from typing import Any

from pydantic_core import to_json

from search.analysis import fingerprint
from search.document import FIELDS, SCHEMA_VERSION, FieldType, SearchDocument
from search.engines.elastic.address import Address
from search.fields import field_values
from search.interface import Prepared
from search.query import LARGEST_WINDOW

KEPT = ("ref", "rank", "card", "description")
"""Fields that are given back; all others are there to be looked for and need not be kept twice."""

CURSOR = "cursor"
"""A field of one document alone, which tells how far the index is; no other document has it."""

SOURCE = "card"
"""In that document: where all others come from. Every index has this field, also one of an older Dalil."""

CURSOR_ID = "#cursor"
"""The id of that document; no ref begins so."""

LONGEST_VALUE = 8_191
"""Characters of a value: Lucene takes 32,766 bytes, and no character has more than 4."""

DEEPEST = 2 * LARGEST_WINDOW
"""Hits that one search may reach: as deep as pages go, and what ranking reads beyond that."""


def version() -> str:
    """Return what an index must have been built with to be ours."""
    return f"{SCHEMA_VERSION}-{fingerprint()}"


def mappings() -> dict[str, Any]:
    """Return the mappings of the field table; a field that is not in it is refused."""
    properties = {field.name: _mapping(field.type) for field in FIELDS}
    properties["ref"] = {"type": "keyword"}  # of any length: an order that ends in it must not lose it
    properties[CURSOR] = {"type": "long", "index": False, "doc_values": False}
    return {
        "dynamic": "strict",
        "_meta": {"schema_version": version()},
        "_source": {"includes": [*KEPT, CURSOR]},
        "properties": properties,
    }


def fresh_settings(address: Address) -> dict[str, Any]:
    """Return the settings of a new index.

    It is never refreshed by itself: what is written becomes visible when a writer says so, all at once.
    """
    fixed = {
        "number_of_shards": address.shards,
        "refresh_interval": "-1",
        "max_result_window": DEEPEST,
    }
    return fixed | live_settings(address)


BUILDING = {"number_of_replicas": 0, "auto_expand_replicas": "false", "translog.durability": "async"}
"""Settings while nobody reads an index yet: only its end must be safe."""


def live_settings(address: Address) -> dict[str, Any]:
    """Return the settings of an index that is read: as many copies as are wanted, and nothing lost."""
    if address.replicas is None:
        copies: dict[str, Any] = {"auto_expand_replicas": "0-1"}
    else:
        copies = {"number_of_replicas": address.replicas}
    return copies | {"translog.durability": "request"}


def prepare(document: SearchDocument) -> Prepared:
    """Return a document as the index takes it."""
    return Prepared(document.ref, to_json(field_values(document)))


def _mapping(kind: FieldType) -> dict[str, Any]:
    match kind:
        case FieldType.TOKENS:
            return {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
        case FieldType.PLACED:
            return {"type": "text", "analyzer": "whitespace", "index_options": "positions", "norms": False}
        case FieldType.KEYWORD | FieldType.KEYWORDS:
            return {"type": "keyword", "ignore_above": LONGEST_VALUE}
        case FieldType.NUMBER | FieldType.RANK:
            return {"type": "double"}
        case FieldType.SORT_KEY:
            return {"type": "keyword", "index": False}
        case FieldType.STORED:
            return {"type": "keyword", "index": False, "doc_values": False}
