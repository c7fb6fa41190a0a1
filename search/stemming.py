"""Finds what forms of one word share: light rules that keep every stem a recognisable word.

Arabic follows the idea of Larkey's light10 (article and conjunction off the front, number, gender
and possession off the end) with longer minimum stems, because two letters are no word. Where letters
alone cannot tell (a ب in front, a ك at the end, a broken plural), what is left must be a known word.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from search.plurals import likely_singular, singular

PREFIXES = ("وبال", "وكال", "فبال", "وال", "بال", "كال", "فال", "ولل", "فلل", "لل", "ال", "و")
"""Article and conjunction, longest first."""

_FOR_THE = "لل"

CLITICS = "بلفك"
"""One-letter prepositions: taken off before a word that is known, and ل before any that is long enough."""

SHORTEST_AFTER_L = 4
"""Letters: few words of this length begin with a ل of their own, and "for" stands before everything."""

SUFFIXES = (
    *(("ها", 3), ("ات", 3), ("ان", 4), ("ون", 4), ("ين", 4), ("يه", 3)),
    *(("ه", 3), ("ي", 3), ("ا", 4)),
)
"""Each ending with the letters that must stay: إعلان and تدوين end in ان and ين of their own."""

_SUFFIX_ENDS = tuple({suffix[-1] for suffix, _ in SUFFIXES})

OWNERS = ("هما", "كما", "نا", "كم", "كن", "هم", "هن", "ها", "ين", "ه", "ي", "ك")
"""Possessive and dual endings, taken off only where they leave a known word."""

_OWNED_FEMININE = re.compile("(...+?)(?:ات|ت)(?:نا|كما?|هما?|ها|ه|ي|ك)")
"""What is possessed and has a ت before is a feminine or its plural, known or not: رخصتك, رخصاتكم."""

SHORTEST_AFTER_PREFIX = 3
SHORTEST_OWNED = 3
VOWELS = frozenset("aeiouy")
SHORTEST_PLURAL = 4
"""Letters from which an English word may end in a plural s: gas and bus are whole."""

SHORTEST_AFTER_ING = 3
SHORTEST_AFTER_ED = 4
_BRITISH = re.compile(r"(?<=[a-z]{3})is(e|ed|es|er|ers|ing|ation|ations)$")


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
        return self._explained(tuple(self._openings(word))) or self._guess(word)

    def english(self, word: str) -> str:
        """Return the stem of a folded Latin word; words with digits or signs are names and stay."""
        if (stem := self.irregular.get(word)) is not None:
            return stem
        if not word.isalpha():
            return word
        return _without_e(_without_ed(_without_ing(_without_ation(_singular(_BRITISH.sub(r"iz\1", word))))))

    def entry(self, word: str) -> str:
        """Return the stem of a word of a dictionary: an article may stand before it, a preposition never."""
        bare = self._without_prefix(word)
        return self._explained((word, bare)) or self._without_suffixes(bare)

    def _explained(self, forms: tuple[str, ...]) -> str | None:
        """Return the stem of the first form that is known in the surest way."""
        ways = (self._simple, self._accusative, self._plural)
        return next((stem for way in ways for form in forms if (stem := way(form)) is not None), None)

    def _openings(self, word: str) -> Iterator[str]:
        """Yield what may be the word proper, the less guessed first."""
        bare = self._without_prefix(word)
        if word[0] == "و":
            yield word
        yield bare
        if word.endswith(_FOR_THE + bare):  # للوجو is ل + ال + لوجو
            yield "ل" + bare
        if (rest := self._after_clitic(word, bare)) is not None:
            yield rest

    def _guess(self, word: str) -> str:
        bare = self._without_prefix(word)
        rest = self._after_clitic(word, bare)
        if rest is not None and bare[0] == "ل" and len(rest) >= SHORTEST_AFTER_L:
            bare = rest
        if owned := _OWNED_FEMININE.fullmatch(bare):
            bare = owned[1]
        stem = self._without_suffixes(bare)
        return likely_singular(bare) or likely_singular(stem) or stem

    def _without_prefix(self, word: str) -> str:
        if word.startswith(self.own_front):
            return word
        is_and_or_by_own = word[0] == "و" or word[1:3] == "ال"  # و + وورد, ب + الوان
        if is_and_or_by_own and word[1:].startswith(self.own_front):
            return word[1:]
        if word.startswith(PREFIXES):
            for prefix in PREFIXES:
                if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_AFTER_PREFIX:
                    return word[len(prefix) :]
        return word

    def _after_clitic(self, word: str, bare: str) -> str | None:
        """Return `bare` without its preposition; behind an article there is none."""
        front = word[: len(word) - len(bare)]
        is_long = len(bare) > SHORTEST_AFTER_PREFIX
        return bare[1:] if front in {"", "و"} and bare[0] in CLITICS and is_long else None

    def _simple(self, form: str) -> str | None:
        """Explain a form by its endings, as many as there are."""
        return self._if_known(form) or next(
            (stem for rest in _unowned(form) if (stem := self._if_known(rest)) is not None), None
        )

    def _plural(self, form: str) -> str | None:
        """Explain a form as a broken plural, alone or possessed; a last ه is rather the ة of مراجعة."""
        forms = (form, *(rest for rest in _unowned(form) if form[-1] != "ه"))
        return next((stem for one in forms if (stem := singular(one, self._listed)) is not None), None)

    def _accusative(self, form: str) -> str | None:
        return self._if_known(form[:-1]) if form.endswith("ا") and len(form) > SHORTEST_OWNED else None

    def _if_known(self, form: str) -> str | None:
        stem = self._without_suffixes(form)
        return stem if self.known(stem) else None

    def _listed(self, form: str) -> str | None:
        """Return the stem of a singular that stands in the lists."""
        return self.irregular.get(form) or (form if self.known(form) else None)

    def _without_suffixes(self, word: str) -> str:
        while True:
            if (stem := self.irregular.get(word)) is not None:
                return stem
            shorter = _without_one_suffix(word)
            if shorter == word:
                return word
            word = shorter


def _unowned(word: str) -> Iterator[str]:
    """Yield what may stand before a possessive ending; there ه is written ت (شركتنا)."""
    if word.endswith("تان"):
        yield word[:-3] + "ه"
    if not word.endswith(OWNERS):
        return
    for owner in OWNERS:
        if word.endswith(owner) and len(word) - len(owner) >= SHORTEST_OWNED:
            rest = word[: -len(owner)]
            yield rest
            if rest.endswith("ت"):
                yield rest[:-1] + "ه"


def _without_one_suffix(word: str) -> str:
    if not word.endswith(_SUFFIX_ENDS):
        return word
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


def _without_ation(word: str) -> str:
    return word.removesuffix("ation") if word.endswith("ization") else word


def _without_ing(word: str) -> str:
    return (
        _undoubled(word[:-3]) if word.endswith("ing") and _has_root(word[:-3], SHORTEST_AFTER_ING) else word
    )


def _without_ed(word: str) -> str:
    is_past = word.endswith("ed") and not word.endswith("eed") and _has_root(word[:-2], SHORTEST_AFTER_ED)
    return _undoubled(word[:-2]) if is_past else word


def _has_root(rest: str, shortest: int) -> bool:
    return len(rest) >= shortest and bool(VOWELS & set(rest))


def _undoubled(rest: str) -> str:
    """Return the root `rest` without the letter that its ending doubled (planning)."""
    doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
    return rest[:-1] if doubled else rest


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > SHORTEST_PLURAL and word.endswith("e") else word
