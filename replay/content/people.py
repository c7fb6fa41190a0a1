"""The people of the invented world: `First L.`, as the sites show names, and the handles of their pages."""

from functools import lru_cache

from replay.content.dice import Dice
from replay.content.invented import Person
from replay.content.words import words


@lru_cache(maxsize=8192)
def person(seed: int, site: str, role: str, number: int) -> Person:
    """The person who plays a role (`client`, `specialist`, `seller`, ...) under a number."""
    dice = Dice(f"{seed}:{site}:{role}:{number}")
    arabic, latin = dice.pick(words().names)
    letter, initial = dice.pick(words().initials)
    alias = f"{latin}_{initial}{'' if role == 'specialist' else '.'}".lower()  # no client is a specialist too
    return Person(
        name=_shown(dice, (arabic, letter), (latin, initial)),
        handle=_handle(dice, arabic, alias, number),
        country=dice.pick(words().countries),
        verified=dice.chance(0.4),
    )


def _shown(dice: Dice, arabic: tuple[str, str], latin: tuple[str, str]) -> str:
    first, initial = arabic if dice.chance(0.65) else latin
    return f".{first} {initial}" if dice.chance(0.1) else f"{first} {initial}."


def _handle(dice: Dice, arabic: str, latin: str, number: int) -> str:
    """Unique, because the number is in it; some are Arabic and percent-encoded in addresses."""
    return f"{arabic}-{number}" if dice.chance(0.12) else f"{latin}{number}"
