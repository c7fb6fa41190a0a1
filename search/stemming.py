"""Finds what forms of one word share: light rules that keep every stem a recognisable word.

Arabic follows the idea of Larkey's light10 (article and conjunction off the front, number, gender
and possession off the end) with longer minimum stems, because two letters are no word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

PREFIXES = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و")
"""Article and conjunction, longest first."""

CLITICS = "بلفك"
"""One-letter prepositions: taken off before a word that is known, and ل before any that is long enough."""

SHORTEST_AFTER_L = 4
"""Letters: few words of this length begin with a ل of their own, and "for" stands before everything."""

SUFFIXES = (("ها", 3), ("ات", 3), ("ان", 4), ("ون", 4), ("ين", 4), ("يه", 3), ("ه", 3), ("ي", 3))
"""Each ending with the letters that must stay: إعلان and تدوين end in ان and ين of their own."""

OWNERS = ("نا", "كم", "هم", "ها", "ه", "ي")
"""Possessive endings, taken off only where they leave a known word; before them ه is written ت (شركتنا)."""

SHORTEST_AFTER_PREFIX = 3
SHORTEST_OWNED = 3
VOWELS = frozenset("aeiouy")
SHORTEST_PLURAL = 4
"""Letters from which an English word may end in a plural s: gas and bus are whole."""

SHORTEST_AFTER_ING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemmer:
    """Stems folded words; `irregular` maps forms to stems, `own_front` are beginnings that are no prefix.

    `known` tells whether a stem is a word of the vocabulary: where rules alone would guess, it decides.
    """

    irregular: Mapping[str, str]
    own_front: tuple[str, ...]
    known: Callable[[str], bool]

    def arabic(self, word: str) -> str:
        """Return the stem of a folded Arabic word."""
        if (stem := self.irregular.get(word)) is not None:
            return stem
        stem = self._without_end(self._without_prefix(word))
        if word[0] in CLITICS and len(word) > SHORTEST_AFTER_PREFIX and not self.known(stem):
            return self._after_clitic(word) or stem
        return stem

    def english(self, word: str) -> str:
        """Return the stem of a folded Latin word; words with digits or signs are names and stay."""
        if (stem := self.irregular.get(word)) is not None:
            return stem
        if not word.isalpha():
            return word
        return _without_e(_without_ing(_singular(word)))

    def _without_prefix(self, word: str) -> str:
        if word.startswith(self.own_front):
            return word
        if word[0] == "و" and word[1:].startswith(self.own_front):
            return word[1:]
        for prefix in PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_AFTER_PREFIX:
                return word[len(prefix) :]
        return word

    def _without_suffixes(self, word: str) -> str:
        while True:
            if (stem := self.irregular.get(word)) is not None:
                return stem
            shorter = _without_one_suffix(word)
            if shorter == word:
                return word
            word = shorter

    def _without_end(self, word: str) -> str:
        stem = self._without_suffixes(word)
        return stem if self.known(stem) else self._without_owner(word) or stem

    def _without_owner(self, word: str) -> str | None:
        owned = (word[: -len(owner)] for owner in OWNERS if word.endswith(owner))
        forms = (form for rest in owned for form in _before_owner(rest))
        stems = (self._without_suffixes(form) for form in forms if len(form) >= SHORTEST_OWNED)
        return next((stem for stem in stems if self.known(stem)), None)

    def _after_clitic(self, word: str) -> str | None:
        rest = word[1:]
        stem = self.irregular.get(rest) or self._without_end(rest)
        is_for = word[0] == "ل" and len(rest) >= SHORTEST_AFTER_L
        return stem if is_for or self.known(stem) else None


def _before_owner(word: str) -> tuple[str, ...]:
    return (word[:-1] + "ه", word) if word.endswith("ت") else (word,)


def _without_one_suffix(word: str) -> str:
    for suffix, shortest in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= shortest:
            return word[: -len(suffix)]
    return word


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is", "js")):
        return word
    if word.endswith("ies") and len(word) > SHORTEST_PLURAL:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def _without_ing(word: str) -> str:
    rest = word[:-3]
    if not word.endswith("ing") or len(rest) < SHORTEST_AFTER_ING or not VOWELS & set(rest):
        return word
    doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
    return rest[:-1] if doubled else rest


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > SHORTEST_PLURAL and word.endswith("e") else word
