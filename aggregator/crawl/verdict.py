"""Decides what a crawl's end is called: fine, partly refused, or failed and why."""

import sys
import traceback
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from aggregator.crawl.tally import Tally
from aggregator.domain.identity import Kind
from aggregator.domain.report import CrawlReport, Outcome
from aggregator.errors import Blocked, CrawlFailed, SiteUnavailable, StructureChanged
from aggregator.sdk.sites import Site


class Verdict:
    """Collects failures; the first one names the crawl."""

    def __init__(self) -> None:
        self._outcome = Outcome.OK
        self._ended = False
        self._whys: list[str] = []
        self.blocked: Blocked | None = None

    def ended(self) -> None:
        """The crawl came to its end, good or bad; without this word it was interrupted."""
        self._ended = True

    def failed(self, error: CrawlFailed) -> None:
        """A kind, or all that was left of the site, could not be read."""
        match error:
            case Blocked():
                self.blocked = error
                self._end(Outcome.BLOCKED, str(error))
            case StructureChanged():
                self._end(Outcome.STRUCTURE_CHANGED, str(error))
            case SiteUnavailable():
                self._end(Outcome.UNAVAILABLE, str(error))
            case _:
                self._end(Outcome.FAILED, str(error))

    def crashed(self, plugin: str, error: Exception) -> None:
        """A plugin or we ourselves raised what nobody expected; the trace goes to the worker's log."""
        if isinstance(error, BrokenPipeError):
            self._end(Outcome.FAILED, "interrupted: the command that began it is gone")
            return
        traceback.print_exception(error, file=sys.stderr)
        self._end(Outcome.FAILED, f"plugin {plugin}: {type(error).__name__}: {error}".splitlines()[0])

    def partial(self, kind: Kind, left: Iterable[str]) -> None:
        """A kind was read, but for what is `left`."""
        for why in left:
            self._end(Outcome.PARTIAL, f"{kind}: {why}")

    def _end(self, outcome: Outcome, why: str) -> None:
        if not self._outcome.failed:
            self._outcome = outcome
        self._whys.append(why[:500])

    def report(
        self,
        *,
        site: Site,
        began_at: datetime,
        finished_at: datetime,
        tallies: Mapping[Kind, Tally],
    ) -> CrawlReport:
        """The report of the crawl with the expectations it did not meet."""
        if not self._ended:
            self._end(Outcome.FAILED, "interrupted before its end")
        pause = self.blocked.pause if self.blocked else None
        return CrawlReport(
            site=site.key,
            started_at=began_at,
            finished_at=finished_at,
            outcome=self._outcome,
            why="; ".join(self._whys),
            kinds={kind.value: tally.report() for kind, tally in tallies.items()},
            reasons=_reasons(tallies),
            warnings=tuple(_warnings(site, tallies)),
            pause_seconds=int(pause.total_seconds()) if pause else None,
        )


def _reasons(tallies: Mapping[Kind, Tally]) -> dict[str, int]:
    return {
        f"{kind}: {reason}": times
        for kind, tally in tallies.items()
        for reason, times in tally.reasons.most_common()
    }


def _warnings(site: Site, tallies: Mapping[Kind, Tally]) -> list[str]:
    return [
        f"{kind}: {warning}"
        for kind, tally in tallies.items()
        if kind in site.expect
        for warning in tally.warnings(site.expect[kind])
    ]


def interrupted(site: str, why: str) -> CrawlReport:
    """The report of a crawl that never got to its first page."""
    moment = datetime.now(UTC)
    return CrawlReport(site=site, started_at=moment, finished_at=moment, outcome=Outcome.FAILED, why=why)
