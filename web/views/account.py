"""Pages of a person: sign in, where messages go, and what becomes of what we know."""

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.domain.alert import Contact, Person
from aggregator.services.account import Channel
from aggregator.services.identity import MAIL
from web.views.reader import Reader
from web.views.wish import channel_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The form that sends a link; `open` is False where no mail can be sent."""

    seal: str
    address: str
    fault: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A contact: `secrets` are shown to its owner alone, for a receiver to check messages with."""

    channel: str
    target: str
    confirmed: bool
    removal: str
    secrets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel that can be chosen; `hint` is what its targets look like."""

    key: str
    name: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """Everything of a person; `target` is what was typed, `fault` what is wrong with it."""

    address: str
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    target: str
    fault: str
    done: str
    seal: str


def account_page(
    person: Person,
    contacts: list[Contact],
    *,
    channels: Mapping[str, Channel],
    reader: Reader,
    seal: str,
    typed: tuple[str, str] = ("", ""),
    fault: str = "",
    done: str = "",
) -> AccountPage:
    """Show a person what is theirs; `typed` are the channel and the target of a form with a fault."""
    language = reader.words.language
    return AccountPage(
        address=person.address,
        places=tuple(_place(one, person, channels=channels, reader=reader) for one in contacts),
        ways=tuple(
            Way(key=one.key, name=one.names[language], hint=one.hint[language], chosen=one.key == typed[0])
            for one in sorted(channels.values(), key=lambda one: one.key != MAIL)
        ),
        target=typed[1],
        fault=fault,
        done=done,
        seal=seal,
    )


def _place(contact: Contact, person: Person, *, channels: Mapping[str, Channel], reader: Reader) -> Place:
    door = contact.channel == MAIL and contact.target.lower() == person.address
    return Place(
        channel=channel_name(contact.channel, channels, reader),
        target=contact.target,
        confirmed=contact.confirmed_at is not None,
        removal="" if door else reader.links.to(f"/account/contacts/{contact.key}/remove"),
        secrets=tuple(contact.secrets.items()),
    )
