"""What people do with saved searches: save, change, pause, prolong and remove them, and see what was sent."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aggregator.alerts.composing import Addressees, LinksOf
from aggregator.alerts.digesting import Digester
from aggregator.domain.alert import Criteria, Pause, SavedSearch, Schedule
from aggregator.domain.delivery import Delivery, DeliveryState, KeptLetter, LetterKind
from aggregator.errors import BadInput, TooManySearches, UnknownSearch
from aggregator.services.dry_running import DryRun, DryRunning
from aggregator.store import Store

MOST_SEARCHES = 50
"""Saved searches of one person."""

MOST_CONTACTS = 5
"""Contacts of one search."""

LIFE = timedelta(days=180)
"""A search ends after so long unless it is prolonged: nobody is written to for ever."""

REMINDED_BEFORE = timedelta(days=7)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertStatus:
    """How many searches are saved, how many messages are in each state, and what is still to be matched."""

    searches: int
    deliveries: Mapping[DeliveryState, int]
    changes_waiting: int


class Alerting:
    """Saved searches of people; `person` says whose they must be, another's are unknown."""

    def __init__(
        self,
        store: Store,
        dry_running: DryRunning,
        *,
        digester: Digester,
        addressees: Addressees,
        links: LinksOf,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._dry_running = dry_running
        self._digester = digester
        self._addressees = addressees
        self._links = links
        self._clock = clock

    def dry_run(self, criteria: Criteria, schedule: Schedule) -> DryRun:
        """See `DryRunning.dry_run`."""
        return self._dry_running.dry_run(criteria, schedule, now=self._clock())

    def save(
        self, person: str, name: str, *, criteria: Criteria, schedule: Schedule, contacts: Sequence[str]
    ) -> SavedSearch:
        """Keep a search; raises SearchTooBroad, TooManySearches or BadInput. What is there now is no news."""
        self._check(criteria, schedule, contacts)
        now = self._clock()
        search = SavedSearch(
            key=secrets.token_hex(16),
            person=person,
            name=name,
            criteria=criteria,
            schedule=schedule,
            contacts=tuple(dict.fromkeys(contacts)),
            created_at=now,
            expires_at=now + LIFE,
            since_seq=self._store.changes.last_seq(),
        )
        if not self._store.searches.save(search, most=MOST_SEARCHES):
            raise TooManySearches(MOST_SEARCHES)
        return search

    def update(
        self,
        person: str,
        key: str,
        *,
        name: str,
        criteria: Criteria,
        schedule: Schedule,
        contacts: Sequence[str],
    ) -> SavedSearch:
        """Change a search; raises as `save` does, and UnknownSearch. It finds what changes from now on."""
        before = self.get(person, key)
        self._check(criteria, schedule, contacts)
        since = before.since_seq if criteria == before.criteria else self._store.changes.last_seq()
        after = replace(
            before,
            name=name,
            criteria=criteria,
            schedule=schedule,
            contacts=tuple(dict.fromkeys(contacts)),
            since_seq=since,
        )
        self._store.searches.save(after)
        return after

    def get(self, person: str, key: str) -> SavedSearch:
        """A search of a person; raises UnknownSearch."""
        search = self._store.searches.get(key)
        if search is None or search.person != person:
            raise UnknownSearch(key)
        return search

    def of(self, person: str) -> list[SavedSearch]:
        """All searches of a person, oldest first."""
        return self._store.searches.of(person)

    def pause(self, person: str, key: str) -> None:
        """Silence a search; what waits is not sent. Raises UnknownSearch."""
        self.get(person, key)
        self._store.searches.silence(key, Pause.ASKED)

    def resume(self, person: str, key: str) -> SavedSearch:
        """Let a search tell again, of what changes from now on, for at least a full life if it had ended."""
        search = self.get(person, key)
        now = self._clock()
        ends = now + LIFE if search.expires_at <= now else search.expires_at
        since = self._store.changes.last_seq() if search.pause else search.since_seq
        awake = replace(search, pause=None, pause_note="", since_seq=since, expires_at=ends, reminded_at=None)
        self._store.searches.save(awake)
        return awake

    def prolong(self, person: str, key: str) -> SavedSearch:
        """Give a search a full life from now; one that had ended wakes. Raises UnknownSearch."""
        search = self.get(person, key)
        if search.pause is Pause.EXPIRED:
            search = self.resume(person, key)
        longer = replace(search, expires_at=self._clock() + LIFE, reminded_at=None)
        self._store.searches.save(longer)
        return longer

    def remove(self, person: str, key: str) -> None:
        """Forget a search with all that it found and sent; raises UnknownSearch."""
        self.get(person, key)
        self._store.searches.remove(key)

    def unsubscribe(self, key: str, contact: str) -> bool:
        """Take a contact out of a search by the link in its messages, and silence the search after the last.

        Harmless when that is done already, or the search is gone.
        """
        search = self._store.searches.get(key)
        if search is None or contact not in search.contacts:
            return False
        left = tuple(one for one in search.contacts if one != contact)
        if not left:
            return self._store.searches.silence(key, Pause.UNSUBSCRIBED)
        self._store.searches.save(replace(search, contacts=left))
        self._store.deliveries.drop_contact(contact, search=key)
        return True

    def history(self, person: str, key: str, *, limit: int = 100) -> list[Delivery]:
        """The messages of a search, the newest first, with what they told and why; raises UnknownSearch."""
        self.get(person, key)
        return self._store.deliveries.of_search(key, limit=limit)

    def listed(self, address: str | None = None) -> list[SavedSearch]:
        """All saved searches, or those of a mail address."""
        if address is None:
            return self._store.searches.all()
        person = self._store.people.by_address(address)
        return self.of(person.key) if person else []

    def status(self) -> AlertStatus:
        """How saved searches and their messages stand."""
        waiting = self._store.changes.last_seq() - self._store.ledger.matched_seq()
        return AlertStatus(
            searches=self._store.searches.count(),
            deliveries=self._store.deliveries.counts(),
            changes_waiting=max(0, waiting),
        )

    def delivery(self, key: str) -> Delivery:
        """How a message stands; raises BadInput when there is none."""
        found = self._store.deliveries.get(key)
        if found is None:
            raise BadInput(f"no message {key[:40]!r}")
        return found

    def send_examples(self, key: str) -> list[Delivery]:
        """Send an example of a search's messages to each of its confirmed contacts (UnknownSearch)."""
        search = self._store.searches.get(key)
        if search is None:
            raise UnknownSearch(key)
        confirmed = self._addressees(search.contacts)
        return [self.send_example(search.person, key, contact=contact) for contact in confirmed]

    def send_example(self, person: str, key: str, *, contact: str) -> Delivery:
        """Send one contact an example of a search's messages, with the newest listing it shows."""
        search = self.get(person, key)
        addressee = self._addressees([contact]).get(contact)
        if addressee is None or contact not in search.contacts:
            raise BadInput("this contact is not confirmed, or not one of the search")
        shown = self.dry_run(search.criteria, search.schedule)
        newest = list(shown.found.values())[-1:]
        letter = KeptLetter(
            kind=LetterKind.EXAMPLE,
            language=addressee.language,
            items=tuple(self._digester.item(search, one, addressee.language) for one in newest),
            search_name=search.name,
            links=self._links(search, contact),
        )
        return self.send(contact, channel=addressee.contact.channel, letter=letter)

    def send(self, contact: str, *, channel: str, letter: KeptLetter) -> Delivery:
        """Let a message that no finding caused wait to be sent: a link to sign in, a question, a reminder."""
        now = self._clock()
        delivery = Delivery(
            key=secrets.token_hex(16), contact=contact, channel=channel, letter=letter, created_at=now
        )
        self._store.deliveries.add(delivery)
        return delivery

    def tend(self) -> int:
        """Remind of searches that end soon and end those whose time has come; returns how many of both."""
        now = self._clock()
        ending = self._store.searches.ending(now + REMINDED_BEFORE)
        return sum(self._end_or_remind(search, now) for search in ending)

    def _end_or_remind(self, search: SavedSearch, now: datetime) -> bool:
        if search.expires_at <= now:
            return self._store.searches.silence(search.key, Pause.EXPIRED)
        if search.reminded_at is not None:
            return False
        if not self._store.searches.note_reminder(search.key, now):
            return False
        for contact, addressee in self._addressees(search.contacts).items():
            links = self._links(search, contact)
            letter = KeptLetter(
                kind=LetterKind.EXPIRING,
                language=addressee.language,
                search_name=search.name,
                links=dict(links) | {"action": links["manage"]} if "manage" in links else links,
                until=search.expires_at,
                zone=search.schedule.zone,
            )
            self.send(contact, channel=addressee.contact.channel, letter=letter)
        return True

    def _check(self, criteria: Criteria, schedule: Schedule, contacts: Sequence[str]) -> None:
        if not 1 <= len(set(contacts)) <= MOST_CONTACTS:
            raise BadInput(f"a search needs 1 to {MOST_CONTACTS} contacts")
        self.dry_run(criteria, schedule)
