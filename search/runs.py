"""Analyses what stands between two spaces once: texts are long, but what they are made of comes again.

No Python code runs here for what was met before: indexing spends much of its time with it.
"""

from functools import lru_cache
from typing import NamedTuple

from search.concepts import concepts_alone
from search.reading import CACHED, read, surfaces

LONGEST_CACHED = 64
"""Characters of a run that is remembered; what is longer hardly comes twice."""


class Run(NamedTuple):
    """What stands between two spaces: its words' exact tokens and stems, its compounds and their stems.

    `concepts` are those that single stems name, of words and compounds.
    """

    exact: tuple[str, ...]
    stems: tuple[str, ...]
    wholes: tuple[str, ...]
    whole_stems: tuple[str, ...]
    concepts: tuple[str, ...]


def runs(text: str) -> list[Run]:
    """Read `text` from space to space; no word reaches over one, and most runs were read before."""
    known = _RUNS
    return [known[run] for run in text.split()]


class _Runs(dict[str, Run]):
    """The runs that were read lately; a plain look-up costs half of what a cached function does.

    When there are too many, those that were not met since the last time go: the usual ones stay.
    """

    def __init__(self) -> None:
        super().__init__()
        self._older: dict[str, Run] = {}

    def __missing__(self, text: str) -> Run:
        run = self._older.get(text) or _read(text)
        if len(text) <= LONGEST_CACHED:
            if len(self) >= CACHED:
                self._older = dict(self)
                self.clear()
            self[text] = run
        return run


_RUNS = _Runs()


def _read(text: str) -> Run:
    readings = [read(surface) for surface in surfaces(text)]
    stems = tuple(stem for reading in readings for stem in reading.stems)
    wholes = tuple(reading.whole for reading in readings if reading.whole)
    whole_stems = tuple(stem for whole in wholes for stem in _whole_stems(whole))
    return Run(
        exact=tuple(part for reading in readings for part in reading.exact),
        stems=stems,
        wholes=wholes,
        whole_stems=whole_stems,
        concepts=concepts_alone(stems + whole_stems),
    )


@lru_cache(1 << 12)
def _whole_stems(whole: str) -> tuple[str, ...]:
    """Return a compound as its parts' reader would write it in one: `e-commerce` finds `ecommerce`."""
    stems = read(whole).stems
    return (whole, *stems) if len(stems) == 1 and stems[0] != whole else (whole,)
