"""Listings that bite, off by default: `World(hostile=True)` adds them as the newest of each site.

| id | site and kind | what is wrong |
|---|---|---|
| 666001 | all requests | `<script>` in the title, an `onerror` image in the text |
| 666002 | all requests | the row's address is `javascript:alert(1)` |
| 6660...03, 40 digits | all requests | no computer word holds the id |
| 666004 | all requests | the price is written `$10,000.00 - $5` |
| 666005 | all requests | a right-to-left override in the client's name |
| 666006 | all requests | a title of more than 300 characters |
| 666007 | all offers | `<script>` in the title |
| 666008 | all offers | the price is written `$10,000.00 - $5` |

Each appears one second after the other, the last one at the epoch.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from replay.content.invented import Invented
from replay.content.maker import Maker

SCRIPT = "<script>alert('دليل')</script>تصميم شعار"
JAVASCRIPT = "javascript:alert(1)"
LONG_ID = "666" + "0" * 35 + "03"
REVERSED_PRICE = "$10,000.00 - $5"
OVERRIDDEN_NAME = "سامي\u202e.gpj ك."
LONG_TITLE = "تصميم شعار وهوية بصرية كاملة " * 12
_TEMPLATE_INDEX = 10_000_000
"""Far above every index in use, so that the samples share nobody's client."""


def hostile_listings(maker: Maker, site: str, kind: str, epoch: datetime) -> tuple[Invented, ...]:
    """The samples of a site and kind, oldest first; specialists have none."""
    if kind == "specialist":
        return ()
    model = maker.make(site, kind, _TEMPLATE_INDEX, epoch)
    samples = tuple(_requests(model) if kind == "request" else _offers(model))
    last = len(samples) - 1
    return tuple(
        replace(sample, posted=epoch - timedelta(seconds=last - place))
        for place, sample in enumerate(samples)
    )


def _requests(model: Invented) -> Iterator[Invented]:
    image = "<img src=x onerror=alert(1)>\n\n" + model.description
    yield replace(model, id="666001", title=SCRIPT, description=image)
    yield replace(model, id="666002", odd_href=JAVASCRIPT)
    yield replace(model, id=LONG_ID)
    yield replace(model, id="666004", odd_price=REVERSED_PRICE)
    yield replace(model, id="666005", author=replace(model.author, name=OVERRIDDEN_NAME))
    yield replace(model, id="666006", title=LONG_TITLE.strip())


def _offers(model: Invented) -> Iterator[Invented]:
    yield replace(model, id="666007", title=SCRIPT)
    yield replace(model, id="666008", odd_price=REVERSED_PRICE)
