"""Marks what matched on the original text, once for all engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.concepts import find_concepts
from search.plan import Plan
from search.reading import Word, placed_words
from search.related import Stems, names_of
from search.results import Highlight, Span

_Found = list[tuple[int, Word]]

SNIPPET_LENGTH = 220
"""Characters of a snippet: about two lines on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The tokens of a query by which words are marked; `names` are those of trades, by their first stem."""

    exact: frozenset[str]
    stems: frozenset[str]
    concepts: frozenset[str]
    names: Mapping[str, Sequence[Stems]]


def marks_of(plan: Plan) -> Marks:
    """Collect what `plan` looks for; the words of a phrase are marked only as written."""
    parts = [word for unit in plan.required for word in unit.words]
    concepts = [unit.concepts for unit in plan.required] + [word.concepts for word in parts]
    return Marks(
        exact=frozenset(
            {word.exact for word in parts} | {unit.whole for unit in plan.required if unit.whole}
        ),
        stems=frozenset(word.stem for unit in plan.required if not unit.phrase for word in unit.words),
        concepts=frozenset(concept for names in concepts for concept in names),
        names=names_of({trade for unit in plan.required for trade in unit.trades}),
    )


def highlight(text: str, marks: Marks) -> Highlight:
    """Return all of `text` with its matching words marked."""
    return Highlight(text=text, spans=_spans(text, marks))


def snippet(text: str, marks: Marks, *, length: int = SNIPPET_LENGTH) -> Highlight:
    """Return the part of `text` with most matches, at most `length` characters, cut between words."""
    spans = _spans(text, marks)
    start, end = _cut(text, _best_start(spans, length), length)
    inside = tuple((first - start, last - start) for first, last in spans if start <= first and last <= end)
    return Highlight(text=text[start:end], spans=inside)


def _spans(text: str, marks: Marks) -> tuple[Span, ...]:
    if not (marks.exact or marks.stems or marks.concepts):
        return ()
    found = placed_words(text)
    named = _naming(found, marks) if marks.concepts else frozenset()
    exact, stems = marks.exact, marks.stems
    # One expression, as each word of each shown description is asked.
    meant = {
        at
        for at, (_, (_, _, reading)) in enumerate(found)
        if at in named
        or not stems.isdisjoint(reading.stems)
        or not exact.isdisjoint(reading.exact)
        or reading.whole in exact
    }
    if marks.names:
        meant |= _other_names(found, marks, meant)
    places = (found[at] for at in sorted(meant))
    return tuple((start + word.start, start + word.end) for start, word in places)


def _naming(found: _Found, marks: Marks) -> frozenset[int]:
    """Return the numbers of the words that take part in naming a marked concept."""
    owner = [at for at, (_, word) in enumerate(found) for _ in word.reading.stems]
    stems = [stem for _, word in found for stem in word.reading.stems]
    return frozenset(
        at
        for match in find_concepts(stems)
        if match.concept in marks.concepts
        for at in owner[match.start : match.end]
    )


def _other_names(found: _Found, marks: Marks, meant: set[int]) -> set[int]:
    """Return the numbers of the words of a trade's other names, where none of them is meant already."""
    owner = [at for at, (_, word) in enumerate(found) for _ in word.reading.stems]
    stems = [stem for _, word in found for stem in word.reading.stems]
    spans = [
        set(owner[start : start + len(name)])
        for start, stem in enumerate(stems)
        if stem in marks.names
        for name in marks.names[stem]
        if tuple(stems[start : start + len(name)]) == name
    ]
    return {at for span in spans if not span & meant for at in span}


def _best_start(spans: tuple[Span, ...], length: int) -> int:
    """Return where the window with most marked words begins; a third of it is left for what comes before."""
    best, most = 0, 0
    last = 0
    for first, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + length * 2 // 3:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return max(0, best - length // 3) if best > length * 2 // 3 else 0


def _cut(text: str, start: int, length: int) -> Span:
    """Move both ends of a window inwards to spaces, unless that would leave nothing."""
    end = min(len(text), start + length)
    if start and not text[start - 1].isspace():
        start = next((at + 1 for at in range(start, end) if text[at].isspace()), start)
    if end < len(text) and not text[end].isspace():
        end = next((at for at in range(end, start, -1) if text[at - 1].isspace()), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
