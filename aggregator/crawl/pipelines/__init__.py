"""The steps from a draft to a valid listing, in the order of this table."""

from aggregator.crawl.pipelines.addresses import check_address
from aggregator.crawl.pipelines.categories import map_category
from aggregator.crawl.pipelines.clean import clean_texts
from aggregator.crawl.pipelines.dates import settle_date
from aggregator.crawl.pipelines.languages import tell_language
from aggregator.crawl.pipelines.prices import convert_price
from aggregator.crawl.pipelines.validate import build_listing
from aggregator.crawl.scraped import Scraped
from aggregator.domain.listing import Listing

STEPS = (check_address, clean_texts, tell_language, settle_date, map_category, convert_price)


def normalise(scraped: Scraped) -> Listing:
    """Run all steps and build the listing; raises ListingInvalid where the draft makes none."""
    for step in STEPS:
        step(scraped)
    return build_listing(scraped)
