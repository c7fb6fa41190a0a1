"""Builds tantivy's schema and documents from the field table."""

import tantivy

from search.analysis import TokenStreams, fingerprint, list_streams, token_streams
from search.document import FIELDS, SCHEMA_VERSION, TEXT_WEIGHT, Field, FieldType, Layer, SearchDocument
from search.engines.tantivy.order import newest_key, price_key
from search.results import price_band

TOKENIZER = "tokens"
"""Splits at spaces and does nothing else: the tokens are ready."""


def version() -> str:
    """Return what an index must have been built with to be ours."""
    return f"{SCHEMA_VERSION}-{fingerprint()}"


def build_schema() -> tantivy.Schema:
    """Return the schema of the field table."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        _add(builder, field)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Teach a new or opened index our tokenizer."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, spaces)
    index.config_reader(reload_policy="manual")
    return index


def to_tantivy(document: SearchDocument) -> tantivy.Document:
    """Return `document` as the index takes it."""
    return tantivy.Document.from_dict(field_values(document))


def field_values(document: SearchDocument) -> dict[str, object]:
    """Return what each field holds of `document`, without the empty ones; the texts are analysed here."""
    values: dict[str, object] = {
        "ref": document.ref,
        "site": document.site,
        "kind": document.kind,
        "specialty": list(document.specialties),
        "status": document.status,
        "language": document.language,
        "price_band": price_band(document.price_low),
        "price_low": document.price_low,
        "price_high": document.price_high,
        "by_newest": newest_key(document),
        "by_price": price_key(document),
        "title": document.title.encode(),
        "description": document.description.encode(),
    }
    for source in TEXT_WEIGHT:
        streams = _streams(document, source)
        values[f"{source}_exact"] = streams.exact
        values[f"{source}_stem"] = streams.stem
        values[f"{source}_concept"] = streams.concept
    return {name: value for name, value in values.items() if value not in (None, "", b"")}


def _streams(document: SearchDocument, source: str) -> TokenStreams:
    text: str | tuple[str, ...] = getattr(document, source)
    return token_streams(text) if isinstance(text, str) else list_streams(text)


def _add(builder: tantivy.SchemaBuilder, field: Field) -> None:
    match field.type:
        case FieldType.TOKENS:
            # Phrases are asked for as written: no other layer needs to know where its tokens stand.
            option = "position" if field.layer is Layer.EXACT else "freq"
            builder.add_text_field(field.name, tokenizer_name=TOKENIZER, index_option=option)
        case FieldType.KEYWORD | FieldType.KEYWORDS:
            stored = field.name == "ref"
            builder.add_text_field(
                field.name, stored=stored, fast=not stored, tokenizer_name="raw", index_option="basic"
            )
        case FieldType.NUMBER:
            builder.add_float_field(field.name, indexed=True, fast=True)
        case FieldType.SORT_KEY:
            builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
        case FieldType.STORED:
            # Bytes, since every text field is indexed as well, and a whole description is no term.
            builder.add_bytes_field(field.name, stored=True)
