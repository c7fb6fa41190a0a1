"""Small sets of answers of which usually one is wanted: since when, paid how, in which language."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.domain.identity import Kind
from aggregator.domain.listing import Status
from web.asking import Asked, Many
from web.views.labels import WITHIN, label
from web.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Pill:
    """One answer; `address` gives it, or takes it back where it is given."""

    label: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Pills:
    """A question (its name is a key of `facet.`) and its answers."""

    name: str
    choices: tuple[Pill, ...]


_OFFERED: tuple[tuple[Many, tuple[str, ...]], ...] = (
    ("status", (Status.OPEN.value, Status.IN_PROGRESS.value, Status.COMPLETED.value)),
    ("pricing", ("fixed", "hourly")),
    ("language", ("ar", "en")),
)


def pills(asked: Asked, reader: Reader) -> tuple[Pills, ...]:
    """Offer all that makes sense for the chosen kinds: only requests are open or done."""
    return tuple(_pills(asked, reader))


def _pills(asked: Asked, reader: Reader) -> Iterator[Pills]:
    yield Pills("posted_within", tuple(_within(asked, days, reader) for days in WITHIN))
    for name, values in _OFFERED:
        chosen: tuple[str, ...] = getattr(asked, name)
        if name == "status" and asked.kind and Kind.REQUEST.value not in asked.kind and not chosen:
            continue
        yield Pills(name, tuple(_pill(asked, name, value, reader=reader) for value in values))


def _within(asked: Asked, days: str, reader: Reader) -> Pill:
    chosen = asked.posted_within == days
    address = reader.links.search(asked.replaced(posted_within="" if chosen else days))
    return Pill(label("posted_within", days, reader), address, chosen)


def _pill(asked: Asked, name: Many, value: str, *, reader: Reader) -> Pill:
    return Pill(
        label(name, value, reader),
        reader.links.search(asked.toggled(name, value)),
        value in getattr(asked, name),
    )
