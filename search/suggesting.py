"""Completes what somebody types and mends slips, from the phrases that listings are made of."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
"""Letters from which a slip is suspected: shorter ones begin too much."""

SLIP_FROM, TWO_SLIPS_FROM = 4, 8
"""Letters of a word in which one wrong letter is suspected, and two."""

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
        if not found and len(text) >= FEWEST_LETTERS:
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

    def _mended_beginnings(self, text: str) -> Iterator[str]:
        """Yield what was typed with its last word replaced by beginnings of known words that are near it."""
        *before, last = text.split(" ")
        if len(last) < FEWEST_LETTERS:
            return
        cut, most = self._cut(len(last)), 1 if len(last) < TWO_SLIPS_FROM else 2
        near = process.extract(last, cut, scorer=OSA.distance, score_cutoff=most, limit=8)
        for beginning, _, _ in near:
            yield " ".join([*before, beginning])

    def _words_cut(self, length: int) -> list[str]:
        return list(dict.fromkeys(word[:length] for word in self._words if len(word) >= length))

    def _better(self, exact: tuple[str, ...]) -> str | None:
        if len(exact) != 1 or len(exact[0]) < SLIP_FROM or self._is_known(exact[0]):
            return None
        word = exact[0]
        most = 1 if len(word) < TWO_SLIPS_FROM else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=16)
        ranked = [(distance, -self._counts[other], other) for other, distance, _ in near]
        if not ranked:
            return None
        best = min(ranked)[2]
        return self._shown.get(best, best)

    def _is_known(self, word: str) -> bool:
        return word in self._counts or word in asking_words() or read(word).stems[0] in self._stems


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
