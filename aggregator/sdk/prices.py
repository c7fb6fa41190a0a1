"""Prices and budgets in all the shapes the sites and their people write.

price-parser reads each single amount; ranges, open ranges and Arabic currency words are
our own rules, because it sees one amount only and guesses at separators.
"""

import re
from decimal import Decimal

from price_parser import Price
from pydantic import ValidationError

from aggregator.domain.money import MoneyRange
from aggregator.sdk.digits import folded, shown

CURRENCIES = {
    "US$": "USD",
    "USD": "USD",
    "$": "USD",
    "دولارات": "USD",
    "دولار": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "يورو": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "SAR": "SAR",
    "ر.س": "SAR",
    "﷼": "SAR",
    "ريال": "SAR",
    "EGP": "EGP",
    "ج.م": "EGP",
    "جنيه": "EGP",
    "AED": "AED",
    "د.ا": "AED",
    "درهم": "AED",
}
"""Signs and words (in folded spelling) of the currencies that listings use."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_AMOUNT = rf"(?:(?P<before>{_SIGN}) ?)?(?P<minus>-)?(?P<number>\d[\d,]*(?:\.\d+)?)(?: ?(?P<after>{_SIGN}))?"
_FIRST = re.sub(r"\?P<(\w+)>", r"?P<\1_1>", _AMOUNT)
_SECOND = re.sub(r"\?P<(\w+)>", r"?P<\1_2>", _AMOUNT)
_RANGE = re.compile(rf"{_FIRST} ?(?:-|–|—|الي|الى|حتي|حتى|to) ?{_SECOND}", re.IGNORECASE)
_SINGLE = re.compile(_AMOUNT, re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:اكثر من|ابتداء من|تبدا من|يبدا من|من|from|over) ?$")
_AT_MOST = re.compile(r"(?:اقل من|حتى|up to|under) ?$")
_LONGEST_NUMBER = 20


def parse_money(text: str, *, currency: str = "USD") -> MoneyRange:
    """Range of money in `text`; `currency` stands where no sign does (ValueError when nothing fits)."""
    words = folded(text)
    try:
        return _range(words, currency) or _single(words, currency, text)
    except ValidationError as error:
        reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise ValueError(f"expected a price, found {shown(text)}: {reason}") from error


def _range(words: str, currency: str) -> MoneyRange | None:
    match = _RANGE.search(words)
    if not match:
        return None
    found = match.groupdict()
    signs = [found[name] for name in ("before_1", "after_1", "before_2", "after_2") if found[name]]
    codes = {CURRENCIES[sign.upper()] for sign in signs} or {currency}
    if len(codes) > 1 or found["minus_1"] or found["minus_2"]:
        raise ValueError(f"expected one range in one currency, found {shown(words)}")
    return MoneyRange(min=_amount(found["number_1"]), max=_amount(found["number_2"]), currency=codes.pop())


def _single(words: str, currency: str, text: str) -> MoneyRange:
    matches = list(_SINGLE.finditer(words))
    signed = [match for match in matches if match["before"] or match["after"]] or matches
    if len(signed) != 1 or signed[0]["minus"] or words[: signed[0].start()].endswith("-"):
        raise ValueError(f"expected one price or range, found {shown(text)}")
    match = signed[0]
    amount = _amount(match["number"])
    code = CURRENCIES[sign.upper()] if (sign := match["before"] or match["after"]) else currency
    lead, rest = words[: match.start()], words[match.end() :]
    if rest.startswith("+") or _AT_LEAST.search(lead):
        return MoneyRange(min=amount, currency=code)
    if _AT_MOST.search(lead):
        return MoneyRange(max=amount, currency=code)
    return MoneyRange(min=amount, max=amount, currency=code)


def _amount(number: str) -> Decimal:
    if len(number) > _LONGEST_NUMBER:
        raise ValueError(f"expected an amount of money, found {shown(number)}")
    amount = Price.fromstring(number, decimal_separator=".").amount
    if amount is None:
        raise ValueError(f"expected an amount of money, found {shown(number)}")
    return amount
