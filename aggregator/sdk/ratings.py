"""Stars drawn as icons, the way all these sites show a rating."""

import re
from decimal import Decimal

from aggregator.domain.listing import Rating
from aggregator.sdk.digits import parse_int
from aggregator.sdk.selecting import Node, maybe

_FULL = ".fa-star:not([class*=gray])"
_HALF = ".fa-star-half-o, .fa-star-half, .fa-star-half-alt"
_VOTES = re.compile(r"\([^()]*\)")


def star_rating(node: Node | None, css: str | None = None) -> Rating | None:
    """Rating of the star icons in the first match of `css` (or in `node`), its count from `(141)` beside.

    None without a star lit. ValueError for more than five: those are not one rating.
    """
    scope = (node and node.css(css)) if css else [node]
    if not scope or scope[0] is None:
        return None
    full, half = len(scope[0].css(_FULL)), len(scope[0].css(_HALF))
    if not full and not half:
        return None
    votes = _VOTES.search(maybe(scope[0]) or "")
    return Rating(value=Decimal(full) + Decimal(half) / 2, count=parse_int(votes[0]) if votes else None)
