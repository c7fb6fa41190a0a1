"""The filters in force, wherever they were chosen or written, each with the way to drop it alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.services.searching import TypedFilter
from web.asking import MANY, PLACE, Asked
from web.views.labels import label
from web.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force; `address` is the search without it."""

    label: str
    address: str


def chosen(asked: Asked, typed: tuple[TypedFilter, ...], reader: Reader) -> tuple[Chosen, ...]:
    """List the filters of a search that was read; `typed` are those among its words."""
    return (*_chosen(asked, reader), *_typed(asked, typed, reader))


def _chosen(asked: Asked, reader: Reader) -> Iterator[Chosen]:
    for name, value in asked.pairs("q", "sort", *PLACE):
        yield Chosen(label(name, value, reader), reader.links.search(_without(asked, name, value)))


def _typed(asked: Asked, typed: tuple[TypedFilter, ...], reader: Reader) -> Iterator[Chosen]:
    for one in typed:
        yield Chosen(one.piece, reader.links.search(asked.replaced(q=one.rest)))


def _without(asked: Asked, name: str, value: str) -> Asked:
    if name not in MANY:
        return asked.replaced(**{name: ""})
    rest = tuple(known for known in getattr(asked, name) if known != value)
    return asked.replaced(**{name: rest})
