"""The repository of crawl reports: what each crawl brought and how it ended."""

from typing import Any

from sqlalchemy import Select, insert, select

from aggregator.domain.report import CrawlReport, CrawlReportSchema
from aggregator.store.database import Database
from aggregator.store.documents import dump, load
from aggregator.store.tables import crawl_reports


class ReportRepository:
    """Keeps reports as JSON documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, report: CrawlReport) -> None:
        """Keep a report."""
        row = {
            "site": report.site,
            "started_at": report.started_at,
            "data": dump(CrawlReportSchema, report),
        }
        with self._database.writing() as connection:
            connection.execute(insert(crawl_reports), row)

    def last(self, site: str) -> CrawlReport | None:
        """The latest report of a site, None before its first crawl."""
        query = _latest_first().where(crawl_reports.c.site == site).limit(1)
        return next(iter(self._read(query)), None)

    def recent(self, *, limit: int) -> list[CrawlReport]:
        """The latest reports of all sites, latest first."""
        return self._read(_latest_first().limit(limit))

    def _read(self, query: Select[Any]) -> list[CrawlReport]:
        with self._database.reading() as connection:
            return [load(CrawlReportSchema, row.data) for row in connection.execute(query)]


def _latest_first() -> Select[Any]:
    return select(crawl_reports.c.data).order_by(crawl_reports.c.started_at.desc(), crawl_reports.c.id.desc())
