"""Makes the listing with a given number of a site and kind: alone, without making the others."""

from datetime import datetime

from replay.content.dice import Dice
from replay.content.handwriting import Handwriting
from replay.content.invented import Invented, Price
from replay.content.people import person
from replay.content.topics import Topic, topics
from replay.content.writing import bio, offer, request

FIRST_IDS = {
    ("mostaql", "request"): 1_260_000,
    ("khamsat", "request"): 790_000,
    ("khamsat", "offer"): 3_400_000,
    ("kafiil", "request"): 41_000,
    ("kafiil", "offer"): 210_000,
}
ID_STEP = 7
"""Ids have gaps: what stands between two requests of Khamsat are threads of its other sections."""
_SIDELINE = 0.2
"""How many of a seller's offers are of another trade."""
_LOW_STOPS = (25, 50, 100, 250, 500, 1000, 2500, 5000)
_HIGH_STOPS = (50, 100, 250, 500, 1000, 2500, 5000, 10000)


def number_of(site: str, kind: str, index: int) -> int:
    """The id of a numbered listing. Some neighbours are swapped: a newer one may have the lower id."""
    swapped = index ^ 1 if index // 2 % 5 == 0 else index
    return FIRST_IDS[site, kind] + ID_STEP * swapped


class Maker:
    """One invented world, told from others by its seed. `sellers` is how many people share the offers."""

    def __init__(self, seed: int, *, sellers: int = 200) -> None:
        self.seed = seed
        self._sellers = sellers

    def make(self, site: str, kind: str, index: int, posted: datetime) -> Invented:
        """The listing `index` of a site and kind, published at `posted`."""
        dice = Dice(f"{self.seed}:{site}:{kind}:{index}")
        make = {"request": self._request, "offer": self._offer, "specialist": self._specialist}[kind]
        return make(site, index, posted, dice)

    def _request(self, site: str, index: int, posted: datetime, dice: Dice) -> Invented:
        topic, hand = dice.pick(topics()), Handwriting.of(dice)
        title, text = request(topic, dice, hand)
        return Invented(
            site=site,
            kind="request",
            id=str(number_of(site, "request", index)),
            title=title,
            description=text,
            skills=tuple(dice.some(topic.skills, dice.between(2, 6))),
            category=topic.categories[site],
            price=_budget(topic, dice),
            days=dice.between(*topic.days),
            author=person(self.seed, site, "client", index),
            posted=posted,
            topic=topic.key,
        )

    def _offer(self, site: str, index: int, posted: datetime, dice: Dice) -> Invented:
        seller = index % self._sellers
        topic = dice.pick(topics()) if dice.chance(_SIDELINE) else self._trade(site, seller)
        hand = Handwriting.of(dice)
        title, text = offer(topic, dice, hand)
        cost = 5 * dice.between(topic.offer[0] // 5, topic.offer[1] // 5)
        return Invented(
            site=site,
            kind="offer",
            id=str(number_of(site, "offer", index)),
            title=title,
            description=text,
            skills=tuple(dice.some(topic.skills, dice.between(2, 5))),
            category=topic.categories[site],
            price=Price(cost, cost),
            days=min(topic.days[0] + dice.below(4), 30),
            author=person(self.seed, site, "specialist", seller),
            posted=posted,
            topic=topic.key,
        )

    def _specialist(self, site: str, index: int, posted: datetime, dice: Dice) -> Invented:
        topic, hand = self._trade(site, index), Handwriting.of(dice)
        who = person(self.seed, site, "specialist", index)
        return Invented(
            site=site,
            kind="specialist",
            id=who.handle,
            title=topic.occupation.label,
            description=bio(topic, dice, hand),
            skills=tuple(dice.some(topic.skills, dice.between(3, 6))),
            category=topic.categories[site],
            price=None,
            days=None,
            author=who,
            posted=posted,
            topic=topic.key,
        )

    def _trade(self, site: str, specialist: int) -> Topic:
        """The trade of a specialist, which most of his offers share."""
        return Dice(f"{self.seed}:{site}:trade:{specialist}").pick(topics())


def _budget(topic: Topic, dice: Dice) -> Price:
    """A range between two stops of the site's budget slider, near what the trade usually costs."""
    wish = dice.part(*topic.budget)
    place = next((n for n, stop in enumerate(_HIGH_STOPS) if wish <= stop), len(_HIGH_STOPS) - 1)
    low, high = _LOW_STOPS[place], _HIGH_STOPS[place]
    return Price(high, high) if dice.chance(0.04) else Price(low, high)
