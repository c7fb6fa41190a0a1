"""Step 1: the listing's public address; what leads anywhere else than to its site is no listing of it."""

from dataclasses import replace

from aggregator.crawl.scraped import Scraped
from aggregator.errors import BadInput, ListingInvalid


def check_address(scraped: Scraped) -> None:
    """Set the draft's `url` to its public form; raises ListingInvalid for another host or scheme."""
    try:
        url = scraped.addresses.public(scraped.draft.url)
    except BadInput as error:
        raise ListingInvalid("url", str(error)) from error
    scraped.draft = replace(scraped.draft, url=url)
