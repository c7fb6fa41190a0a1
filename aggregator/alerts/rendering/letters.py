"""What is to be said, before it is put into words."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.domain.delivery import LetterKind
from aggregator.sdk.channels import MessageItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message before it is rendered; texts may be hostile, they are cleaned here.

    ALERT, DIGEST and EXAMPLE show `items`, and `more` as "and N more" with `search_url`.
    The others ask to open `action_url`, which works until `until` (told in `zone`); PAUSED tells `reason`,
    the provider's answer. `changed`: some of the items were told before. All addresses are absolute.
    `key` is that of `Message`.
    """

    key: str
    kind: LetterKind
    language: str
    created_at: datetime
    items: tuple[MessageItem, ...] = ()
    more: int = 0
    changed: bool = False
    search_name: str = ""
    search_url: str | None = None
    manage_url: str | None = None
    unsubscribe_url: str | None = None
    action_url: str | None = None
    until: datetime | None = None
    zone: str = "Asia/Riyadh"
    reason: str = ""
