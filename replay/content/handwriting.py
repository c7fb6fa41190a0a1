"""How somebody types Arabic: each author keeps his own habits, so search has something to forgive."""

from collections.abc import Callable
from dataclasses import dataclass

from replay.content.dice import Dice

_NO_HAMZA = tuple((letter, "ا") for letter in "أإآ")
_INDIC = tuple(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True))
_ENDS = (" ", "\n", "،", ".", ":")
_TATWEEL_AFTER = frozenset("بتثجحخسشصضطظعغفقكلمنهي")
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Handwriting:
    """The habits of one author."""

    bare_alef: bool
    round_ha: bool
    """Writes ه for ة at the end of a word."""
    dotless_ya: bool
    """Writes ى for ي at the end of a word, as in Egypt."""
    indic_digits: bool
    tatweel: bool
    slips: bool
    """Swaps two letters now and then."""

    @classmethod
    def of(cls, dice: Dice) -> "Handwriting":
        """Somebody's habits."""
        careless = dice.chance(0.45)
        return cls(
            bare_alef=careless and dice.chance(0.8),
            round_ha=careless and dice.chance(0.5),
            dotless_ya=careless and dice.chance(0.3),
            indic_digits=dice.chance(0.3),
            tatweel=dice.chance(0.08),
            slips=careless and dice.chance(0.25),
        )

    def written(self, text: str, dice: Dice) -> str:
        """The text as this author types it."""
        if self.bare_alef:
            text = _replaced(text, _NO_HAMZA)
        if self.round_ha:
            text = _with_endings(text, "ة", "ه")
        if self.dotless_ya:
            text = _with_endings(text, "ي", "ى")
        if self.indic_digits:
            text = _replaced(text, _INDIC)
        if self.slips:
            text = _changed_word(text, dice, _slipped)
        return _changed_word(text, dice, _stretched) if self.tatweel else text


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for letter, other in pairs:  # many times faster than str.translate outside ASCII
        text = text.replace(letter, other)
    return text


def _with_endings(text: str, letter: str, other: str) -> str:
    for end in _ENDS:
        text = text.replace(letter + end, other + end)
    return text[:-1] + other if text.endswith(letter) else text


def _changed_word(text: str, dice: Dice, change: Callable[[str, Dice], str]) -> str:
    words = text.split(" ")
    place = dice.below(len(words))
    if len(words[place]) > _LONG_WORD and words[place].isalpha() and not words[place].isascii():
        words[place] = change(words[place], dice)
    return " ".join(words)


def _slipped(word: str, dice: Dice) -> str:
    place = dice.between(1, len(word) - 3)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _stretched(word: str, dice: Dice) -> str:
    place = dice.between(1, len(word) - 2)
    joins = word[place - 1] in _TATWEEL_AFTER
    return word[:place] + "ـ" * dice.between(1, 3) + word[place:] if joins else word
