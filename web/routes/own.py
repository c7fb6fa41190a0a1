"""A saved search of the person who asks: another's is one that is not there."""

from aggregator.domain.alert import Person, SavedSearch
from aggregator.errors import UnknownSearch
from web.deps import Desk
from web.failures import not_found


def own(desk: Desk, person: Person, key: str) -> SavedSearch:
    """Return the search; 404 where this person has none of this key."""
    try:
        return desk.dalil.alerting.get(person.key, key)
    except UnknownSearch as error:
        raise not_found() from error
