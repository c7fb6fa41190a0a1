"""What a crawl brought, by kind, and how it ended."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass


class Outcome(StrEnum):
    """How a site's crawl ended; everything from BLOCKED on is a failure."""

    OK = "ok"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    STRUCTURE_CHANGED = "structure_changed"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"

    @property
    def failed(self) -> bool:
        """Whether the command that ran this crawl must tell of a failure."""
        return self not in {Outcome.OK, Outcome.PARTIAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReport:
    """Counts of one kind. `pages` are fetched pages, `rows` listings seen on lists.

    `coverage` is the share (0 to 1) of the listings read in full that state a field.
    """

    pages: int = 0
    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    back: int = 0
    rejected: int = 0
    coverage: Mapping[str, float] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """One site's crawl. `reasons` counts every fact, row or page that did not fit.

    `warnings` are expectations of the plugin that this crawl did not meet, `why` tells
    a failure in one line, `pause_seconds` how long the site wants us to stay away.
    """

    site: str
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    why: str = ""
    kinds: Mapping[str, KindReport] = Field(default_factory=dict)
    reasons: Mapping[str, int] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    pause_seconds: int | None = None

    @property
    def seconds(self) -> float:
        """How long the crawl took."""
        return (self.finished_at - self.started_at).total_seconds()


CrawlReportSchema: TypeAdapter[CrawlReport] = TypeAdapter(CrawlReport)
"""Reads and writes the stored JSON form of a report."""
