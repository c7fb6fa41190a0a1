"""Keeps the matcher true to the store, whichever process saved, changed, paused or removed a search."""

import logging
from collections.abc import Iterable

from aggregator.alerts.criteria import to_query
from aggregator.alerts.matcher import Matcher
from aggregator.domain.alert import SavedSearch
from aggregator.errors import BadInput
from aggregator.store import Store
from search.document import SearchDocument

logger = logging.getLogger(__name__)


class LiveSearches:
    """The saved searches that are awake, ready to be matched; `sample` is what `Matcher` wants."""

    def __init__(self, store: Store, sample: Iterable[SearchDocument] = ()) -> None:
        self._store = store
        self._matcher = Matcher(sample)
        self._version = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._matcher)

    def refresh(self) -> None:
        """Take over what was written since the last time; cheap when nothing was."""
        changes = self._store.searches.changes_since(self._version)
        for key in changes.removed:
            self._matcher.remove(key)
        for search in changes.present:
            self._take(search)
        self._version = changes.version

    def matching(self, document: SearchDocument) -> list[str]:
        """Return the keys of the searches that show the document, but for `criteria.passes`."""
        return self._matcher.matching(document)

    def _take(self, search: SavedSearch) -> None:
        if search.pause is not None:
            self._matcher.remove(search.key)
            return
        try:
            self._matcher.add(search.key, to_query(search.criteria))
        except BadInput as error:
            # Saved before a rule of today: it stays silent, all others go on.
            logger.warning("saved search %s: %s", search.key, error)
            self._matcher.remove(search.key)
