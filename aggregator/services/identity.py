"""Who somebody is, without a password: whoever reads the mail of an address is its owner."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from aggregator.domain.alert import Contact, Person
from aggregator.errors import LinkInvalid
from aggregator.sdk.channels import Channel
from aggregator.services.limiting import Limiting
from aggregator.services.signed_links import SignedLinks
from aggregator.store import Store
from aggregator.store.tokens import StoredToken

MAIL = "mail"
"""The channel by which people show who they are."""

LINK_LIVES = timedelta(hours=24)
SESSION_LIVES = timedelta(days=30)
UNCONFIRMED_LIVES = timedelta(days=7)
"""For so long we remember an address that somebody gave us and nobody confirmed."""

_ENTER, _SESSION = "enter", "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a link is sent with: `kind` is "sign_in" or "confirm", the link works until `until`."""

    kind: str
    action_url: str
    until: datetime
    language: str
    zone: str


Post = Callable[[Contact, Note], None]
"""Lets a note wait to be sent, whatever becomes of this process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a link to sign in would do: for whom, and what they asked for meanwhile (`pending`)."""

    person: Person
    pending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Somebody signed in: `session` goes into their cookie, and is kept nowhere else."""

    person: Person
    session: str
    pending: str = ""


class Identity:
    """Signs people in and out; every method raises StoreUnavailable.

    Whether an address is known shows neither in what is returned nor in what is done for it.
    """

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
    def open(self) -> bool:
        """Whether anybody can sign in: without a mail server nobody can."""
        return MAIL in self._channels

    def check(self, address: str) -> str:
        """Return an address as it is kept; raises TargetInvalid."""
        return self._channels[MAIL].check(address.strip()).lower()

    def ask_in(self, address: str, *, language: str, zone: str, pending: str = "") -> None:
        """Send a link to sign in; raises TargetInvalid and TooMany. `pending` waits until it is opened."""
        checked = self.check(address)
        self._limiting.count("mail to an address", checked)
        now, token = self._clock(), secrets.token_urlsafe(32)
        person = Person(
            key=secrets.token_hex(16), address=checked, language=language, zone=zone, created_at=now
        )
        contact = Contact(
            key=secrets.token_hex(16), person=person.key, channel=MAIL, target=checked, created_at=now
        )
        kept = StoredToken(
            hash=hash_of(token),
            purpose=_ENTER,
            person=person.key,
            created_at=now,
            expires_at=now + LINK_LIVES,
            payload=pending,
        )
        known, where = self._store.people.ask_in(person, contact, kept)
        note = Note(
            kind="confirm" if pending else "sign_in",
            action_url=self._links.enter_url(token, language=language),
            until=kept.expires_at,
            language=language,
            zone=known.zone,
        )
        self._post(where, note)

    def opening(self, token: str) -> Opening:
        """Say what a link would do, and do nothing; raises LinkInvalid."""
        stored = self._store.tokens.get(hash_of(token), _ENTER, now=self._clock())
        person = self._store.people.get(stored.person) if stored else None
        if stored is None or person is None:
            raise LinkInvalid
        return Opening(person=person, pending=stored.payload)

    def enter(self, token: str) -> Entered:
        """Sign in with a link, once: it confirms the address. Raises LinkInvalid."""
        now = self._clock()
        stored = self._store.tokens.use(hash_of(token), _ENTER, now=now)
        if stored is None or self._store.people.get(stored.person) is None:
            raise LinkInvalid
        self._store.people.confirm(stored.person, now)
        if stored.contact is not None:
            self._store.contacts.confirm(stored.contact, now)
        return self._entered(stored.person, pending=stored.payload)

    def person_of(self, session: str) -> Person | None:
        """Whose session it is; None: nobody's, or not any more."""
        if not session:
            return None
        stored = self._store.tokens.get(hash_of(session), _SESSION, now=self._clock())
        return self._store.people.get(stored.person) if stored else None

    def sign_out(self, session: str) -> None:
        """End a session."""
        self._store.tokens.remove(hash_of(session))

    def sign_out_everywhere(self, person: str) -> None:
        """End all sessions of a person and make void every link that was sent to them to manage."""
        self._store.people.next_epoch(person)
        self._store.tokens.remove_of(person)

    def enter_to_manage(self, token: str) -> tuple[Entered, str]:
        """Sign in with a link to manage (see SignedLinks); raises LinkInvalid."""
        person, search = self._links.managed(token)
        return self._entered(person.key), search

    def forget_stale(self) -> None:
        """Drop what nobody can use any more, and who never confirmed."""
        now = self._clock()
        self._store.tokens.forget_expired(now)
        self._store.people.forget_unconfirmed(now - UNCONFIRMED_LIVES)
        self._limiting.forget_old()

    def _entered(self, person: str, *, pending: str = "") -> Entered:
        """Make a session; its token is new, whatever cookie there was before."""
        now, session = self._clock(), secrets.token_urlsafe(32)
        kept = StoredToken(
            hash=hash_of(session),
            purpose=_SESSION,
            person=person,
            created_at=now,
            expires_at=now + SESSION_LIVES,
        )
        self._store.tokens.add(kept)
        known = self._store.people.get(person)
        if known is None:
            raise LinkInvalid
        return Entered(person=known, session=session, pending=pending)


def signs_in(contact: Contact, person: Person) -> bool:
    """Tell whether a contact is the address by which a person shows who they are."""
    return contact.channel == MAIL and contact.target.lower() == person.address


def hash_of(token: str) -> str:
    """Return what is kept of a token: of 256 random bits one round of SHA-256 tells nothing."""
    return sha256(token.encode(errors="replace")).hexdigest()
