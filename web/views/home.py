"""The first page: one question, and the ways in for those who have none yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.domain.identity import Kind
from aggregator.services.searching import SearchPage
from web.asking import Asked
from web.links import outward
from web.views.facets import Choice, by_value
from web.views.reader import Reader

_MOST_LEAVES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A kind of listing: what it is for, and how many there are."""

    kind: str
    address: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A marketplace, how many of its listings are searched, and its own first page."""

    name: str
    address: str
    count: str
    home: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """`empty` says that nothing has been read yet."""

    doors: tuple[Door, ...]
    specialties: tuple[Choice, ...]
    places: tuple[Place, ...]
    site_names: str
    total: str
    empty: bool


def home(page: SearchPage, reader: Reader) -> Home:
    """Show the counts of a search for everything."""
    words = reader.words
    return Home(
        doors=tuple(_door(kind, by_value(page.facets, "kind"), reader) for kind in Kind),
        specialties=roots(reader, by_value(page.facets, "specialty")),
        places=tuple(_place(key, by_value(page.facets, "site"), reader) for key in reader.sites),
        site_names=words.listed([reader.site(key) for key in reader.sites]),
        total=words.count("listing", page.total),
        empty=page.total == 0,
    )


def roots(reader: Reader, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """Top specialties and their commonest leaves, the fullest first; without counts all."""
    filled = [known for known in reader.taxonomy.roots() if not counts or known.key in counts]
    ordered = sorted(filled, key=lambda known: -counts.get(known.key, 0))
    return tuple(
        _specialty(root.key, counts, reader, inner=_leaves(root.key, counts, reader)) for root in ordered
    )


def _leaves(root: str, counts: Mapping[str, int], reader: Reader) -> tuple[Choice, ...]:
    filled = [leaf.key for leaf in reader.taxonomy.children(root) if leaf.key in counts]
    most = sorted(filled, key=lambda key: -counts[key])[:_MOST_LEAVES]
    return tuple(_specialty(key, counts, reader, inner=()) for key in most)


def _specialty(key: str, counts: Mapping[str, int], reader: Reader, *, inner: tuple[Choice, ...]) -> Choice:
    return Choice(
        label=reader.specialty(key),
        count=reader.words.number(counts.get(key, 0)),
        address=reader.links.search(Asked(specialty=(key,))),
        chosen=False,
        inner=inner,
    )


def _door(kind: Kind, counts: Mapping[str, int], reader: Reader) -> Door:
    return Door(
        kind=kind.value,
        address=reader.links.search(Asked(kind=(kind.value,))),
        count=reader.words.count("listing", counts.get(kind, 0)),
    )


def _place(key: str, counts: Mapping[str, int], reader: Reader) -> Place:
    return Place(
        name=reader.site(key),
        address=reader.links.search(Asked(site=(key,))),
        count=reader.words.count("listing", counts.get(key, 0)),
        home=outward(reader.sites[key].home),
    )
