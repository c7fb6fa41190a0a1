"""The steps from a draft to a valid listing, in the order of this table."""

from aggregator.crawl.pipelines.categories import map_category
from aggregator.crawl.pipelines.clean import clean_texts
from aggregator.crawl.pipelines.dates import settle_date
from aggregator.crawl.pipelines.languages import tell_language
from aggregator.crawl.pipelines.prices import convert_price
from aggregator.crawl.pipelines.validate import build_listing
from aggregator.crawl.scraped import Scraped
from aggregator.domain.listing import Listing

STEPS = (clean_texts, tell_language, settle_date, map_category, convert_price, build_listing)


def normalise(scraped: Scraped) -> Listing:
    """Run all steps; raises ListingInvalid where the draft makes no listing."""
    for step in STEPS:
        step(scraped)
    assert scraped.listing is not None  # noqa: S101  the last step builds it or raises
    return scraped.listing
