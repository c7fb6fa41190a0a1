"""Crawls by the clock: every site soon, again and again, and one that fails does not stop the others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from aggregator.domain.report import CrawlReport, Outcome
from aggregator.errors import IndexUnavailable, StoreUnavailable
from aggregator.jobs import schedule
from aggregator.plugin_manager import Plugins
from tests.crawl.builders import site

PATIENCE = 20
"""Seconds that a test waits for what should happen at once."""


class Crawling:
    """Tells when a site was crawled; the site called `broken` fails."""

    def __init__(self, sites):
        self.crawled = {key: Event() for key in sites}
        self.orders = []
        self.stopped = False

    def crawl(self, order, _on_progress):
        [key] = order.sites
        self.orders.append(order)
        self.crawled[key].set()
        if key == "broken":
            raise StoreUnavailable("the disk is full")
        now = datetime.now(UTC)
        return [CrawlReport(site=key, started_at=now, finished_at=now, outcome=Outcome.OK)]

    def stop(self):
        self.stopped = True


class Indexer:
    def __init__(self):
        self.synced = Event()

    def ensure(self, on_progress=None):  # noqa: ARG002
        self.synced.set()


@pytest.fixture
def plugins(monkeypatch):
    monkeypatch.setattr(schedule, "STAGGER", timedelta(milliseconds=10))
    often = replace(site(), freshness=timedelta(milliseconds=50))
    return Plugins({"suq": often, "broken": replace(often, key="broken")}, ())


def test_every_site_is_crawled_indexed_and_reported(plugins):
    crawling, indexer, reported = Crawling(plugins.sites), Indexer(), Event()
    with schedule.scheduled_crawls(crawling, indexer, plugins=plugins, on_report=lambda _: reported.set()):
        assert all(event.wait(PATIENCE) for event in crawling.crawled.values())
        assert indexer.synced.wait(PATIENCE)
        assert reported.wait(PATIENCE)
        crawling.crawled["suq"].clear()
        assert crawling.crawled["suq"].wait(PATIENCE), "the next turn did not come"
    assert crawling.stopped


def test_a_scheduled_crawl_asks_the_feed_first_and_is_bounded(plugins):
    crawling, indexer = Crawling(plugins.sites), Indexer()
    schedule.crawl_site(crawling, indexer, "suq", lambda _: None)
    assert (crawling.orders[0].probe, crawling.orders[0].max_pages) == (True, schedule.FIRST_DEPTH)


def test_a_failure_is_told_in_one_line(plugins, caplog):
    schedule.crawl_site(Crawling(plugins.sites), Indexer(), "broken", lambda _: None)
    assert [record.getMessage() for record in caplog.records] == ["broken: the disk is full"]


def test_the_index_is_kept_up_whoever_stores(monkeypatch):
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 0.01)
    indexer = Indexer()
    with schedule.kept_index(indexer):
        assert indexer.synced.wait(PATIENCE)


def test_an_index_that_cannot_be_kept_up_is_told_and_tried_again(monkeypatch, caplog):
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 0.01)
    tries = iter([IndexUnavailable("the search index does not answer"), None])
    synced = Event()

    class Away(Indexer):
        def ensure(self, on_progress=None):  # noqa: ARG002  the tests of an indexer tell that
            if (fault := next(tries, None)) is not None:
                raise fault
            synced.set()

    with schedule.kept_index(Away()):
        assert synced.wait(PATIENCE)
    assert "index: the search index does not answer" in caplog.text


def test_an_index_is_looked_after_at_once_and_left_when_it_is_over():
    begun, left = Event(), Event()

    class Slow(Indexer):
        def ensure(self, on_progress=None):
            try:
                while True:
                    on_progress(1, 9)
                    begun.set()
            finally:
                left.set()

    with schedule.kept_index(Slow()):
        assert begun.wait(PATIENCE)
    assert left.wait(PATIENCE)
