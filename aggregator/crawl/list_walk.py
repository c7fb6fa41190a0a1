"""Walks one list page by page, until its end or until a page on which everything is known."""

from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aggregator.crawl.context import Context, now
from aggregator.crawl.reading import Fetched, Reading, read_page, refuse_block_page
from aggregator.crawl.recording import RecordedRow
from aggregator.errors import PageGone, PageMismatch, SiteUnavailable, StructureChanged
from aggregator.sdk.collecting import Collected
from aggregator.sdk.pages import ListPage
from aggregator.store.values import Visit


@dataclass(slots=True, kw_only=True)
class Pages:
    """List pages that a kind may still read; None is no bound."""

    left: int | None

    def take(self) -> bool:
        """Take one page off, if there is one."""
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0


@dataclass(slots=True, kw_only=True)
class ListWalk:
    """One walk.

    Afterwards `whole` tells that the list was read to its very end, `cut_short` that a page
    came without its own or without a readable way to the next, and `lists` holds where the pages led to.
    """

    context: Context
    url: str
    pages: Pages
    whole: bool = False
    cut_short: bool = False
    lists: list[str] = field(default_factory=list)
    _seen: dict[str, None] = field(default_factory=dict)

    async def rows(self) -> AsyncIterator[Sequence[RecordedRow]]:
        """Yield the stored rows of one page after the other.

        A walk that comes to its end is remembered, so that the next one may stop at the
        first page without news; one that is cut off is not. Raises CrawlFailed.
        """
        known_since = self._known_since()
        fetch = self.context.fetcher.get_list(self.url)
        while True:
            try:
                reading = await self._read(fetch)
            except PageGone as error:
                if not self._seen:
                    raise
                self.cut_short = True  # the page before led here: the list has more than it shows
                self.context.tally.note(f"list page: {error}")
                break
            rows = self.context.recorder.rows((*reading.gave.found, *reading.gave.also), at=now())
            yield rows
            step = reading.gave.next if self._remember(reading.gave.found) else None
            self.whole = step is None and not self.cut_short
            if step is None or self._is_old_news(rows, known_since) or not self.pages.take():
                break
            self._expect_rows(reading)
            fetch = self.context.fetcher.follow(step, seen_ids=tuple(self._seen))
        if not self.cut_short:
            visit = Visit(ended_at=now(), max_pages=self.context.job.max_pages)
            self.context.store.visits.finish(self.context.site.key, self.url, visit)

    def _known_since(self) -> datetime | None:
        """When the last walk ended that went as deep as this one is to go, None if none did."""
        last = self.context.store.visits.finished(self.context.site.key, self.url)
        asked = self.context.job.max_pages
        if last is None or (last.max_pages is not None and (asked is None or asked > last.max_pages)):
            return None
        return last.ended_at

    async def _read(self, fetch: Awaitable[Fetched]) -> Reading:
        try:
            fetched = await fetch
            self.context.counted_page()
            reading = self._rows_of(fetched)
        except LookupError as error:
            raise StructureChanged(f"list {self.url[:120]}: {error}") from error
        except PageMismatch as fault:
            self.context.tally.missed(fault)
            raise StructureChanged(f"list {self.url[:120]}: {fault}") from fault
        self._check_end(reading)
        self.lists += [url for url in reading.gave.lists if url not in self.lists]
        return reading

    def _check_end(self, reading: Reading) -> None:
        """Notice a page without its end, or without a link to the next that can be read."""
        self.cut_short |= reading.truncated or bool(reading.gave.mismatches)
        self.context.tally.missed(*reading.gave.mismatches)
        if reading.truncated:
            self.context.tally.note("list page: cut short")
            if not reading.gave.found:
                raise SiteUnavailable("the list page is cut short before its first row")

    def _rows_of(self, fetched: Fetched) -> Reading:
        try:
            return read_page(self.context.site, fetched)
        except StructureChanged as error:
            refuse_block_page(fetched)
            raise StructureChanged(f"list page {fetched.url[:120]}: {error}") from error

    def _remember(self, found: Iterable[Collected]) -> bool:
        """Whether the page showed any listing that earlier pages of this walk did not."""
        before = len(self._seen)
        self._seen |= dict.fromkeys(row.draft.external_id for row in found if row.draft)
        return len(self._seen) > before

    def _is_old_news(self, rows: Sequence[RecordedRow], known_since: datetime | None) -> bool:
        """Whether a walk that came to its end has seen all of this page as it is now."""
        news = known_since is None or any(row.changed_since(known_since) for row in rows)
        return bool(rows) and not news

    def _expect_rows(self, reading: Reading) -> None:
        """A page that is not the last should be full."""
        expect = self.context.site.expect.get(self.context.kind)
        full = isinstance(reading.page, ListPage) and not reading.page.from_json
        if expect and full and len(reading.gave.found) < expect.rows:
            self.context.tally.short_pages += 1
