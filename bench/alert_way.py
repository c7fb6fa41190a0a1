"""From a request that a replayed site publishes to the mail about it, by stages, at the site's polite rate.

The site's clock is put forward by the interval at which Dalil crawls it, so each request's wait for the next
crawl is what it would be. On this machine pages come without delay: the site's own, for each page that
was asked for until the crawl ended, is added. So are the looks of the scheduler.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from aggregator.composition import Dalil, dalil
from aggregator.domain.alert import Criteria, SavedSearch, Schedule
from aggregator.domain.delivery import Delivery
from aggregator.domain.identity import Kind
from aggregator.jobs.schedule import FIRST_DEPTH, WATCH_SECONDS
from aggregator.services.crawling import CrawlOrder
from aggregator.settings import load_settings
from bench.deliver_messages import a_person, mail_server
from bench.results import Result, within
from replay.server import ReplayServer
from replay.world import World

ROUNDS = 10
SITE = "mostaql"
ALLOWED_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Seconds of each stage of one request."""

    waited: float
    crawled: float
    matched: float
    composed: float
    sent: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.waited + self.crawled + self.matched + self.composed + self.sent


def measure() -> Iterator[Result]:
    """Median seconds of all requests of some rounds, in all and by stage (on stderr)."""
    world = World(scale=0.05, speed=0)
    with tempfile.TemporaryDirectory() as name, mail_server() as (_, port), ReplayServer(world) as server:
        settings = load_settings(
            data_dir=Path(name), mail_url=f"smtp://127.0.0.1:{port}", mail_from="a@b.example"
        )
        with dalil(settings) as app:
            ways = list(_ways(app, world, server))
    for stage in ("waited", "crawled", "matched", "composed", "sent"):
        middle = median(getattr(way, stage) for way in ways)
        print(f"  {stage}: median {middle:.2f} s", file=sys.stderr)
    middle = median(way.total for way in ways)
    yield within(f"published until mailed, median of {len(ways)} requests", middle, allowed=ALLOWED_SECONDS)


def _ways(app: Dalil, world: World, server: ReplayServer) -> Iterator[Way]:
    order = CrawlOrder(
        sites=(SITE,),
        kind=Kind.REQUEST,
        base_urls={SITE: server.base_urls[SITE]},
        max_pages=FIRST_DEPTH,
        probe=True,
    )
    app.crawling.crawl(order, _ignore)
    search = _save(app)
    app.alert_running.run_once()
    site = app.plugins.site(SITE)
    for _ in range(ROUNDS):
        world.advance(site.freshness.total_seconds())
        world.seen.forget()
        at_site, began = world.now(), datetime.now(UTC)
        app.crawling.crawl(order, _ignore)
        polite = len(world.seen.requests(SITE)) * site.delay
        app.alert_running.run_once()
        [made] = app.store.deliveries.of_search(search.key, limit=1)
        yield from _of_message(made, at_site=at_site, began=began, polite=polite)


def _of_message(made: Delivery, *, at_site: datetime, began: datetime, polite: float) -> Iterator[Way]:
    for item in made.letter.items:
        if not (item.posted_at and item.seen_at and item.matched_at and made.sent_at):
            raise RuntimeError(f"{item.ref} was not sent: {made.answer}")
        yield Way(
            waited=(at_site - item.posted_at).total_seconds(),
            crawled=(item.seen_at - began).total_seconds() + polite,
            matched=(item.matched_at - item.seen_at).total_seconds() + WATCH_SECONDS,
            composed=(made.created_at - item.matched_at).total_seconds(),
            sent=(made.sent_at - made.created_at).total_seconds() + WATCH_SECONDS,
        )


def _save(app: Dalil) -> SavedSearch:
    now = datetime.now(UTC)
    contact = a_person(app, 1, now)
    search = SavedSearch(
        key=f"{1:032x}",
        person=contact.person,
        name="طلبات",
        criteria=Criteria(kinds=frozenset({Kind.REQUEST.value})),
        schedule=Schedule(most_an_hour=100, most_a_buyer=100),
        contacts=(contact.key,),
        created_at=now,
        expires_at=now + timedelta(days=30),
        since_seq=app.store.changes.last_seq(),
    )
    app.store.searches.save(search)
    return search


def _ignore(_progress: object) -> None:
    """Nobody watches."""
