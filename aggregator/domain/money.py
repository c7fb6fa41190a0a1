"""Prices and budgets: a range in its own currency and its worth in US dollars."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

LARGEST_AMOUNT = Decimal(10_000_000)
"""No honest listing costs more; a larger number is a misread id or a joke."""

_CENT = Decimal("0.01")

Amount = Annotated[Decimal, Field(ge=0, le=LARGEST_AMOUNT, allow_inf_nan=False)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRange:
    """From `min` to `max` in `currency`; equal bounds are one price, a missing bound is open."""

    min: Amount | None = None
    max: Amount | None = None
    currency: Currency
    usd_min: Amount | None = None
    usd_max: Amount | None = None

    @model_validator(mode="after")
    def _bounds_make_sense(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a range needs at least one amount")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"range is upside down: {self.min} is more than {self.max}")
        return self

    def in_usd(self, rates: Mapping[str, Decimal]) -> "MoneyRange":
        """Return the same range with its USD worth; `rates` is USD per one unit of a currency.

        A currency without a rate keeps its USD worth unknown: a guess would sort wrongly.
        """
        rate = rates.get(self.currency)
        return MoneyRange(
            min=self.min,
            max=self.max,
            currency=self.currency,
            usd_min=_worth(self.min, rate),
            usd_max=_worth(self.max, rate),
        )


def _worth(amount: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if amount is None or rate is None:
        return None
    return (amount * rate).quantize(_CENT, rounding=ROUND_HALF_UP)
