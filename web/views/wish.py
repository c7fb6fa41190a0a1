"""The form in which a search is saved, with what it would have sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.dates import format_date

from aggregator.domain.alert import Contact, Pace
from aggregator.services.account import Channel
from aggregator.services.dry_running import DryRun
from aggregator.services.identity import MAIL
from web.asking import Asked
from web.forms import Form
from web.links import isolated, plain
from web.views.facts import direction
from web.views.labels import label
from web.views.moments import Moment, moment
from web.views.reader import Reader
from web.wishes import FIELDS
from web.words import Words

ZONES = (
    *(
        "Asia/Riyadh",
        "Africa/Cairo",
        "Asia/Dubai",
        "Asia/Kuwait",
        "Asia/Qatar",
        "Asia/Bahrain",
        "Asia/Muscat",
    ),
    *(
        "Asia/Aden",
        "Asia/Baghdad",
        "Asia/Amman",
        "Asia/Beirut",
        "Asia/Damascus",
        "Asia/Gaza",
        "Africa/Khartoum",
    ),
    *("Africa/Tripoli", "Africa/Tunis", "Africa/Algiers", "Africa/Casablanca", "Africa/Nouakchott"),
    *("Africa/Mogadishu", "Africa/Djibouti", "Europe/Istanbul", "Europe/Berlin", "Europe/London"),
    *("America/New_York", "Asia/Kuala_Lumpur", "UTC"),
)
"""Where most readers live; another zone that was given stays."""

_SHOWN = frozenset({"q", "exclude", "min_price", "site", "kind"})
_KINDS = ("request", "offer", "specialist")
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field."""

    value: str
    label: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastItem:
    """A listing that would have been told of; `more` came in the same message, or is counted there."""

    title: str
    direction: str
    address: str
    site: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class PastDay:
    """How many messages there would have been on a day."""

    day: str
    count: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the search would have sent; `most` is the largest number of a day."""

    week: str
    month: str
    a_day: str
    days: tuple[PastDay, ...]
    most: int
    items: tuple[PastItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishPage:
    """The form as filled; `faults` are by field, `fault` is one of all. `key` is that of a saved search."""

    title: str
    action: str
    seal: str
    form: Form
    faults: Mapping[str, str]
    fault: str
    key: str
    kept: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]
    kinds: tuple[Choice, ...]
    sites: tuple[Choice, ...]
    paces: tuple[Choice, ...]
    zones: tuple[Choice, ...]
    contacts: tuple[Choice, ...]
    asks_address: bool
    open: bool
    preview: Preview | None


def wish_page(
    form: Form,
    asked: Asked,
    *,
    contacts: list[Contact] | None,
    channels: Mapping[str, Channel],
    reader: Reader,
    seal: str,
    faults: Mapping[str, str] | None = None,
    fault: str = "",
    key: str = "",
    dry_run: DryRun | None = None,
) -> WishPage:
    """Show the form; `contacts` are those of the person, None where nobody is signed in."""
    return WishPage(
        title=reader.words("save.edit_title" if key else "save.title"),
        action=reader.links.to(f"/alerts/{key}" if key else "/alerts/new"),
        seal=seal,
        form=form,
        faults=faults or {},
        fault=fault,
        key=key,
        kept=tuple(
            label(name, value, reader) for name, value in _hidden(asked) if name not in (faults or {})
        ),
        hidden=tuple(_hidden(asked)),
        kinds=tuple(Choice(kind, reader.words(f"kinds.{kind}"), kind in asked.kind) for kind in _KINDS),
        sites=tuple(Choice(site, reader.site(site), site in asked.site) for site in sorted(reader.sites)),
        paces=_paces(form("pace") or Pace.INSTANT, reader),
        zones=tuple(_zones(form("zone") or ZONES[0], reader)),
        contacts=contact_choices(contacts or [], form.all("contact"), channels=channels, reader=reader),
        asks_address=contacts is None,
        open=MAIL in channels,
        preview=_preview(dry_run, reader) if dry_run else None,
    )


def _paces(chosen: str, reader: Reader) -> tuple[Choice, ...]:
    return tuple(Choice(pace, reader.words(f"pace.{pace}"), pace == chosen) for pace in Pace)


def contact_choices(
    contacts: list[Contact], chosen: tuple[str, ...], *, channels: Mapping[str, Channel], reader: Reader
) -> tuple[Choice, ...]:
    """Offer the contacts of a person; while none is chosen the first is."""
    picked = chosen or tuple(contact.key for contact in contacts[:1])
    return tuple(
        Choice(
            contact.key,
            f"{channel_name(contact.channel, channels, reader)}: {isolated(contact.target)}",
            contact.key in picked,
            "" if contact.confirmed_at else reader.words("account.unconfirmed"),
        )
        for contact in contacts
    )


def channel_name(key: str, channels: Mapping[str, Channel], reader: Reader) -> str:
    """Name a channel; one that is not set up any more is called by its key."""
    known = channels.get(key)
    return known.names.get(reader.words.language, key) if known else key


def _hidden(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield the filters that the form has no field for."""
    yield from asked.pairs(*(set(Asked.model_fields) - set(FIELDS)), *_SHOWN)


def _zones(given: str, reader: Reader) -> Iterator[Choice]:
    names = ZONES if given in ZONES else (given, *ZONES)
    for name in names:
        city = f"zone.{name.rpartition('/')[2].lower()}"
        yield Choice(name, reader.words(city) if city in reader.words else plain(name), name == given)


def _preview(run: DryRun, reader: Reader) -> Preview:
    words = reader.words
    counts = [(day, run.days[day]) for day in sorted(run.days, reverse=True)]
    return Preview(
        week=_span("week", run.messages_week, run.listings_week, words=words),
        month=_span("month", run.messages_month, run.listings_month, words=words),
        a_day=words("save.a_day", number=words.number(round(run.messages_a_day, 1))),
        days=tuple(
            PastDay(format_date(day, "d MMMM", locale=words.locale), count, words.count("message", count))
            for day, count in counts
        ),
        most=max((count for _, count in counts), default=0),
        items=tuple(_items(run, reader)),
    )


def _span(name: str, messages: int, listings: int, *, words: Words) -> str:
    told, found = words.count("message", messages), words.count("listing", listings)
    return words(f"save.{name}", messages=told, listings=found)


def _items(run: DryRun, reader: Reader) -> Iterator[PastItem]:
    told = [(message.at, ref) for message in run.messages for ref in message.refs]
    for at, ref in told[:_MOST_SHOWN]:
        if (listing := run.found.get(ref)) is not None:
            yield PastItem(
                title=listing.title,
                direction=direction(listing),
                address=reader.links.listing(ref),
                site=reader.site(listing.site),
                at=moment(at, reader),
            )
