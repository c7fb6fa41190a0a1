"""Stars drawn as icons, the way all these sites show a rating."""

from decimal import Decimal

from aggregator.domain.listing import Rating
from aggregator.sdk.selecting import Node

_FULL = ".fa-star:not([class*=gray])"
_HALF = ".fa-star-half-o, .fa-star-half, .fa-star-half-alt"


def star_rating(node: Node | None, *, count: int | None = None) -> Rating | None:
    """Rating of the full and half star icons inside `node`; None where no star is lit.

    `count` is how many people gave them. ValueError for more than five stars: then it
    is not one rating.
    """
    if node is None:
        return None
    full, half = len(node.css(_FULL)), len(node.css(_HALF))
    if not full and not half:
        return None
    return Rating(value=Decimal(full) + Decimal(half) / 2, count=count)
