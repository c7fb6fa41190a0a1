"""A long stream of listings without a server, for benchmarks."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from replay.content.invented import Invented
from replay.content.maker import Maker

_EPOCH = datetime(2026, 11, 1, tzinfo=UTC)
_SPAN = timedelta(days=60)
_SHARES = (
    ("mostaql", "request"),
    ("khamsat", "offer"),
    ("kafiil", "request"),
    ("khamsat", "request"),
    ("khamsat", "offer"),
    ("mostaql", "specialist"),
    ("mostaql", "request"),
    ("kafiil", "offer"),
    ("khamsat", "offer"),
    ("khamsat", "specialist"),
)


def generate(count: int, seed: int, epoch: datetime = _EPOCH) -> Iterator[Invented]:
    """`count` listings of all sites and kinds, oldest first, spread over the 60 days before `epoch`."""
    maker = Maker(seed, sellers=max(1, count // 20))
    numbers: Counter[tuple[str, str]] = Counter()
    for place, (site, kind) in enumerate(islice(cycle(_SHARES), count)):
        posted = epoch - _SPAN * ((count - place) / count)
        yield maker.make(site, kind, numbers[site, kind], posted.replace(microsecond=0))
        numbers[site, kind] += 1
