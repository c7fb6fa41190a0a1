"""What happens to a listing after it is published: offers, comments, sales and the people behind them."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from replay.content.dice import Dice
from replay.content.invented import Invented, Person
from replay.content.people import person
from replay.content.topics import Occupation, Topic, topic_of
from replay.content.words import filled, words

_RATES = (100.0, 50.0, 66.67, 75.0, 33.33, 80.0, 85.71, 25.0)
_FIRST_BID = 10_000_000
_LEVELS = ("", "", "مشتري جاد", "مشتري جاد", "مشتري مميز", "مشتري VIP", "بائع جديد", "بائع نشيط")
_OWNER = Occupation("business-owner", "صاحب عمل")


@dataclass(frozen=True, slots=True)
class Client:
    """What a site says of a client; `hiring_rate` in percent, None while it has not been computed."""

    joined: date
    hiring_rate: float | None
    open_projects: int
    running_projects: int
    talks: int
    occupation: Occupation
    level: str
    """Khamsat's word for how much somebody buys; empty for many."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An offer on a project or a comment under a request."""

    id: int
    author: Person
    occupation: Occupation
    rating: float | None
    ratings: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of a project, and when."""

    status: str
    """`started`, `completed`, `closed` or `cancelled`."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """The life of a request: who asks, who answers (in order of time), how it ends."""

    client: Client
    answers: tuple[Answer, ...]
    ending: Ending | None

    def answered(self, now: datetime) -> tuple[Answer, ...]:
        """The answers given until now."""
        return self.answers[: bisect_right(self.answers, now, key=lambda answer: answer.at)]

    def status(self, now: datetime) -> str:
        """`open`, or how it has ended by now."""
        return self.ending.status if self.ending and self.ending.at <= now else "open"

    def touched(self, posted: datetime, now: datetime) -> datetime:
        """When anything last happened to it."""
        times = [posted, *(answer.at for answer in self.answered(now))]
        if self.ending and self.ending.at <= now:
            times.append(self.ending.at)
        return max(times)


def thread(seed: int, listing: Invented, *, people: int) -> Thread:
    """The life of a request on a site that has so many specialists."""
    dice = Dice(f"{seed}:{listing.site}:thread:{listing.id}")
    return Thread(
        _client(dice, listing), _answers(seed, listing, dice, people=people), _ending(dice, listing)
    )


def _client(dice: Dice, listing: Invented) -> Client:
    return Client(
        joined=(listing.posted - timedelta(days=dice.between(0, 1500))).date(),
        hiring_rate=dice.pick(_RATES) if dice.chance(0.6) else None,
        open_projects=dice.between(1, 4),
        running_projects=dice.between(0, 3),
        talks=dice.between(0, 25),
        occupation=_OWNER,
        level=dice.pick(_LEVELS),
    )


def _answers(seed: int, listing: Invented, dice: Dice, *, people: int) -> tuple[Answer, ...]:
    """Most come in the first hours, a few late; some projects had one before they were renewed."""
    number = int(dice.part() ** 2 * 24)
    early = dice.chance(0.04)
    at = sorted(_delay(dice, early=early and not place) for place in range(number))
    topic = topic_of(listing.topic)
    authors = [person(seed, listing.site, "specialist", dice.below(people)) for _ in at]
    return tuple(
        _answer(listing, dice, topic=topic, author=author, at=listing.posted + delay, place=place)
        for place, (author, delay) in enumerate(zip(authors, at, strict=True))
    )


def _delay(dice: Dice, *, early: bool) -> timedelta:
    seconds = -dice.between(3_600, 40_000) if early else 90 + int(dice.part() ** 4 * 20 * 86_400)
    return timedelta(seconds=seconds)


def _answer(
    listing: Invented, dice: Dice, *, topic: Topic, author: Person, at: datetime, place: int
) -> Answer:
    rated = dice.chance(0.7)
    texts = words().comments if listing.site == "khamsat" else words().bids
    given = {
        "skill": dice.pick(topic.skills),
        "occupation": topic.occupation.label,
        "name": listing.author.name.split()[0],
    }
    return Answer(
        id=_FIRST_BID + int(listing.id[-6:]) * 30 + place,
        author=author,
        occupation=topic.occupation,
        rating=round(dice.part(4.0, 5.0), 1) if rated else None,
        ratings=dice.between(1, 90) if rated else 0,
        at=at,
        text=filled(dice.pick(texts), dice, given),
    )


def _ending(dice: Dice, listing: Invented) -> Ending | None:
    """Started projects stay listed; completed, closed and cancelled ones do not."""
    if dice.chance(0.8):
        return None
    status = dice.pick(("started", "started", "completed", "closed", "cancelled"))
    return Ending(status, listing.posted + timedelta(minutes=dice.between(30, 12_000)))
