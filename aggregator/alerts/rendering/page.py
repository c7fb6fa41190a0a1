"""What stands in a message, in order: cleaned texts and checked addresses, the same for text and HTML."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from aggregator.alerts.rendering.wording import Wording
from aggregator.sdk.channels import MessageItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One listing; `facts` begin with its site, `copies` are addresses with the hosts that they lead to."""

    title: str
    url: str
    facts: tuple[str, ...]
    why: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, item: MessageItem) -> Self:
        """Make the section of a cleaned item."""
        facts = (item.site, *item.facts)
        return cls(
            title=item.title,
            url=item.url,
            facts=tuple(fact for fact in facts if fact),
            why=item.why,
            copies=tuple((_host(url), url) for url in item.copies),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole message; an empty text or None is left out. `action` is a label and where it leads."""

    wording: Wording
    subject: str
    lead: str
    sections: tuple[Section, ...]
    more: str
    action: tuple[str, str] | None
    valid: str
    closing: str
    search_url: str | None
    manage_url: str | None
    unsubscribe_url: str | None

    def ways_out(self) -> list[tuple[str, str]]:
        """Labels and addresses of the footer."""
        links = (("manage", self.manage_url), ("unsubscribe", self.unsubscribe_url))
        return [(self.wording(name), url) for name, url in links if url]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
