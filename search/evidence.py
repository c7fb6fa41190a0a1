"""What speaks for a listing besides its words: ratings and jobs done, or how fresh a request is."""

import math
from datetime import datetime
from zlib import crc32

from search.document import SearchDocument

DOUBTFUL_RATINGS = 10
"""Ratings that weigh as much as the site's mean: five stars of two people are no five stars yet."""

USUAL_MEAN = 4.6
"""The mean where a site's own is unknown: people who were content give five stars."""

WORST_RATING = 3.0
"""A shrunk rating that is worth nothing; hardly anything on sale has less."""

MANY_JOBS = 1_000
"""Ratings or jobs done that count in full; half of that worth needs about thirty."""

RATING_SHARE = 0.4
"""How much of the evidence is how good it was; the rest is how often: that is harder to fake."""

FRESH_DAYS = 7.0
"""Days after which a request is worth half as much: most of them find somebody within a week."""

RANK_SPAN = 0.25
"""How much more than 1 the best `rank` is: enough to part equal texts, too little to outrank better ones."""

_EVIDENCE_LEVELS = 16
_WEEKS = 2048
_FIRST_WEEK = 2086
"""Weeks from 1970 to the end of 2009, when none of the sites was there."""

_WEEK_SECONDS = 7 * 86_400


def shrunk_rating(document: SearchDocument) -> float | None:
    """Return the rating shrunk to its site's mean as if DOUBTFUL_RATINGS more people had given that."""
    if document.rating is None:
        return None
    count = 1 if document.rating_count is None else document.rating_count
    mean = USUAL_MEAN if document.mean_rating is None else document.mean_rating
    return (document.rating * count + mean * DOUBTFUL_RATINGS) / (count + DOUBTFUL_RATINGS)


def evidence_of(document: SearchDocument) -> float:
    """Return from 0 (nothing known) to 1 how much others' experience speaks for a listing."""
    jobs = max(document.rating_count or 0, document.done or 0)
    often = min(1.0, math.log1p(jobs) / math.log1p(MANY_JOBS))
    rating = shrunk_rating(document) if jobs else None
    if rating is None:
        return round(often * (1 - RATING_SHARE), 4)
    good = max(0.0, (rating - WORST_RATING) / (5 - WORST_RATING))
    return round(often * (1 - RATING_SHARE) + good * RATING_SHARE * min(1.0, 2 * often), 4)


def freshness(posted: float | None, now: datetime) -> float:
    """Return from 0 to 1 how fresh something posted (seconds since 1970) is; unknown counts as old."""
    if posted is None:
        return 0.0
    days = max(0.0, (now.timestamp() - posted) / 86_400)
    return float(0.5 ** (days / FRESH_DAYS))


def static_rank(document: SearchDocument) -> float:
    """Return from 1 to under 1.25 which of equally good texts comes first, before anything else is known.

    Requests by the week they were posted in, all else by evidence; what is equal then is parted by a
    hash of the ref, so that an engine can cut anywhere and every engine cuts at the same place.
    """
    if document.kind == "request":
        level, levels, parts = _week(document), _WEEKS, 1 << 7
    else:
        level, levels, parts = min(15, int(evidence_of(document) * 16)), _EVIDENCE_LEVELS, 1 << 12
    part = crc32(document.ref.encode("utf-8", "surrogatepass")) % parts
    return 1 + RANK_SPAN * (level + part / parts) / levels


def _week(document: SearchDocument) -> int:
    if document.posted_at is None:
        return 0
    week = int(document.posted_at.timestamp() // _WEEK_SECONDS) - _FIRST_WEEK
    return max(0, min(_WEEKS - 1, week))
