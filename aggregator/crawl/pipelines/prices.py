"""Step 6: what a listing costs or pays, with its worth in US dollars by the rates of the settings."""

from aggregator.crawl.scraped import Scraped
from aggregator.domain.money import MoneyRange
from aggregator.sdk.drafts import Draft, OfferDraft, RequestDraft, SpecialistDraft


def convert_price(scraped: Scraped) -> None:
    """Set `price`; a currency without a rate is noted and keeps its own amounts only."""
    price = _price(scraped.draft)
    if price is None:
        return
    scraped.price = price.in_usd(scraped.rates)
    if price.currency not in scraped.rates:
        scraped.notes[f"price: no rate for {price.currency}"] += 1


def _price(draft: Draft) -> MoneyRange | None:
    match draft:
        case OfferDraft():
            return draft.price
        case RequestDraft():
            return draft.budget
        case SpecialistDraft():
            return draft.hourly_rate
    raise TypeError(f"{type(draft).__name__} is no kind of listing")
