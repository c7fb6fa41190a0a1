"""Filters as links that say what they would leave, so that choosing needs neither a script nor a guess."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from aggregator.domain.identity import Kind
from aggregator.domain.taxonomy import Specialty
from search.bands import PRICE_BANDS
from search.results import FacetCount
from web.asking import Asked, Many
from web.reading import read_price
from web.views.money import dollars
from web.views.reader import Reader

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter; `address` chooses it, or takes it back where it is chosen."""

    label: str
    count: str
    address: str
    chosen: bool
    inner: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its name (a key of `facet.`) and its values."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force; `address` is the search without it."""

    label: str
    address: str


def kinds(asked: Asked, counts: Counts, reader: Reader) -> tuple[Choice, ...]:
    """Offer all kinds, also those that would leave nothing."""
    return tuple(
        _choice(asked, "kind", kind.value, label=reader.words(f"kinds.{kind}"), counts=counts, reader=reader)
        for kind in Kind
    )


def facets(asked: Asked, counted: Mapping[str, tuple[FacetCount, ...]], reader: Reader) -> tuple[Facet, ...]:
    """Offer marketplaces, specialties and price ranges; a filter without values is left out."""
    found = (
        Facet("specialty", tuple(_specialties(asked, by_value(counted, "specialty"), reader))),
        Facet("site", tuple(_sites(asked, by_value(counted, "site"), reader))),
        Facet("band", tuple(_bands(asked, by_value(counted, "price_band"), reader))),
    )
    return tuple(facet for facet in found if facet.choices)


def chosen(asked: Asked, reader: Reader) -> tuple[Chosen, ...]:
    """List the filters in force, each with the way to drop it alone; only for a search that was read."""
    words = reader.words
    labels: Mapping[str, Callable[[str], str]] = {
        "kind": lambda value: words(f"kinds.{value}"),
        "site": reader.site,
        "specialty": reader.specialty,
        "band": lambda value: _band(value, reader),
        "min_price": lambda value: dollars(_amount(value), None, words),
        "max_price": lambda value: dollars(None, _amount(value), words),
    }
    return tuple(
        Chosen(labels[name](value), reader.links.search(_without(asked, name, value)))
        for name, value in asked.pairs("q", "sort", "page")
    )


def by_value(counted: Mapping[str, tuple[FacetCount, ...]], name: str) -> dict[str, int]:
    """Counts of one facet by its values, in the order of the answer."""
    return {counted_value.value: counted_value.count for counted_value in counted.get(name, ())}


def _without(asked: Asked, name: str, value: str) -> Asked:
    if name in {"min_price", "max_price"}:
        return asked.replaced(**{name: ""})
    rest = tuple(known for known in getattr(asked, name) if known != value)
    return asked.replaced(**{name: rest})


def _choice(asked: Asked, name: Many, value: str, *, label: str, counts: Counts, reader: Reader) -> Choice:
    return Choice(
        label=label,
        count=reader.words.number(counts.get(value, 0)),
        address=reader.links.search(asked.toggled(name, value)),
        chosen=value in getattr(asked, name),
    )


def _sites(asked: Asked, counts: Counts, reader: Reader) -> Iterator[Choice]:
    for key in dict.fromkeys((*counts, *asked.site)):
        if key in reader.sites:  # only these can be asked for
            yield _choice(asked, "site", key, label=reader.site(key), counts=counts, reader=reader)


def _band(name: str, reader: Reader) -> str:
    band = next(band for band in PRICE_BANDS if band.name == name)
    low = Decimal(str(band.low)) if band.low else None
    return dollars(low, None if band.high is None else Decimal(str(band.high)), reader.words)


def _amount(given: str) -> Decimal:
    """Read a price that the query was made of, once more."""
    return Decimal(str(read_price(given) or 0))


def _bands(asked: Asked, counts: Counts, reader: Reader) -> Iterator[Choice]:
    for band in PRICE_BANDS:
        if band.name in counts or band.name in asked.band:
            label = _band(band.name, reader)
            yield _choice(asked, "band", band.name, label=label, counts=counts, reader=reader)


def _specialties(asked: Asked, counts: Counts, reader: Reader) -> Iterator[Choice]:
    """Top specialties, most frequent first; one that is chosen, or whose leaf is, opens to its leaves."""
    for root in sorted(reader.taxonomy.roots(), key=lambda known: -counts.get(known.key, 0)):
        leaves = reader.taxonomy.children(root.key)
        family = {root.key, *(leaf.key for leaf in leaves)}
        if family.isdisjoint(asked.specialty):
            if root.key in counts:
                yield _narrowing(asked, root, out=set(), counts=counts, reader=reader)
            continue
        yield _opened(asked, root, leaves, counts=counts, reader=reader)


def _opened(
    asked: Asked, root: Specialty, leaves: tuple[Specialty, ...], *, counts: Counts, reader: Reader
) -> Choice:
    keys = {leaf.key for leaf in leaves}
    top = _narrowing(asked, root, out=keys, counts=counts, reader=reader)
    inner = tuple(
        _narrowing(asked, leaf, out={root.key}, counts=counts, reader=reader)
        for leaf in sorted(leaves, key=lambda known: -counts.get(known.key, 0))
        if leaf.key in counts or leaf.key in asked.specialty
    )
    return Choice(label=top.label, count=top.count, address=top.address, chosen=top.chosen, inner=inner)


def _narrowing(asked: Asked, known: Specialty, *, out: set[str], counts: Counts, reader: Reader) -> Choice:
    """Choose one level instead of the other: a leaf beside its own top would narrow nothing."""
    kept = tuple(key for key in asked.specialty if key not in out)
    label = reader.specialty(known.key)
    return _choice(
        asked.replaced(specialty=kept), "specialty", known.key, label=label, counts=counts, reader=reader
    )
