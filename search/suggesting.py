"""Completes what somebody types and mends slips, from the phrases that listings are made of."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.folding import fold
from search.reading import read, surfaces, words
from search.results import Suggestion
from search.vocabulary import asking_words, concept_entries

MOST_PHRASES = 30_000
"""Phrases that are kept, the most frequent ones: more than anybody completes, and small in memory."""

LONGEST_TYPED = 100
"""Characters that are completed; whoever typed more knows what to write."""

FEWEST_LETTERS = 3
"""Letters of a begun word in which a wrong letter is suspected: shorter ones begin too much."""

SLIP_FROM, TWO_SLIPS_FROM = 4, 8
"""Letters of a word in which one slip is suspected, and two; one may also be a letter too many or too few."""

MOST_MEANT = 8
"""Known words that a word before the last may stand for: each is tried with all that follow."""

_ARTICLE = "ال"

_Entry = tuple[int, str, str]
"""Sorts the more frequent first: minus the count, then the folded phrase, then how it is mostly written."""


class Suggester:
    """The phrases of one state of an index."""

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        self._entries = _entries(phrases)
        keyed = [(key, entry) for entry in self._entries for key in _beginnings(entry[1])]
        keyed.sort()
        self._keys = [key for key, _ in keyed]
        self._by_key = [entry for _, entry in keyed]
        self._firsts = list(dict.fromkeys(key.partition(" ")[0] for key in self._keys))
        self._counts = _word_counts(self._entries)
        self._shown = _written_words(self._entries)
        self._words = list(self._counts)
        self._stems = {stem for word in self._words for stem in read(word).stems}
        self._cut = lru_cache(64)(self._words_cut)

    def complete(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return phrases of which words begin with what is typed; with a slip in it, if none has."""
        text = " ".join(fold(typed[:LONGEST_TYPED]).split())
        if not text:
            return ()
        found = self._beginning(text)
        if not found and len(text) > FEWEST_LETTERS:
            found = self._beginning(text.removeprefix(_ARTICLE))
        if not found:
            found = [entry for other in self._mended_beginnings(text) for entry in self._beginning(other)]
        best = nsmallest(limit, set(found))
        return tuple(Suggestion(text=shown, count=-count) for count, _, shown in best)

    def mend(self, text: str) -> str | None:
        """Return the text with each unknown word replaced by the likeliest near one; None: no need."""
        mended, end = "", 0
        for word in words(text[:LONGEST_TYPED]):
            better = self._better(word.reading.exact)
            if better is not None:
                mended += text[end : word.start] + better
                end = word.end
        return mended + text[end:] if mended else None

    def _beginning(self, text: str) -> list[_Entry]:
        start = bisect_left(self._keys, text)
        end = bisect_left(self._keys, text + "\U0010ffff", lo=start)
        return self._by_key[start:end]

    def _mended_beginnings(self, text: str) -> list[str]:
        """Return beginnings of phrases that are near what was typed: those with the fewest slips."""
        *before, last = text.split(" ")
        begun = {"": 0}
        for word in before:
            begun = self._led_on(begun, self._meant(word) if begun else {}, " ")
        begun = self._led_on(begun, self._near_beginnings(last) if begun else {}, "")
        fewest = min(begun.values(), default=0)
        return [beginning for beginning, slips in begun.items() if slips == fewest]

    def _led_on(self, begun: Mapping[str, int], near: Mapping[str, int], end: str) -> dict[str, int]:
        """Return each beginning with each word after it, and the slips of both, where a phrase begins so."""
        longer = {
            one + word + end: slips + more for one, slips in begun.items() for word, more in near.items()
        }
        return {beginning: slips for beginning, slips in longer.items() if self._begins(beginning)}

    def _begins(self, text: str) -> bool:
        place = bisect_left(self._keys, text)
        return place < len(self._keys) and self._keys[place].startswith(text)

    def _meant(self, word: str) -> dict[str, int]:
        """Return the known words that a word may stand for, the likeliest ones, with their slips."""
        if len(word) < SLIP_FROM:
            return {word: 0}
        near = _near(word, self._firsts)
        ranked = nsmallest(MOST_MEANT, near, key=lambda other: (near[other], -self._counts[other], other))
        return {other: near[other] for other in ranked}

    def _near_beginnings(self, word: str) -> dict[str, int]:
        """Return beginnings of known words that a begun word may stand for, with their slips."""
        letters = len(word)
        if letters < FEWEST_LETTERS:
            return {word: 0}
        # Three letters with one more or less begin too much, too.
        apart = _most_slips(word) if letters >= SLIP_FROM else 0
        lengths = range(letters - apart, letters + apart + 1)
        return {cut: slips for length in lengths for cut, slips in _near(word, self._cut(length)).items()}

    def _words_cut(self, length: int) -> list[str]:
        return list(dict.fromkeys(word[:length] for word in self._firsts if len(word) >= length))

    def _better(self, exact: tuple[str, ...]) -> str | None:
        if len(exact) != 1 or len(exact[0]) < SLIP_FROM or self._is_known(exact[0]):
            return None
        word = exact[0]
        ranked = [
            (slips, -self._counts[other], other) for other, slips in _near(word, self._words, most=16).items()
        ]
        if not ranked:
            return None
        best = min(ranked)[2]
        return self._shown.get(best, best)

    def _is_known(self, word: str) -> bool:
        return word in self._counts or word in asking_words() or read(word).stems[0] in self._stems


def _near(word: str, known: Collection[str], *, most: int | None = None) -> dict[str, int]:
    """Return the known words that are few slips from a word, the nearest first, with their slips."""
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=_most_slips(word), limit=most)
    return {other: int(slips) for other, slips, _ in found}


def _most_slips(word: str) -> int:
    return 1 if len(word) < TWO_SLIPS_FROM else 2


def _entries(phrases: Iterable[tuple[str, int]]) -> list[_Entry]:
    """Join phrases that only differ in how they are written; the most frequent writing is shown."""
    counts: Counter[str] = Counter()
    shown: dict[str, tuple[int, str]] = {}
    for phrase, count in phrases:
        folded = " ".join(fold(phrase).split())
        if folded:
            counts[folded] += count
            shown[folded] = min(shown.get(folded, (0, phrase)), (-count, phrase))
    return [(-count, folded, shown[folded][1]) for folded, count in counts.items()]


def _written_words(entries: Iterable[_Entry]) -> Mapping[str, str]:
    """Return words as people write them, by their folded form; the writing of the commonest phrase counts."""
    words_of = [surfaces(shown) for _, _, shown in sorted(entries, reverse=True)]
    vocabulary = [surfaces(entry) for many in concept_entries().values() for entry in many]
    return {fold(word): word for written in (*vocabulary, *words_of) for word in written}


def _beginnings(folded: str) -> Iterator[str]:
    """Yield a phrase from its first word on, from its second on, and so forth; the article counts as none."""
    rest = folded
    while rest:
        yield rest
        if rest.startswith(_ARTICLE):
            yield rest.removeprefix(_ARTICLE)
        rest = rest.partition(" ")[2]


def _word_counts(entries: Iterable[_Entry]) -> Counter[str]:
    """Count the words of the phrases, and know those of the vocabulary, which people search for."""
    counts: Counter[str] = Counter()
    for count, folded, _ in entries:
        for word in surfaces(folded):
            counts[word] -= count
    for entry in (entry for many in concept_entries().values() for entry in many):
        for word in surfaces(fold(entry)):
            counts[word] += 1
    return counts
