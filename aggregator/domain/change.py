"""What a crawl did to a listing, in the order in which it happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChangeKind(StrEnum):
    """The four things that can happen to a listing."""

    NEW = "new"
    UPDATED = "updated"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `seq` rises strictly over all listings, `fields` names what an update touched."""

    seq: int
    ref: str
    kind: ChangeKind
    fields: tuple[str, ...] = ()
    at: datetime
