"""What a worker tells its parent, one JSON line each; kept apart so that the parent need not load Scrapy."""

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a kind has come."""

    site: str
    kind: Kind
    pages: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line of a worker: progress, or the report at the end."""

    progress: Progress | None = None
    report: CrawlReport | None = None


MessageSchema: TypeAdapter[Message] = TypeAdapter(Message)
"""Reads and writes the JSON form of a message."""
