"""What a crawl worker is told to do; it crosses a process border as JSON."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from aggregator.domain.identity import Kind

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One site's crawl.

    `base_url` stands in for the site's home (a replay server), `max_pages` bounds the
    list pages of each kind, `probe` looks at the cheap feeds first and skips a list
    that has nothing new. `rates` is USD per unit of currency.
    """

    site: str
    kinds: tuple[Kind, ...]
    database_url: str
    data_dir: Path
    user_agent: str
    rates: Mapping[str, Decimal]
    base_url: str | None = None
    max_pages: int | None = None
    probe: bool = False
    timeout_seconds: float = 30.0

    @property
    def on_loopback(self) -> bool:
        """Whether the pages come from this machine, where no stranger has to be spared."""
        return self.base_url is not None and urlsplit(self.base_url).hostname in _LOOPBACK

    @property
    def cache_dir(self) -> Path:
        """Where answers are kept for conditional requests; a stand-in's never mix with the site's own."""
        stand_in = re.sub(r"\W+", "-", self.base_url or "live")
        return self.data_dir / "http-cache" / stand_in


CrawlJobSchema: TypeAdapter[CrawlJob] = TypeAdapter(CrawlJob)
"""Reads and writes the JSON form of a job."""
