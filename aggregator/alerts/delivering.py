"""Hands messages to channels: leased, tried for days, each receipt written down before the next is sent."""

import logging
import random
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event

from aggregator.alerts.composing import Addressees, LinksOf
from aggregator.alerts.digesting import Addressee
from aggregator.alerts.scheduling import after_quiet
from aggregator.domain.alert import Pause, SavedSearch
from aggregator.domain.delivery import Delivery, DeliveryState, KeptLetter, LetterKind
from aggregator.sdk.channels import Channel, DeliveryFailed, DeliveryRefused, Message, Target
from aggregator.store import Store

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""Longer than any channel takes for one message: who is killed meanwhile loses it to others after that."""

BATCH = 50
"""Messages leased at once by a worker."""

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=7)
"""A message that could not be handed over for so long is given up."""

RESTS = timedelta(minutes=1)
"""For so long a channel is left alone whose provider was silent: messages of others wait behind it."""

_QUESTIONS = (LetterKind.CONFIRM, LetterKind.SIGN_IN)

Render = Callable[[Delivery], Message]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of the messages of one step."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    put_off: int = 0

    @property
    def tried(self) -> int:
        """How many there were."""
        return self.sent + self.failed + self.refused + self.put_off

    def plus(self, other: "Delivered") -> "Delivered":
        """Return what both did."""
        return Delivered(
            sent=self.sent + other.sent,
            failed=self.failed + other.failed,
            refused=self.refused + other.refused,
            put_off=self.put_off + other.put_off,
        )


class Delivering:
    """One worker; any number may work on one store, in threads and processes of their own."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        *,
        addressees: Addressees,
        links: LinksOf,
        render: Render,
        clock: Clock = lambda: datetime.now(UTC),
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._channels = channels
        self._addressees = addressees
        self._links = links
        self._render = render
        self._clock = clock
        self._lease = lease
        self._owner = secrets.token_hex(8)
        self._stopped = Event()
        self._resting: dict[str, datetime] = {}

    def stop(self) -> None:
        """End a running step after the message at hand; others send the rest at once."""
        self._stopped.set()

    def step(self) -> Delivered:
        """Send what waits, a batch at most; raises StoreUnavailable."""
        now = self._clock()
        leased = self._store.deliveries.lease(self._owner, now=now, until=now + self._lease, limit=BATCH)
        addressees = self._addressees(list({delivery.contact for delivery in leased}))
        done = [self._deliver(delivery, addressees.get(delivery.contact)) for delivery in leased]
        return Delivered(
            sent=done.count(DeliveryState.SENT),
            failed=done.count(DeliveryState.FAILED),
            refused=done.count(DeliveryState.REFUSED),
            put_off=done.count(None),
        )

    def _deliver(self, delivery: Delivery, addressee: Addressee | None) -> DeliveryState | None:
        if self._stopped.is_set():
            self._store.deliveries.put_back(delivery.key, self._owner, at=self._clock())
            return None
        if addressee is None or not _may_get(addressee, delivery):
            return self._finish(delivery, DeliveryState.DROPPED, "the contact is gone or not confirmed")
        search = self._store.searches.get(delivery.search) if delivery.search else None
        now = self._clock()
        if search is not None and (until := after_quiet(search.schedule, now)) > now:
            self._store.deliveries.put_back(delivery.key, self._owner, at=until)
            return None
        if (rested := self._resting.get(delivery.channel)) is not None and rested > self._clock():
            self._store.deliveries.put_back(delivery.key, self._owner, at=rested)
            return None
        if not self._store.deliveries.renew(delivery.key, self._owner, until=self._clock() + self._lease):
            return None  # it took us so long that another worker has it
        return self._try(delivery, addressee, search)

    def _try(self, delivery: Delivery, addressee: Addressee, search: SavedSearch | None) -> DeliveryState:
        try:
            return self._hand_over(delivery, addressee, search)
        except DeliveryRefused as refusal:
            return self._refused(delivery, refusal.answer)
        except DeliveryFailed as failure:
            if failure.silent:
                self._resting[delivery.channel] = self._clock() + RESTS
            return self._failed(delivery, failure.answer, failure.retry_after)
        except Exception as error:
            logger.exception("channel %s", delivery.channel)
            return self._failed(delivery, f"{type(error).__name__}: the channel broke", None)

    def _hand_over(
        self, delivery: Delivery, addressee: Addressee, search: SavedSearch | None
    ) -> DeliveryState:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            raise DeliveryFailed(f"no channel {delivery.channel!r} is set up here")
        contact = addressee.contact
        target = Target(target=contact.target, secrets=contact.secrets)
        receipt = channel.send(self._render(self._with_way_in(delivery, search)), target)
        self._finish(delivery, DeliveryState.SENT, receipt.answer)
        if delivery.attempts:
            self._store.deliveries.wake(delivery.channel, now=self._clock())
        return DeliveryState.SENT

    def _with_way_in(self, delivery: Delivery, search: SavedSearch | None) -> Delivery:
        """Add the link that leads to the search, which is kept nowhere."""
        if search is None:
            return delivery
        links = {**delivery.letter.links, **self._links(search, delivery.contact)}
        return replace(delivery, letter=replace(delivery.letter, links=links))

    def _finish(self, delivery: Delivery, state: DeliveryState, answer: str) -> DeliveryState:
        self._store.deliveries.finish(delivery, self._owner, state=state, answer=answer, at=self._clock())
        return state

    def _refused(self, delivery: Delivery, answer: str) -> DeliveryState:
        self._finish(delivery, DeliveryState.REFUSED, answer)
        self.bounced(delivery, answer)
        return DeliveryState.REFUSED

    def bounced(self, delivery: Delivery, answer: str) -> None:
        """Silence the searches that write to a contact which is not there, and tell their other contacts."""
        note = f"{delivery.channel}: {answer}"[:300]
        for search in self._store.searches.with_contact(delivery.contact):
            if self._store.searches.silence(search.key, Pause.BOUNCED, note=note):
                self._tell_others(search, note, refused=delivery.contact)
        self._store.deliveries.drop_contact(delivery.contact)

    def _tell_others(self, search: SavedSearch, reason: str, *, refused: str) -> None:
        """Say to the other contacts of a search that it is silent, and why."""
        others = [contact for contact in search.contacts if contact != refused]
        for contact, addressee in self._addressees(others).items():
            letter = KeptLetter(
                kind=LetterKind.PAUSED,
                language=addressee.language,
                search_name=search.name,
                links=_to_manage(self._links(search, contact)),
                reason=reason,
            )
            self._store.deliveries.add(
                Delivery(
                    key=secrets.token_hex(16),
                    contact=contact,
                    channel=addressee.contact.channel,
                    letter=letter,
                    created_at=self._clock(),
                )
            )

    def _failed(self, delivery: Delivery, answer: str, retry_after: timedelta | None) -> DeliveryState:
        now = self._clock()
        if now - delivery.created_at > GIVE_UP_AFTER:
            return self._finish(delivery, DeliveryState.FAILED, answer)
        wait = max(backoff(delivery.attempts), retry_after or timedelta())
        self._store.deliveries.retry(delivery.key, self._owner, answer=answer, at=now + wait)
        return DeliveryState.FAILED


def _may_get(addressee: Addressee, delivery: Delivery) -> bool:
    """Whether it is known that the contact is its owner's, or the message is the question whether it is."""
    return addressee.contact.confirmed_at is not None or delivery.letter.kind in _QUESTIONS


def _to_manage(links: Mapping[str, str]) -> Mapping[str, str]:
    return {**links, "action": links["manage"]} if "manage" in links else links


def backoff(attempts: int, dice: Callable[[], float] = random.random) -> timedelta:
    """Return how long to wait after so many attempts before: doubled each time, a half of it by chance."""
    longest: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 20))
    return longest / 2 + longest / 2 * dice()
