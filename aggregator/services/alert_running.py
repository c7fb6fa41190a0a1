"""The way from a change to a finished delivery: matched, made into messages, handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial

from aggregator.alerts.channels.bounces import read_bounce
from aggregator.alerts.channels.mail import Mail
from aggregator.alerts.composing import Addressees, Composing, LinksOf
from aggregator.alerts.delivering import LEASE, Clock, Delivered, Delivering
from aggregator.alerts.digesting import Digester
from aggregator.alerts.kept_letters import message_of
from aggregator.alerts.watching import ToDocument, Watching
from aggregator.domain.delivery import Delivery
from aggregator.indexing import keep_for_good
from aggregator.sdk.channels import Channel
from aggregator.services.alerting import Alerting
from aggregator.store import Store

SAMPLE = 500
"""Listings that tell the matcher how often words occur."""

MANY = 10_000
"""Saved searches from which on it takes long to look for garbage among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass did."""

    found: int = 0
    composed: int = 0
    sent: int = 0
    failed: int = 0
    refused: int = 0


class AlertRunning:
    """Runs alerts over one store; any number may run at once, in threads and processes of their own."""

    def __init__(
        self,
        store: Store,
        alerting: Alerting,
        *,
        to_document: ToDocument,
        digester: Digester,
        channels: Mapping[str, Channel],
        addressees: Addressees,
        anybody: Addressees,
        links: LinksOf,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._alerting = alerting
        self._to_document = to_document
        self._clock = clock
        self._composing = Composing(store, digester, addressees=addressees, links=links)
        self._new_worker = partial(
            Delivering, store, channels, addressees=anybody, links=links, render=message_of, clock=clock
        )

    def watch(self) -> int:
        """Match all changes that wait, and make the messages that are due; returns how many were made."""
        self.match()
        return self.compose()

    def match(self) -> int:
        """Match all changes that wait; returns how much was news to how many searches."""
        return self._watching.run(self._clock)

    def compose(self) -> int:
        """Make all messages that are due."""
        made = 0
        while some := self.compose_some():
            made += some
        return made

    def compose_some(self) -> int:
        """Make some of the messages that are due, so that sending can begin."""
        return self._composing.step(self._clock()).messages

    def worker(self, *, lease: timedelta = LEASE) -> Delivering:
        """Return a new worker that hands messages over, and leases them for so long."""
        return self._new_worker(lease=lease)

    def take_back(self, report: bytes) -> Delivery | None:
        """Read what a mail server sent back; a hard bounce silences the searches of its contact.

        Returns the message that came back; None for what is no such report, or of no mail of ours.
        """
        bounce = read_bounce(report)
        delivery = self._store.deliveries.get(bounce.key) if bounce else None
        if bounce is None or delivery is None or delivery.channel != Mail.key:
            return None
        self.worker().bounced(delivery, bounce.answer)
        return delivery

    def tend(self) -> int:
        """Remind of searches that end, and end them."""
        return self._alerting.tend()

    def run_once(self) -> Pass:
        """Do all that can be done now; raises StoreUnavailable."""
        self.tend()
        found = self.match()
        composed = self.compose()
        total = Delivered()
        worker = self.worker()
        while (done := worker.step()).tried:
            total = total.plus(done)
        return Pass(
            found=found, composed=composed, sent=total.sent, failed=total.failed, refused=total.refused
        )

    @cached_property
    def _watching(self) -> Watching:
        """Loads all saved searches: not before somebody watches."""
        # Matching brings numpy, for which no other command should wait.
        from aggregator.alerts.live_searches import LiveSearches  # noqa: PLC0415

        last = self._store.changes.last_seq()
        recent = {change.ref for change in self._store.changes.since(max(0, last - SAMPLE), limit=SAMPLE)}
        sample = map(self._to_document, self._store.listings.get_many(sorted(recent)).values())
        searches = LiveSearches(self._store, sample)
        searches.refresh()
        if len(searches) >= MANY:
            keep_for_good()
        return Watching(self._store, searches, to_document=self._to_document)
