"""Our own two levels of specialties, so that one filter means the same at every marketplace."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import ConfigDict, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from aggregator.errors import UnknownSpecialty

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Term = Annotated[str, StringConstraints(pattern=r"^\S+( \S+)*$", max_length=80)]


@validated(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Specialty:
    """One kind of work; `parent` is the key of its top specialty, None for a top specialty itself.

    `ar` and `en` are the names shown, `synonyms` other words (both languages) that people search with.
    """

    key: Key
    parent: Key | None = None
    ar: Term
    en: Term
    synonyms: tuple[Term, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Names and synonyms without regard to letter case."""
        return frozenset(term.casefold() for term in (self.ar, self.en, *self.synonyms))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All specialties in the order they are shown, each top specialty before its leaves."""

    specialties: tuple[Specialty, ...]
    _by_key: Mapping[str, Specialty] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse specialties that contradict each other (ValueError names the first fault)."""
        object.__setattr__(self, "_by_key", {known.key: known for known in self.specialties})
        _refuse("keys stand twice", _repeated(known.key for known in self.specialties))
        roots = {known.key for known in self.roots()}
        leaves = [known for known in self.specialties if known.parent]
        parents = {leaf.parent for leaf in leaves if leaf.parent}
        _refuse("parents are no top specialty", parents - roots)
        for level in (self.roots(), leaves):
            _refuse(
                "words mean two specialties of one level", _repeated(term for s in level for term in s.terms)
            )

    def __iter__(self) -> Iterator[Specialty]:
        return iter(self.specialties)

    def get(self, key: str) -> Specialty:
        """Return the specialty of that key; UnknownSpecialty proposes keys that look like it."""
        if (known := self._by_key.get(key)) is not None:
            return known
        near = get_close_matches(key[:80], self._by_key, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UnknownSpecialty(f"unknown specialty {key[:80]!r}{hint}")

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Keys that a listing of this specialty is found under: its own first, then its top's."""
        known = self.get(key)
        return (known.key,) if known.parent is None else (known.key, known.parent)

    def children(self, key: str) -> tuple[Specialty, ...]:
        """Return the leaves of a top specialty, none for a leaf (UnknownSpecialty)."""
        parent = self.get(key).key
        return tuple(known for known in self.specialties if known.parent == parent)

    def roots(self) -> tuple[Specialty, ...]:
        """Return the top specialties."""
        return tuple(known for known in self.specialties if known.parent is None)


@cache
def load_taxonomy() -> Taxonomy:
    """Read and check the packaged `specialties.toml`, once (ValueError: the package is broken)."""
    text = files("aggregator.domain").joinpath("specialties.toml").read_text(encoding="utf-8")
    return read_taxonomy(text)


def read_taxonomy(text: str) -> Taxonomy:
    """Read a taxonomy from TOML: an array `specialties` of tables (ValueError)."""
    rows = tomllib.loads(text).get("specialties")
    return Taxonomy(TypeAdapter(tuple[Specialty, ...]).validate_python(rows))


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def _refuse(fault: str, found: Collection[str]) -> None:
    if found:
        raise ValueError(f"taxonomy: {fault}: {', '.join(sorted(found))}")
