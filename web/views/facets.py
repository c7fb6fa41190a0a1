"""Filters as links that say what they would leave, so that choosing needs neither a script nor a guess."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aggregator.domain.identity import Kind
from aggregator.domain.taxonomy import Specialty
from search.bands import DELIVERY_BANDS, PRICE_BANDS, RATING_BANDS, Band
from search.results import FacetCount
from web.asking import Asked, Many
from web.views.labels import label
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


def kinds(asked: Asked, counts: Counts, reader: Reader) -> tuple[Choice, ...]:
    """Offer all kinds, also those that would leave nothing."""
    return tuple(
        _choice(asked, "kind", kind.value, label=reader.words(f"kinds.{kind}"), counts=counts, reader=reader)
        for kind in Kind
    )


def facets(asked: Asked, counted: Mapping[str, tuple[FacetCount, ...]], reader: Reader) -> tuple[Facet, ...]:
    """Offer specialties, marketplaces and the bands; a filter without values is left out."""
    found = (
        Facet("specialty", tuple(_specialties(asked, by_value(counted, "specialty"), reader))),
        Facet("site", tuple(_sites(asked, by_value(counted, "site"), reader))),
        *(
            Facet(name, tuple(_bands(asked, name, bands, counts=by_value(counted, facet), reader=reader)))
            for name, facet, bands in _BANDED
        ),
    )
    return tuple(facet for facet in found if facet.choices)


_BANDED: tuple[tuple[Many, str, tuple[Band, ...]], ...] = (
    ("band", "price_band", PRICE_BANDS),
    ("rating_band", "rating_band", RATING_BANDS),
    ("delivery_band", "delivery_band", DELIVERY_BANDS),
)


def by_value(counted: Mapping[str, tuple[FacetCount, ...]], name: str) -> dict[str, int]:
    """Counts of one facet by its values, in the order of the answer."""
    return {counted_value.value: counted_value.count for counted_value in counted.get(name, ())}


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


def _bands(
    asked: Asked, name: Many, bands: tuple[Band, ...], *, counts: Counts, reader: Reader
) -> Iterator[Choice]:
    for band in bands:
        if band.name in counts or band.name in getattr(asked, name):
            said = label(name, band.name, reader)
            yield _choice(asked, name, band.name, label=said, counts=counts, reader=reader)


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
