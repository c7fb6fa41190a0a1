"""The list of saved searches, and what one of them sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_date

from aggregator.domain.alert import Contact, Pace, SavedSearch
from aggregator.domain.delivery import Delivery
from aggregator.services.account import Channel
from aggregator.services.addressing import search_address
from web.links import isolated, outward
from web.views.moments import Moment, moment
from web.views.reader import Reader
from web.views.wish import channel_name

_DONE = frozenset({"saved", "pause", "resume", "prolong", "remove", "example", "entered"})
_ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A saved search in the list; `pause` says why it is silent, "" where it is not."""

    name: str
    address: str
    shows: str
    history: str
    pace: str
    contacts: tuple[str, ...]
    ends: str
    ends_soon: bool
    pause: str
    note: str
    action: str
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertList:
    """All saved searches of a person; `done` says what was just done."""

    alerts: tuple[Alert, ...]
    done: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """A listing that was told of: `why` are the words and filters that matched."""

    title: str
    address: str
    original: str | None
    site: str
    why: tuple[str, ...]
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message as it stands: when it was sent, or why it was not yet."""

    state: str
    at: Moment | None
    answer: str
    items: tuple[SentItem, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What one saved search sent, the newest first."""

    name: str
    edit: str
    messages: tuple[Sent, ...]


def alert_list(
    searches: list[SavedSearch],
    *,
    contacts: list[Contact],
    channels: Mapping[str, Channel],
    feed_url: Callable[[str], str],
    done: str,
    reader: Reader,
    seal: str,
) -> AlertList:
    """List searches, the newest first."""
    named = {
        one.key: f"{channel_name(one.channel, channels, reader)}: {isolated(one.target)}" for one in contacts
    }
    alerts = tuple(_alert(one, named, feed_url, reader) for one in reversed(searches))
    return AlertList(alerts=alerts, done=reader.words(f"done.{done}") if done in _DONE else "", seal=seal)


def history_page(search: SavedSearch, deliveries: list[Delivery], reader: Reader) -> History:
    """Show messages."""
    return History(
        name=search.name,
        edit=reader.links.to(f"/alerts/{search.key}"),
        messages=tuple(_sent(one, reader) for one in deliveries),
    )


def _alert(
    search: SavedSearch, named: Mapping[str, str], feed_url: Callable[[str], str], reader: Reader
) -> Alert:
    words, links = reader.words, reader.links
    ends = format_date(search.expires_at.date(), "long", locale=words.locale)
    return Alert(
        name=search.name,
        address=links.to(f"/alerts/{search.key}"),
        shows=search_address("", search.criteria, language=words.language),
        history=links.to(f"/alerts/{search.key}/history"),
        pace=_pace(search, reader),
        contacts=tuple(named[key] for key in search.contacts if key in named),
        ends=words("alert.ends", day=ends),
        ends_soon=search.expires_at - reader.now < _ENDS_SOON,
        pause=words(f"pause.{search.pause}") if search.pause else "",
        note=search.pause_note,
        action=f"/alerts/{search.key}",
        feed=feed_url(search.key),
    )


def _pace(search: SavedSearch, reader: Reader) -> str:
    said = reader.words(f"pace.{search.schedule.pace}")
    if search.schedule.pace is not Pace.DAILY:
        return said
    return f"{said}, {search.schedule.daily_at:%H:%M}"


def _sent(delivery: Delivery, reader: Reader) -> Sent:
    letter = delivery.letter
    return Sent(
        state=reader.words(f"delivery.{delivery.state}"),
        at=moment(delivery.sent_at or delivery.created_at, reader),
        answer="" if delivery.sent_at else delivery.answer,
        items=tuple(
            SentItem(
                title=item.title,
                address=reader.links.listing(item.ref),
                original=outward(item.url),
                site=item.site,
                why=item.why,
                copies=len(item.copies),
            )
            for item in letter.items
        ),
        more=reader.words("alert.and_more", listings=reader.words.count("listing", letter.more))
        if letter.more
        else "",
    )
