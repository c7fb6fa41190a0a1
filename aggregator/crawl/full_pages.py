"""Reads the full pages of listings; one that is refused leaves its row as a valid, partial listing."""

from collections.abc import Iterable
from contextlib import aclosing
from datetime import timedelta

from aggregator.crawl.context import Context, now
from aggregator.crawl.reading import Fetched, Reading, read_page, refuse_block_page
from aggregator.errors import (
    Blocked,
    CrawlFailed,
    PageGone,
    PageMismatch,
    RobotsForbid,
    SiteUnavailable,
    StructureChanged,
)
from aggregator.sdk.collecting import says_nothing
from aggregator.store.values import Pending

FAILURES_IN_A_ROW = 5
"""So many full pages that cannot be read one after the other are no accident."""


class FullPages:
    """The full pages of one kind; `refused` holds why the rest of them is left for another time."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._failures = 0
        self._admitted = False
        self.refused: CrawlFailed | None = self._running_pause()

    async def read(self, wanted: Iterable[Pending]) -> None:
        """Read each page, or none after the site refused one.

        Raises Blocked when the site asks the whole crawl to wait, StructureChanged or
        SiteUnavailable after several pages in a row that cannot be read.
        """
        if self.refused:
            return
        waiting = list(wanted)
        async with aclosing(self._context.fetcher.items([pending.url for pending in waiting])) as answers:
            for pending in waiting:
                self._take(pending, await anext(answers))
                if self.refused:
                    return

    def _take(self, pending: Pending, answer: Fetched | Exception) -> None:
        try:
            self._read(pending, answer)
        except PageGone:
            self._context.recorder.gone(pending, at=now())
        except RobotsForbid:
            self._context.tally.note("full page: robots.txt forbids it")
        except Blocked as error:
            self._refuse(error)
        except (PageMismatch, LookupError, SiteUnavailable, StructureChanged) as error:
            self._fail(error)

    def _read(self, pending: Pending, fetched: Fetched | Exception) -> None:
        if isinstance(fetched, Exception):
            raise fetched
        self._context.counted_page()
        try:
            reading = read_page(self._context.site, fetched, asked=pending.url)
            if reading.truncated and says_nothing(reading.gave.found[0].draft):
                refuse_block_page(fetched)
            self._record(pending, reading)
        except StructureChanged:
            refuse_block_page(fetched)
            raise
        self._failures = 0
        self._admit()

    def _record(self, pending: Pending, reading: Reading) -> None:
        """Store what the page says; raises StructureChanged where that is not the listing's full page."""
        recorder, [found] = self._context.recorder, reading.gave.found
        if reading.truncated:
            self._context.tally.note("full page: cut short")
        if reading.gave.also:
            recorder.rows(reading.gave.also, at=now())
        listing = recorder.item(found, at=now(), complete=not reading.truncated)
        if listing is None:
            raise StructureChanged("; ".join(str(fault) for fault in found.mismatches)[:300] or "no listing")
        if listing.ref != pending.ref:
            raise StructureChanged(f"expected {pending.ref} at its address, found {listing.ref}")

    def _admit(self) -> None:
        """Note that the site gives full pages again."""
        context = self._context
        if not self._admitted and not context.job.on_loopback:
            self._admitted = True
            context.store.pauses.succeeded(context.site.key, context.kind)

    def _refuse(self, error: Blocked) -> None:
        context = self._context
        context.tally.note(f"full page: blocked ({error.reason})")
        self.refused = error
        if error.pause is not None:
            raise error
        if not context.job.on_loopback:
            context.store.pauses.blocked(context.site.key, context.kind, at=now(), asked=None)

    def _fail(self, error: Exception) -> None:
        self._failures += 1
        reason = str(error).split(", found")[0]
        self._context.tally.note(f"full page: {reason}"[:160])
        if self._failures < FAILURES_IN_A_ROW:
            return
        if isinstance(error, SiteUnavailable):
            raise error
        raise StructureChanged(f"{self._failures} full pages in a row cannot be read: {error}") from error

    def _running_pause(self) -> Blocked | None:
        context = self._context
        if context.job.on_loopback:
            return None
        until = context.store.pauses.until(context.site.key, context.kind, at=now())
        if until is None:
            return None
        return Blocked("full pages are paused", pause=max(until - now(), timedelta()))
