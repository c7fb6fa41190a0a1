"""A draft on its way through the pipeline, with what each step settled so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from aggregator.crawl.addresses import SiteAddresses
from aggregator.domain.money import MoneyRange
from aggregator.sdk.drafts import Draft
from aggregator.sdk.sites import Site


@dataclass(slots=True, kw_only=True)
class Scraped:
    """`complete` tells a full page from a list row; `notes` counts what the steps changed or missed.

    `rates` is USD per unit of currency. The fields below `rates` are filled by the steps.
    """

    site: Site
    addresses: SiteAddresses
    draft: Draft
    complete: bool
    fetched_at: datetime
    rates: Mapping[str, Decimal]
    language: str | None = None
    specialty: str | None = None
    unmapped: str | None = None
    posted_at: datetime | None = None
    posted_exact: bool = True
    price: MoneyRange | None = None
    notes: Counter[str] = field(default_factory=Counter)
