"""What belongs to a person beside searches: where messages go, all we know of them, and forgetting it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from aggregator.domain.alert import Contact, Pause, Person, SavedSearch
from aggregator.domain.delivery import Delivery
from aggregator.errors import BadInput, LinkInvalid
from aggregator.sdk.channels import Channel, TargetInvalid
from aggregator.services.identity import LINK_LIVES, Note, Post, hash_of, signs_in
from aggregator.services.limiting import Limiting
from aggregator.services.signed_links import SignedLinks
from aggregator.store import Store
from aggregator.store.tokens import StoredToken

__all__ = ["MOST_CONTACTS", "Account", "Channel", "Export", "TargetInvalid"]

MOST_CONTACTS = 10
"""Contacts of one person."""

_CONFIRM = "contact"
_MOST_TOLD = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that is stored about a person, but for hashes of tokens and keys of contacts' secrets."""

    person: Person
    contacts: tuple[Contact, ...]
    searches: tuple[SavedSearch, ...]
    messages: tuple[Delivery, ...]


_ExportSchema = TypeAdapter(Export)


class Account:
    """Contacts of people, their export and their erasure; `person` says whose they must be."""

    def __init__(
        self,
        store: Store,
        links: SignedLinks,
        *,
        limiting: Limiting,
        channels: Mapping[str, Channel],
        post: Post,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._links = links
        self._limiting = limiting
        self._channels = channels
        self._post = post
        self._clock = clock

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The ways to write to people, by key."""
        return self._channels

    def contacts(self, person: str) -> list[Contact]:
        """All contacts of a person, oldest first."""
        return self._store.contacts.of(person)

    def add_contact(self, person: Person, channel: str, *, target: str, language: str) -> Contact:
        """Keep a contact and ask there whether it is theirs; it gets nothing else until that is confirmed.

        Raises TargetInvalid for the target, BadInput for an unknown channel or too many contacts, TooMany.
        """
        if channel not in self._channels:
            raise BadInput(f"no channel {channel[:40]!r}")
        checked = self._channels[channel].check(target.strip())
        self._limiting.count("contact of a person", person.key)
        # What one person asks for must not reach a stranger more often because others ask, too.
        self._limiting.count("mail to an address", f"{channel}:{checked.lower()}")
        made = {name: secrets.token_urlsafe(32) for name in self._channels[channel].own_secrets}
        new = Contact(
            key=secrets.token_hex(16),
            person=person.key,
            channel=channel,
            target=checked,
            created_at=self._clock(),
            secrets=made,
        )
        kept = self._store.contacts.add(new, most=MOST_CONTACTS)
        if kept is None:
            raise BadInput(f"there may be {MOST_CONTACTS} contacts: remove one first")
        if kept.confirmed_at is None:
            self._ask(kept, person, language)
        return kept

    def confirming(self, token: str) -> Contact:
        """Say which contact a link would confirm, and do nothing; raises LinkInvalid."""
        stored = self._store.tokens.get(hash_of(token), _CONFIRM, now=self._clock())
        contact = self._store.contacts.get(stored.contact) if stored and stored.contact else None
        if contact is None:
            raise LinkInvalid
        return contact

    def confirm_contact(self, token: str) -> Contact:
        """Let messages go to a contact, by the link that was sent there; once. Raises LinkInvalid."""
        now = self._clock()
        stored = self._store.tokens.use(hash_of(token), _CONFIRM, now=now)
        if stored is None or stored.contact is None or not self._store.contacts.confirm(stored.contact, now):
            raise LinkInvalid
        return self._store.contacts.get_many([stored.contact])[stored.contact]

    def remove_contact(self, person: Person, key: str) -> None:
        """Forget a contact; a search that told nobody else is paused. BadInput: none, or how they sign in."""
        contact = self._store.contacts.get(key)
        if contact is None or contact.person != person.key:
            raise BadInput("no such contact")
        if signs_in(contact, person):
            raise BadInput("messages to sign in go to this address")
        for search in self._store.searches.with_contact(key):
            left = tuple(one for one in search.contacts if one != key)
            self._store.searches.save(replace(search, contacts=left))
            if not left:
                self._store.searches.silence(search.key, Pause.ASKED)
        self._store.deliveries.drop_contact(key)
        self._store.contacts.remove(key)

    def export(self, person: Person) -> str:
        """Return all that is stored about a person, as JSON."""
        searches = self._store.searches.of(person.key)
        export = Export(
            person=person,
            contacts=tuple(replace(one, secrets={}) for one in self.contacts(person.key)),
            searches=tuple(searches),
            messages=tuple(
                message
                for search in searches
                for message in self._store.deliveries.of_search(search.key, limit=_MOST_TOLD)
            ),
        )
        return _ExportSchema.dump_json(export, indent=2).decode()

    def erase(self, person: str) -> None:
        """Forget a person: searches, what they sent, contacts, sessions, links; again is harmless."""
        for search in self._store.searches.of(person):
            self._store.searches.remove(search.key)
        for contact in self.contacts(person):
            self._store.deliveries.forget_contact(contact.key)
        self._store.people.erase(person)

    def _ask(self, contact: Contact, person: Person, language: str) -> None:
        token, now = secrets.token_urlsafe(32), self._clock()
        kept = StoredToken(
            hash=hash_of(token),
            purpose=_CONFIRM,
            person=person.key,
            contact=contact.key,
            created_at=now,
            expires_at=now + LINK_LIVES,
        )
        self._store.tokens.add(kept)
        url = self._links.confirm_url(token, language=language)
        note = Note(
            kind="confirm", action_url=url, until=kept.expires_at, language=language, zone=person.zone
        )
        self._post(contact, note)
