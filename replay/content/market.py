"""A market of any size as years have left it: a million listings in a stream, the same for the same seed.

Unlike `generate`, whose listings the replay sites serve, this one is for benchmarks: trades, words and
people come in the proportions of a large market (few often, most seldom), and a listing costs little.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from replay.content.dice import Dice
from replay.content.handwriting import Handwriting
from replay.content.invented import Invented, Person, Price
from replay.content.phrases import seldom
from replay.content.phrasing import english, offer, request, specialist
from replay.content.topics import Topic, topic_of, topics
from replay.content.words import words

BLOCK = 5_000
"""Listings that are invented together: each block is the same alone and among the others."""

_EPOCH = datetime(2026, 11, 1, tzinfo=UTC)
_SPAN = timedelta(days=3 * 365)
_KINDS = (("offer", 0.55), ("request", 0.85), ("specialist", 1.0))
_SITES = {
    "offer": (("khamsat", 0.72), ("kafiil", 1.0)),
    "request": (("mostaql", 0.62), ("khamsat", 0.85), ("kafiil", 1.0)),
    "specialist": (("mostaql", 0.7), ("khamsat", 1.0)),
}
_REPOSTED = 0.02
_MARKS = (" (معدل)", " - مكرر", "!", " ..")
_POSTSCRIPTS = ("\nبانتظار عروضكم.", "\nتم تعديل السعر.", "\nللتواصل عبر الرسائل.")
_ENGLISH = 0.06
_BUSY = (
    *("logo", "social-design", "wordpress", "video-editing", "articles", "meta-ads", "data-entry"),
    *("english-translation", "seo", "flutter", "presentation", "motion", "voice-over", "salla"),
)
"""What everybody asks for and offers; the other trades follow in an order that no file of topics has."""
_FIRST_ID = 10_000_000
_HANDS = 512
"""Different handwritings: more than a reader could tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marketed:
    """A listing with what the market has made of it.

    `rating` is 0..5, None before the first of the `ratings`; `completed` counts sales or projects.
    `repeats` is the place in the stream of the listing whose text this one posts again.
    """

    place: int
    listing: Invented
    language: str
    rating: float | None
    ratings: int
    completed: int
    repeats: int | None = None


def market(count: int, seed: int, *, epoch: datetime = _EPOCH) -> Iterator[Marketed]:
    """`count` listings of all sites and kinds, oldest first, spread over the three years before `epoch`."""
    for first in range(0, count, BLOCK):
        yield from block(first, count, seed=seed, epoch=epoch)


def block(first: int, count: int, *, seed: int, epoch: datetime = _EPOCH) -> Iterator[Marketed]:
    """The listings from `first`, a multiple of BLOCK, to the end of its block in a market of `count`."""
    dice = Dice(f"{seed}:market:{first}")
    made: list[Marketed] = []
    for place in range(first, min(first + BLOCK, count)):
        posted = (epoch - _SPAN * ((count - place) / count)).replace(microsecond=0)
        if made and dice.chance(_REPOSTED):
            found = _again(dice.pick(made), place, posted, dice)
        else:
            found = _new(place, count, posted, dice)
            made.append(found)
        yield found


def _new(place: int, count: int, posted: datetime, dice: Dice) -> Marketed:
    kind = _drawn(_KINDS, dice)
    site = _drawn(_SITES[kind], dice)
    topic = seldom(busy_trades(), dice)
    author = _person(kind, int(dice.part() ** 1.5 * (count // 8 + 10)))
    language = "en" if dice.chance(_ENGLISH) else "ar"
    title, text = _texts(kind, topic, dice) if language == "ar" else english(dice)
    listing = Invented(
        site=site,
        kind=kind,
        id=_id(kind, author, place),
        title=title,
        description=text,
        skills=_skills(topic, dice),
        category=topic.categories[site],
        price=_price(kind, topic, dice),
        days=None if kind == "specialist" else 1 + int((topic.days[1] + 10) ** dice.part()),
        author=author,
        posted=posted,
        topic=topic.key,
    )
    rating, ratings, completed = _evidence(kind, dice)
    return Marketed(
        place=place, listing=listing, language=language, rating=rating, ratings=ratings, completed=completed
    )


def _again(before: Marketed, place: int, posted: datetime, dice: Dice) -> Marketed:
    """The same text as somebody posts it once more: a word more, a word less, sometimes on another site."""
    old = before.listing
    title, text = old.title, old.description
    if dice.chance(0.4):
        title += dice.pick(_MARKS)
    if dice.chance(0.5):
        text += dice.pick(_POSTSCRIPTS)
    else:
        text = text.rpartition(" ")[0]
    site = _drawn(_SITES[old.kind], dice)
    listing = replace(
        old,
        site=site,
        id=_id(old.kind, old.author, place),
        title=title,
        description=text,
        category=topic_of(old.topic).categories[site],
        posted=posted,
    )
    return Marketed(
        place=place,
        listing=listing,
        language=before.language,
        rating=None,
        ratings=0,
        completed=0,
        repeats=before.place,
    )


def _id(kind: str, author: Person, place: int) -> str:
    return f"{author.handle}-{place}" if kind == "specialist" else str(_FIRST_ID + place)


def _texts(kind: str, topic: Topic, dice: Dice) -> tuple[str, str]:
    title, text = {"offer": offer, "request": request, "specialist": specialist}[kind](topic, dice)
    hand = dice.pick(_hands())
    return hand.written(title, dice), hand.written(text, dice)


def _skills(topic: Topic, dice: Dice) -> tuple[str, ...]:
    """Some of the trade's, and a few that people add so as to be found."""
    found = dict.fromkeys(dice.pick(topic.skills) for _ in range(dice.between(2, 5)))
    if dice.chance(0.5):
        found[seldom(_all_skills(), dice)] = None
    return tuple(found)


def _price(kind: str, topic: Topic, dice: Dice) -> Price | None:
    """Offers cost one sum, requests name a range, two specialists of five say what an hour costs."""
    if kind == "offer":
        cost = 5 * max(1, round(_between(topic.offer, dice) / 5))
        return Price(cost, cost)
    if kind == "request":
        low = 25 * max(1, round(_between(topic.budget, dice) / 25))
        return Price(low, 2 * low)
    hourly = 5 + int(40 * dice.part() ** 2)
    return Price(hourly, hourly) if dice.chance(0.4) else None


def _between(bounds: tuple[int, int], dice: Dice) -> float:
    """Between two amounts, nearer to the lower one, as prices are."""
    low, high = bounds
    return float(low * (high / low) ** dice.part())


def _evidence(kind: str, dice: Dice) -> tuple[float | None, int, int]:
    """Rating, how many gave it, and sales: most have none yet, a few have thousands."""
    if kind == "request" or dice.chance(0.6):
        return None, 0, 0
    ratings = int(2_000 ** (dice.part() ** 2.5))
    rating = 5.0 - round(dice.part() ** 3 * 2, 1)
    return round(rating, 1), ratings, ratings + int(dice.part() * ratings)


def _person(kind: str, number: int) -> Person:
    """A client, or a seller: the same number is always the same person."""
    lists = words()
    arabic, latin = lists.names[number % len(lists.names)]
    letter, initial = lists.initials[number // 7 % len(lists.initials)]
    return Person(
        name=f"{arabic} {letter}." if number % 3 else f"{latin} {initial}.",
        handle=f"{latin.lower()}_{initial.lower()}{'.' if kind == 'request' else ''}{number}",
        country=lists.countries[number % len(lists.countries)],
        verified=number % 5 == 0,
    )


def _drawn(shares: tuple[tuple[str, float], ...], dice: Dice) -> str:
    """One of the names, each of which reaches up to its number (0..1)."""
    throw = dice.part()
    return next(name for name, up_to in shares if throw < up_to)


@cache
def busy_trades() -> tuple[Topic, ...]:
    """The trades, the busy ones first."""
    rest = sorted(topics(), key=lambda topic: Dice(f"busy:{topic.key}").part())
    return (*map(topic_of, _BUSY), *(topic for topic in rest if topic.key not in _BUSY))


@cache
def _all_skills() -> tuple[str, ...]:
    return tuple(dict.fromkeys(skill for topic in busy_trades() for skill in topic.skills))


@cache
def _hands() -> tuple[Handwriting, ...]:
    return tuple(Handwriting.of(Dice(f"hand:{number}")) for number in range(_HANDS))
