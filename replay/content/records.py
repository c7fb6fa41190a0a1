"""What a site has counted about a specialist and about a service on sale."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from replay.content.dice import Dice
from replay.content.invented import Invented, Person
from replay.content.people import person
from replay.content.words import filled, words

_LEVELS = ("بائع جديد", "بائع نشيط", "بائع نشيط", "بائع مميز")
_NOT_EVERYBODY = 0.8


@dataclass(frozen=True, slots=True)
class Record:
    """A specialist's numbers. Rates in percent; None stands for `لم يحسب بعد`."""

    joined: date
    seen: datetime
    level: str
    rating: float | None
    ratings: int
    completion: float | None
    on_time: float | None
    rehire: float | None
    completed: int
    running: int
    buyers: int
    reply_minutes: int | None


@dataclass(frozen=True, slots=True)
class Review:
    """What a buyer said."""

    author: Person
    at: datetime
    stars: int
    text: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """More work for more money: US dollars and more days."""

    id: int
    title: str
    price: int
    days: int


@dataclass(frozen=True, slots=True)
class Sales:
    """A service's numbers; `rating` None before the first review."""

    buyers: int
    ratings: int
    rating: float | None
    queue: int
    reply_hours: int
    upgrades: tuple[Upgrade, ...]
    reviews: tuple[Review, ...]


@lru_cache(maxsize=4096)
def record(seed: int, specialist: Invented) -> Record:
    """The numbers of a specialist."""
    dice = Dice(f"{seed}:{specialist.site}:record:{specialist.id}")
    busy = dice.chance(_NOT_EVERYBODY)
    completed = int(dice.part() ** 3 * 120) + 1 if busy else 0
    return Record(
        joined=(specialist.posted - timedelta(days=dice.between(20, 3000))).date(),
        seen=specialist.posted,
        level=dice.pick(_LEVELS),
        rating=dice.between(6, 10) / 2 if busy else None,
        ratings=max(1, completed * 2 // 3) if busy else 0,
        completion=round(100 - dice.part(0, 25) * dice.below(2), 2) if busy else None,
        on_time=round(dice.part(50, 100), 2) if busy and dice.chance(0.9) else None,
        rehire=round(dice.part(0, 40), 2) if busy and dice.chance(0.8) else None,
        completed=completed,
        running=dice.below(5) if busy else 0,
        buyers=completed * 2,
        reply_minutes=dice.between(5, 1_200) if dice.chance(_NOT_EVERYBODY) else None,
    )


@lru_cache(maxsize=4096)
def sales(seed: int, offer: Invented) -> Sales:
    """The numbers of a service."""
    dice = Dice(f"{seed}:{offer.site}:sales:{offer.id}")
    buyers = int(dice.part() ** 4 * 400)
    ratings = min(buyers, int(buyers * dice.part(0.3, 1)))
    return Sales(
        buyers=buyers,
        ratings=ratings,
        rating=dice.between(7, 10) / 2 if ratings else None,
        queue=dice.below(4),
        reply_hours=dice.between(1, 23),
        upgrades=tuple(_upgrade(dice, offer, place) for place in range(dice.below(4))),
        reviews=tuple(_review(seed, dice, offer) for _ in range(min(ratings, 4))),
    )


def _upgrade(dice: Dice, offer: Invented, place: int) -> Upgrade:
    titles = ("تسليم سريع خلال 24 ساعة", "تسليم الملف المفتوح", "تعديلات إضافية", "نسخة باللغة الإنجليزية")
    return Upgrade(int(offer.id[-6:]) * 4 + place, titles[place], 5 * dice.between(1, 6), dice.below(4))


def _review(seed: int, dice: Dice, offer: Invented) -> Review:
    return Review(
        author=person(seed, offer.site, "client", dice.below(500)),
        at=offer.posted + timedelta(minutes=dice.between(60, 1_000)),
        stars=dice.between(4, 5),
        text=filled(dice.pick(words().reviews), dice),
    )
