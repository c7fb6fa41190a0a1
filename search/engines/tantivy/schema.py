"""Builds tantivy's schema and documents from the field table."""

from binascii import b2a_base64

import tantivy
from pydantic_core import to_json

from search.analysis import fingerprint
from search.document import FIELDS, SCHEMA_VERSION, Field, FieldType, SearchDocument, names_of
from search.fields import field_values
from search.interface import Prepared

TOKENIZER = "tokens"
"""Splits at spaces and does nothing else: the tokens are ready."""

RANK_WEIGHT = "rank_weight"
"""What tantivy multiplies scores by: it takes the log2 of 2 and the value, so this is the rank undone."""


def version() -> str:
    """Return what an index must have been built with to be ours."""
    return f"{SCHEMA_VERSION}-{fingerprint()}"


def build_schema() -> tantivy.Schema:
    """Return the schema of the field table."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        _add(builder, field)
    return builder.build()


def taught(index: tantivy.Index) -> tantivy.Index:
    """Teach a new or opened index our tokenizer."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, spaces)
    index.config_reader(reload_policy="manual")
    return index


_STORED = names_of(FieldType.STORED)


def prepare(document: SearchDocument) -> Prepared:
    """Return a document as the index takes it; bytes are written in base64 there."""
    values = field_values(document)
    for name in _STORED:
        if name in values:
            values[name] = b2a_base64(values[name].encode(), newline=False).decode()
    values[RANK_WEIGHT] = 2.0 ** values["rank"] - 2.0
    return Prepared(document.ref, to_json(values))


def _add(builder: tantivy.SchemaBuilder, field: Field) -> None:
    match field.type:
        case FieldType.TOKENS:
            builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="basic")
        case FieldType.PLACED:
            builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option="position")
        case FieldType.KEYWORD | FieldType.KEYWORDS:
            stored = field.name == "ref"
            builder.add_text_field(
                field.name, stored=stored, fast=not stored, tokenizer_name="raw", index_option="basic"
            )
        case FieldType.NUMBER:
            builder.add_float_field(field.name, fast=True)
        case FieldType.RANK:
            builder.add_float_field(field.name, fast=True)
            builder.add_float_field(RANK_WEIGHT, fast=True)
        case FieldType.SORT_KEY:
            builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
        case FieldType.STORED:
            # Bytes, since every text field is indexed as well, and a whole description is no term.
            builder.add_bytes_field(field.name, stored=True)
