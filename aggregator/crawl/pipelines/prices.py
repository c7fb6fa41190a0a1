"""Step 5: what a listing costs or pays, with its worth in US dollars by the rates of the settings."""

from aggregator.crawl.scraped import Scraped
from aggregator.sdk.drafts import OfferDraft, RequestDraft, SpecialistDraft


def convert_price(scraped: Scraped) -> None:
    """Set `price`; a currency without a rate is noted and keeps its own amounts only."""
    match scraped.draft:
        case OfferDraft(price=price) | RequestDraft(budget=price) | SpecialistDraft(hourly_rate=price):
            if price is None:
                return
    scraped.price = price.in_usd(scraped.rates)
    if price.currency not in scraped.rates:
        scraped.notes[f"price: no rate for {price.currency}"] += 1
