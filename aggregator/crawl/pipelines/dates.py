"""Step 4: the moment of publication; "3 hours ago" is settled against the time of fetching."""

from datetime import timedelta

from aggregator.crawl.scraped import Scraped
from aggregator.sdk.times import Ago

CLOCK_TOLERANCE = timedelta(days=1)
"""A site's clock or zone may be off by hours; a listing from next week is a misread date."""


def settle_date(scraped: Scraped) -> None:
    """Set `posted_at`; a date in the future is noted and left out."""
    posted = scraped.draft.posted
    if isinstance(posted, Ago):
        posted = posted.before(scraped.fetched_at)
        scraped.posted_exact = False
    if posted is not None and posted > scraped.fetched_at + CLOCK_TOLERANCE:
        scraped.notes["posted: lies in the future"] += 1
        posted = None
    scraped.posted_at = posted
