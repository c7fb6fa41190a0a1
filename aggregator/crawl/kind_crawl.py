"""Crawls one kind of one site: its lists, the full pages of what is new, and what earlier crawls left."""

from collections import deque
from collections.abc import Iterable
from datetime import timedelta

from aggregator.crawl.context import Context, now
from aggregator.crawl.full_pages import FullPages
from aggregator.crawl.list_walk import ListWalk, Pages
from aggregator.crawl.reading import read_page
from aggregator.crawl.recording import RecordedRow
from aggregator.errors import CrawlFailed, PageGone, StructureChanged
from aggregator.store.values import Pending

UNSEEN_FOR = timedelta(days=3)
"""An open listing that no list has shown for so long is looked at again: it may be gone."""

MOST_LEFTOVERS = 500
MOST_LOOKS_AGAIN = 50
"""Full pages a crawl reads of what earlier ones left over, and of what was not seen lately."""

RECENT = timedelta(hours=1)
"""A feed without news excuses from reading a list only that long: rows change without news, too."""


class KindCrawl:
    """One kind, from its first list page to its last full page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._full_pages = FullPages(context)
        self._began_at = now()
        self._left: list[str] = []
        self._failed_starts: list[str] = []

    async def run(self) -> list[str]:
        """Crawl; returns what was left for later and why, nothing in the best case. Raises CrawlFailed."""
        if self._context.job.probe and await self._nothing_new():
            return []
        whole = await self._read_lists()
        context, listings = self._context, self._context.store.listings
        key, kind = context.site.key, context.kind
        context.recorder.flush()
        await self._full_pages.read(listings.incomplete(key, kind, limit=MOST_LEFTOVERS))
        context.recorder.flush()
        unseen_since = self._began_at if whole else self._began_at - UNSEEN_FOR
        await self._full_pages.read(listings.stale(key, kind, before=unseen_since, limit=MOST_LOOKS_AGAIN))
        if self._full_pages.refused:
            self._left.append(f"full pages left for later: {self._full_pages.refused}")
        return self._left

    async def _read_lists(self) -> bool:
        """Read every start list and what it leads to, unless another kind's turn did; whether to the end."""
        context = self._context
        starts = context.site.starts[context.kind]
        waiting, met = deque(url for url in starts if url not in context.walked), set(starts)
        pages = Pages(left=context.job.max_pages)
        while waiting and pages.take():
            walk = ListWalk(context=context, url=waiting.popleft(), pages=pages)
            try:
                await self._walk(walk)
            except (PageGone, StructureChanged) as error:
                self._pass_over(walk.url, error)
            context.walked[walk.url] = walk.whole
            if walk.cut_short:
                self._left.append(f"{walk.url[:120]} came cut short")
            found = [url for url in walk.lists if url not in met]
            waiting.extend(found)
            met.update(found)
        return not waiting and all(context.walked.values())

    async def _walk(self, walk: ListWalk) -> None:
        async for rows in walk.rows():
            await self._full_pages.read(self._wanted(rows))

    def _wanted(self, rows: Iterable[RecordedRow]) -> list[Pending]:
        """Listings of this kind whose full page has news; those of others come in their turn."""
        return [
            Pending(ref=row.listing.ref, url=row.listing.url)
            for row in rows
            if row.listing.kind == self._context.kind and row.wants_full_page
        ]

    def _pass_over(self, url: str, error: CrawlFailed) -> None:
        """Go on without a list: one that a page led to may be empty or gone, one of the plugin's may not.

        Raises StructureChanged when none of the plugin's own lists could be read.
        """
        starts = self._context.site.starts[self._context.kind]
        self._context.tally.note(f"list {url[:100]}: {type(error).__name__}")
        if url in starts:
            self._failed_starts.append(url)
            self._left.append(f"{url[:120]}: {error}"[:300])
        if len(self._failed_starts) == len(starts):
            raise StructureChanged(str(error)) from error

    async def _nothing_new(self) -> bool:
        """Whether the feed shows only what we know, soon after the lists were read."""
        context = self._context
        probe = context.site.probes.get(context.kind)
        if probe is None or not all(self._read_lately(url) for url in context.site.starts[context.kind]):
            return False
        fetched = await context.fetcher.get_list(probe)
        context.counted_page()
        ids = [
            found.draft.external_id for found in read_page(context.site, fetched).gave.found if found.draft
        ]
        refs = [f"{context.site.key}:{context.kind}:{external_id}" for external_id in ids]
        return len(context.store.listings.known(refs)) == len(set(refs))

    def _read_lately(self, url: str) -> bool:
        last = self._context.store.visits.finished(self._context.site.key, url)
        return last is not None and self._began_at - last.ended_at < RECENT
