"""Turns what is due into messages that wait to be sent; many processes may do so, each thing is told once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.alerts.digesting import REMEMBERED, Addressee, Digester
from aggregator.alerts.scheduling import after_quiet, over_cap
from aggregator.domain.alert import SavedSearch
from aggregator.domain.listing import Status
from aggregator.store import Store

AT_ONCE = 200
"""Messages that are made before the next are looked for."""

OVER_CAP_WAITS = timedelta(hours=1)
"""After so long it is looked again whether a buyer's cap lets more through."""

Addressees = Callable[[Sequence[str]], Mapping[str, Addressee]]
"""Gives, by key, those of some contacts that may be written to."""

LinksOf = Callable[[SavedSearch, str], Mapping[str, str]]
"""Gives the addresses that a message for a search offers, for one contact; see `KeptLetter.links`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """How many messages were made, and of how many contacts something was looked at."""

    messages: int
    looked_at: int


class Composing:
    """Writes the messages that are due."""

    def __init__(self, store: Store, digester: Digester, *, addressees: Addressees, links: LinksOf) -> None:
        self._store = store
        self._digester = digester
        self._addressees = addressees
        self._links = links

    def step(self, now: datetime, *, limit: int = AT_ONCE) -> Composed:
        """Make up to `limit` messages of what is due by now; raises StoreUnavailable."""
        pairs = self._store.ledger.due(now, limit=limit)
        searches = self._store.searches.get_many(list({search for search, _ in pairs}))
        addressees = self._addressees(list({contact for _, contact in pairs}))
        made = 0
        for key, contact in pairs:
            search, addressee = searches.get(key), addressees.get(contact)
            if search is None or addressee is None or not _tells(search, contact):
                self._store.ledger.drop(key, contact)
            else:
                made += self._compose(search, addressee, now)
        return Composed(messages=made, looked_at=len(pairs))

    def _compose(self, search: SavedSearch, addressee: Addressee, now: datetime) -> bool:
        contact = addressee.contact.key
        if (until := self._must_wait(search, contact, now)) is not None:
            self._store.ledger.postpone(search.key, contact, now=now, until=until)
            return False
        due = self._store.ledger.pending(search.key, contact, now=now)
        listings = self._store.listings.get_many([one.ref for one in due])
        digest = self._digester.digest(
            search,
            addressee,
            due=due,
            told=self._store.ledger.told(search.key, contact, since=now - REMEMBERED),
            listings={ref: one for ref, one in listings.items() if one.status is not Status.GONE},
            links=_to_keep(self._links(search, contact)),
            now=now,
        )
        settled = self._store.ledger.settle(contact, digest.states, digest.delivery)
        if settled and digest.delivery is None and len(digest.states) < len(due):
            self._store.ledger.postpone(search.key, contact, now=now, until=now + OVER_CAP_WAITS)
        return settled and digest.delivery is not None

    def _must_wait(self, search: SavedSearch, contact: str, now: datetime) -> datetime | None:
        quiet_until = after_quiet(search.schedule, now)
        if quiet_until > now:
            return quiet_until
        sent = self._store.ledger.messages_since(search.key, contact, since=now - timedelta(hours=1))
        return over_cap(search.schedule, sent, now)


def _tells(search: SavedSearch, contact: str) -> bool:
    return search.pause is None and contact in search.contacts


def _to_keep(links: Mapping[str, str]) -> Mapping[str, str]:
    """Leave out what signs in: a message may wait for days, and is made complete when it is sent."""
    return {name: url for name, url in links.items() if name != "manage"}
