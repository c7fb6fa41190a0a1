"""What indexing did, and how the index stands to the store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """What a sync or rebuild did: listings put in, refs taken out, and the change it ends at."""

    applied: int
    deleted: int
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensured:
    """What `ensure` did; `rebuilt_because` is None when the index could be used as it was."""

    rebuilt_because: str | None
    sync: SyncResult


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """How the index stands to the store; `fault` tells why it must be rebuilt (None: it need not).

    `changes_waiting` counts the store's changes that a sync would bring, `bytes` is the size on
    disk (0: in memory).
    """

    name: str
    documents: int
    cursor: int
    changes_waiting: int
    bytes: int
    fault: str | None

    @property
    def usable(self) -> bool:
        """Whether searches are answered from this index."""
        return self.fault is None
