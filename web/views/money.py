"""Says prices: in their own currency first, then what they are worth in US dollars."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_symbol

from aggregator.domain.money import MoneyRange
from web.links import plain
from web.words import Language, Words

_CENT = Decimal("0.01")
_SPACE = "\N{NO-BREAK SPACE}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
_RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT ISOLATE}"


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs, and its worth in dollars where that is another currency and known."""

    amount: str
    worth: str | None


def dollars(low: Decimal | None, high: Decimal | None, words: Words) -> str:
    """Say a range of US dollars; at least one end is given."""
    return _range(low, high, currency="USD", words=words)


def price(money: MoneyRange | None, words: Words) -> Price | None:
    """Say a price; None when it is not stated."""
    if money is None:
        return None
    amount = _range(money.min, money.max, currency=money.currency, words=words)
    if money.currency == "USD" or (money.usd_min is None and money.usd_max is None):
        return Price(amount, None)
    return Price(amount, words("money.worth", price=dollars(money.usd_min, money.usd_max, words)))


def _range(low: Decimal | None, high: Decimal | None, *, currency: str, words: Words) -> str:
    if low is not None and high is not None and low != high:
        return _with_currency(f"{_number(low, words)} – {_number(high, words)}", currency, words=words)
    one = low if low is not None else high
    amount = _with_currency(_number(one or Decimal(0), words), currency, words=words)
    if low is None:
        return words("money.up_to", amount=amount)
    return amount if high is not None else words("money.from", amount=amount)


def _number(amount: Decimal, words: Words) -> str:
    """Write whole amounts without cents, others with both."""
    whole = amount == amount.to_integral_value()
    return words.number(amount.to_integral_value()) if whole else f"{amount.quantize(_CENT):,}"


def _with_currency(numbers: str, currency: str, *, words: Words) -> str:
    """Place the currency as the marketplaces do; the numbers run from left to right in every language."""
    if currency == "USD":
        return _run(_LEFT_TO_RIGHT, f"${numbers}")
    symbol = plain(get_currency_symbol(currency, locale=words.locale))
    if words.language is Language.AR:
        return _run(_RIGHT_TO_LEFT, f"{_run(_LEFT_TO_RIGHT, numbers)}{_SPACE}{symbol}")
    return _run(_LEFT_TO_RIGHT, f"{symbol}{_SPACE if symbol.isalpha() else ''}{numbers}")


def _run(direction: str, text: str) -> str:
    return f"{direction}{text}\N{POP DIRECTIONAL ISOLATE}"
