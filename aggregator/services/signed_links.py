"""The addresses that messages offer and that open something: signed, so that nobody else can make one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from aggregator.domain.alert import Person
from aggregator.errors import LinkInvalid
from aggregator.services.signing import Signing
from aggregator.store import Store

MANAGE_LIVES = timedelta(days=14)

_MANAGE, _UNSUBSCRIBE, _FEED = "manage", "unsubscribe", "feed"


class SignedLinks:
    """Makes and reads links under our address `base`."""

    def __init__(
        self,
        store: Store,
        signing: Signing,
        *,
        base: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._signing = signing
        self._base = base.rstrip("/")
        self._clock = clock

    def enter_url(self, token: str, *, language: str) -> str:
        """Return the page that asks whether to sign in with a token."""
        return f"{self._base}/account/enter/{token}{_suffix(language)}"

    def confirm_url(self, token: str, *, language: str) -> str:
        """Return the page that asks whether a contact is the reader's."""
        return f"{self._base}/account/confirm/{token}{_suffix(language)}"

    def manage_url(self, person: str, search: str, *, language: str = "ar") -> str:
        """Return the link by which a message leads to a saved search; it works for MANAGE_LIVES."""
        epoch, until = self._store.people.epoch(person) or 0, self._clock() + MANAGE_LIVES
        token = self._signing.sign(_MANAGE, person, epoch, search, until=until)
        return f"{self._base}/account/manage/{token}{_suffix(language)}"

    def search_url(self, search: str, *, language: str = "ar") -> str:
        """Return the page of a saved search, which opens to its owner alone."""
        return f"{self._base}/alerts/{search}{_suffix(language)}"

    def managed(self, token: str) -> tuple[Person, str]:
        """Say who a link to manage is for, and for which search; raises LinkInvalid."""
        key, epoch, search = self._signing.read(_MANAGE, token, now=self._clock())
        person = self._store.people.get(str(key))
        if person is None or epoch != self._store.people.epoch(person.key):
            raise LinkInvalid
        return person, str(search)

    def unsubscribe_url(self, search: str, contact: str, *, language: str = "ar") -> str:
        """Return the link that ends a search's messages to a contact, as long as it lives."""
        token = self._signing.sign_for_ever(_UNSUBSCRIBE, search, contact)
        return f"{self._base}/unsubscribe/{token}{_suffix(language)}"

    def unsubscribed(self, token: str) -> tuple[str, str]:
        """Say which search and contact a link to unsubscribe is for; raises LinkInvalid."""
        search, contact = self._signing.read_for_ever(_UNSUBSCRIBE, token)
        return str(search), str(contact)

    def feed_url(self, search: str) -> str:
        """Return the address of a saved search's feed: who has it can read it, until the search is gone."""
        return f"{self._base}/feeds/saved/{self._signing.sign_for_ever(_FEED, search)}.atom"

    def fed(self, token: str) -> str:
        """Say which search a feed is of; raises LinkInvalid."""
        return str(self._signing.read_for_ever(_FEED, token)[0])


def _suffix(language: str) -> str:
    return "" if language == "ar" else f"?lang={language}"
