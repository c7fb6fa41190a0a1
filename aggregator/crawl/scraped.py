"""A draft on its way through the pipeline, with what each step settled so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from aggregator.domain.listing import Listing
from aggregator.domain.money import MoneyRange
from aggregator.sdk.drafts import Draft
from aggregator.sdk.sites import Site


@dataclass(slots=True, kw_only=True)
class Scraped:
    """`complete` tells a full page from a list row; `notes` counts what the steps changed or missed.

    `rates` is USD per unit of currency. The fields below `rates` are filled by the steps.
    """

    site: Site
    draft: Draft
    complete: bool
    fetched_at: datetime
    rates: Mapping[str, Decimal]
    row_print: str | None = None
    language: str | None = None
    specialty: str | None = None
    unmapped: str | None = None
    posted_at: datetime | None = None
    posted_exact: bool = True
    price: MoneyRange | None = None
    listing: Listing | None = None
    notes: Counter[str] = field(default_factory=Counter)
