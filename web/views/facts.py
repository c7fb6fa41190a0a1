"""Says what a listing states, kind by kind; what its site does not state is left out, never guessed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date, format_timedelta

from aggregator.domain.listing import Listing, Offer, Rate, Rating, Request, Specialist, Status
from web.words import Words

_DIRECTIONS = {"ar": "rtl", "en": "ltr"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name (a key of `fact.`), what is said, and whether it says that something is not known yet."""

    name: str
    text: str
    unknown: bool = False


def facts(listing: Listing, words: Words) -> tuple[Fact, ...]:
    """Everything countable that the listing states, what decides first."""
    match listing:
        case Offer():
            found = _offer(listing, words)
        case Request():
            found = _request(listing, words)
        case Specialist():
            found = _specialist(listing, words)
    return tuple(fact for fact in (*found, *_anyone(listing, words)) if fact)


def status_key(listing: Listing) -> str | None:
    """Name the state of a listing, where its site states one."""
    return None if listing.status is Status.UNKNOWN else listing.status.value


def direction(listing: Listing) -> str:
    """Tell how its text runs: an Arabic title may begin with a Latin name, so its language decides."""
    return _DIRECTIONS.get(listing.language or "", "auto")


def _offer(offer: Offer, words: Words) -> Iterator[Fact | None]:
    yield _rating(offer.rating, words)
    yield _counted("buyers_count", offer.buyers_count, noun="buyer", words=words)
    yield _counted("delivery_days", offer.delivery_days, noun="day", words=words)


def _request(request: Request, words: Words) -> Iterator[Fact | None]:
    yield _counted("offers_count", request.offers_count, noun="offer", words=words)
    days = request.delivery_days
    yield Fact("duration_days", words.count("day", days)) if days is not None else None
    yield _rate("hiring_rate", request.hiring_rate, words)


def _specialist(person: Specialist, words: Words) -> Iterator[Fact | None]:
    yield _rating(person.rating, words)
    yield _counted("buyers_count", person.buyers_count, noun="buyer", words=words)
    yield _counted("completed_count", person.completed_count, noun="project", words=words)
    yield _rate("completion_rate", person.completion_rate, words)
    yield _rate("on_time_rate", person.on_time_rate, words)
    yield _rate("rehire_rate", person.rehire_rate, words)
    yield _reply(person.response_minutes, words)
    yield _since(person.member_since, words)


def _anyone(listing: Listing, words: Words) -> Iterator[Fact | None]:
    yield Fact("level", listing.level) if listing.level else None
    yield Fact("country", listing.country) if listing.country else None
    if listing.language != words.language and (key := f"language.{listing.language}") in words:
        yield Fact("language", words(key))  # the reader's own goes without saying


def _counted(name: str, number: int | None, *, noun: str, words: Words) -> Fact | None:
    return None if number is None else Fact(name, words.count(noun, number))


def _rate(name: str, rate: Rate | None, words: Words) -> Fact | None:
    if rate is None:
        return None
    if not isinstance(rate, Decimal):
        return Fact(name, words("rate.not_computed"), unknown=True)
    return Fact(name, f"{words.number(rate)}%")


def _rating(rating: Rating | None, words: Words) -> Fact | None:
    if rating is None:
        return None
    value = words.number(rating.value)
    return Fact(
        "rating", value if rating.count is None else f"{value} ({words.count('rating', rating.count)})"
    )


def _reply(minutes: int | None, words: Words) -> Fact | None:
    if minutes is None:
        return None
    return Fact("response_minutes", format_timedelta(timedelta(minutes=minutes), locale=words.locale))


def _since(day: date | None, words: Words) -> Fact | None:
    return None if day is None else Fact("member_since", format_date(day, "long", locale=words.locale))
