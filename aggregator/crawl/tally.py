"""Counts what a crawl brings, kind by kind, and turns the counts into the report."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from aggregator.domain.change import Change, ChangeKind
from aggregator.domain.listing import Listing, Status
from aggregator.domain.report import KindReport
from aggregator.errors import BadInput, ListingInvalid, PageMismatch
from aggregator.sdk.sites import Expect

MOST_REASONS = 200
"""Different reasons kept a kind; a page full of junk must not fill the report."""

_FOUND = re.compile(r",? found .*", re.DOTALL)
_NOT_FACTS = frozenset({"ref", "site", "kind", "first_seen_at", "last_seen_at", "complete", "posted_exact"})
_EMPTY: tuple[object, ...] = (None, "", (), {}, Status.UNKNOWN)


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running counts of one kind; listings are counted once, however often they were met."""

    pages: int = 0
    rows: int = 0
    rejected: int = 0
    refs: dict[ChangeKind | None, set[str]] = field(default_factory=dict)
    full: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    short_pages: int = 0

    def saw(self, ref: str, change: Change | None) -> None:
        """Count what happened to a listing; None means that nothing did."""
        self.refs.setdefault(change.kind if change else None, set()).add(ref)

    def missed(self, *faults: BadInput) -> None:
        """Count facts that did not fit, by field and expectation."""
        for fault in faults:
            self.note(_reason(fault))

    def note(self, reason: str, times: int = 1) -> None:
        """Count anything else worth telling."""
        if reason in self.reasons or len(self.reasons) < MOST_REASONS:
            self.reasons[reason] += times

    def read_in_full(self, listing: Listing) -> None:
        """Take a full page into the coverage."""
        self.full += 1
        self.stated.update(
            fact.name
            for fact in fields(listing)
            if fact.name not in _NOT_FACTS and getattr(listing, fact.name) not in _EMPTY
        )

    def report(self) -> KindReport:
        """The counts so far; a listing that is new here is not counted as updated, too."""
        new, back, gone = (
            self.refs.get(kind, set()) for kind in (ChangeKind.NEW, ChangeKind.BACK, ChangeKind.GONE)
        )
        updated = self.refs.get(ChangeKind.UPDATED, set()) - new - back - gone
        unchanged = self.refs.get(None, set()) - new - back - gone - updated
        return KindReport(
            pages=self.pages,
            rows=self.rows,
            new=len(new),
            updated=len(updated),
            unchanged=len(unchanged),
            gone=len(gone - new),
            back=len(back),
            rejected=self.rejected,
            coverage={name: round(count / self.full, 4) for name, count in sorted(self.stated.items())},
        )

    def warnings(self, expect: Expect) -> Iterable[str]:
        """What the site's expectations say of these counts."""
        if self.short_pages:
            yield f"{self.short_pages} list pages with less than {expect.rows} rows"
        for name, share in expect.coverage.items() if self.full else ():
            found = self.stated[name] / self.full
            if found < share:
                yield f"{name} stated by {found:.0%} of {self.full} listings, expected {share:.0%}"


def _reason(fault: BadInput) -> str:
    """The fault without what was found, which differs from page to page."""
    where = fault.field if isinstance(fault, PageMismatch | ListingInvalid) else "page"
    why = fault.reason if isinstance(fault, PageMismatch | ListingInvalid) else str(fault)
    return f"{where}: {_FOUND.sub('', why)[:160]}"
