"""Who may be written to, and the addresses that messages offer."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from aggregator.alerts.digesting import Addressee
from aggregator.domain.alert import Criteria, SavedSearch
from aggregator.services.identity import signs_in
from aggregator.services.signed_links import SignedLinks
from aggregator.store import Store

_SETS = {
    "kind": "kinds",
    "site": "sites",
    "specialty": "specialties",
    "band": "price_bands",
    "delivery_band": "delivery_bands",
    "rating_band": "rating_bands",
    "pricing": "pricings",
    "status": "statuses",
    "language": "languages",
}
"""Parameters of the search page that may be repeated, and the criteria they carry."""

_NUMBERS = ("min_price", "max_price", "max_delivery_days", "min_rating", "posted_within")


def addressees_in(
    store: Store, *, unconfirmed: bool = False
) -> Callable[[Sequence[str]], Mapping[str, Addressee]]:
    """Return what gives those of some contacts that are confirmed (or all), with their owner's language."""

    def find(keys: Sequence[str]) -> Mapping[str, Addressee]:
        known = {
            key: one
            for key, one in store.contacts.get_many(keys).items()
            if unconfirmed or one.confirmed_at is not None
        }
        owners = store.people.get_many(list({one.person for one in known.values()}))
        return {
            key: Addressee(contact=one, language=owners[one.person].language)
            for key, one in known.items()
            if one.person in owners
        }

    return find


def language_in(store: Store) -> Callable[[str], str]:
    """Return what tells the language of a person, by key."""

    def find(person: str) -> str:
        known = store.people.get(person)
        return known.language if known else "ar"

    return find


def search_address(base: str, criteria: Criteria, *, language: str = "ar") -> str:
    """Return the address of the result page that shows what a search asks for, newest first."""
    pairs = [("q", criteria.text)] if criteria.text else []
    for parameter, name in _SETS.items():
        pairs += [(parameter, value) for value in sorted(getattr(criteria, name))]
    for name in _NUMBERS:
        if (value := getattr(criteria, name)) is not None:
            pairs.append((name, f"{value:.4f}".rstrip("0").rstrip(".")))
    for name in ("posted_after", "posted_before"):
        if (moment := getattr(criteria, name)) is not None:
            pairs.append((name, moment.date().isoformat()))
    pairs.append(("sort", "newest"))
    if language != "ar":
        pairs.append(("lang", language))
    return f"{base.rstrip('/')}/search?{urlencode(pairs)}"


def own_address_in(store: Store) -> Callable[[str, str], bool]:
    """Return what tells whether a contact is the mail address by which a person signs in, both by key."""

    def is_own(person: str, contact: str) -> bool:
        owner, where = store.people.get(person), store.contacts.get(contact)
        if owner is None or where is None or where.person != person:
            return False
        return signs_in(where, owner)

    return is_own


def links_at(
    base: str,
    signed: SignedLinks,
    *,
    language_of: Callable[[str], str],
    is_own: Callable[[str, str], bool],
) -> Callable[[SavedSearch, str], Mapping[str, str]]:
    """Return what gives the addresses of a message for a search, under our own address.

    `language_of` tells in which language a person reads, by key. Only where `is_own` holds does a
    message sign its reader in: other places may have any readers.
    """

    def give(search: SavedSearch, contact: str) -> Mapping[str, str]:
        language = language_of(search.person)
        if is_own(search.person, contact):
            manage = signed.manage_url(search.person, search.key, language=language)
        else:
            manage = signed.search_url(search.key, language=language)
        return {
            "search": search_address(base, search.criteria, language=language),
            "manage": manage,
            "unsubscribe": signed.unsubscribe_url(search.key, contact, language=language),
        }

    return give
