"""What can go wrong in search, each with what its handler needs.

SearchError
├── InvalidQuery       the query itself makes no sense: tell the asker which field and why
├── UnknownEngine      the engine URL names no engine we have
├── EngineUnavailable  the engine cannot be reached: try again later
├── IndexBusy          another process is writing: wait or try again
├── DocumentsRefused   the engine took all but these documents: the store or the mapping is wrong
├── IndexForeign       the index is of another source: look for another one, or rebuild on purpose
├── IndexMoved         a rebuild took the index back behind what the writer had read: read again
└── IndexUnusable      rebuild from the store
    ├── IndexOutdated  built by another version of the field table or analysis
    └── IndexCorrupt   damaged or half-written
"""

from collections.abc import Mapping


class SearchError(Exception):
    """Any failure of the search package."""


class InvalidQuery(SearchError):
    """A query value that cannot be answered; `field` names it, `reason` says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class UnknownEngine(SearchError):
    """An engine URL whose scheme or form nobody answers to."""


class EngineUnavailable(SearchError):
    """The engine cannot be reached or may not be read; nothing is known about the index."""


class IndexBusy(SearchError):
    """Another writer held the index for longer than we were told to wait."""


class IndexMoved(SearchError):
    """The live index is no longer as far as the changes to apply presume; `cursor` is where it stands."""

    def __init__(self, cursor: int) -> None:
        super().__init__(f"the index was swapped and stands at change {cursor}")
        self.cursor = cursor


class IndexForeign(SearchError):
    """The index holds what comes from elsewhere, so what it lacks of ours cannot be told."""


class DocumentsRefused(SearchError):
    """The engine does not take some documents, whatever is tried; `reasons` by ref. All others it took."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        ref, reason = next(iter(reasons.items()))
        others = f", and {len(reasons) - 1} more" if len(reasons) > 1 else ""
        super().__init__(f"the search engine refuses {ref[:200]} ({reason[:300]}){others}")
        self.reasons = reasons


class IndexUnusable(SearchError):
    """The index cannot answer until it is rebuilt from the store."""


class IndexOutdated(IndexUnusable):
    """The index was built with another field table or another analysis than ours."""


class IndexCorrupt(IndexUnusable):
    """The index is damaged or was only half written."""
