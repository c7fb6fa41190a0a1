"""Prices and budgets in all the shapes that the sites and their people write.

Own rules, not price-parser: it sees the first of two amounts, drops the sign of a negative one,
takes the days in `3 أيام مقابل 25$` for the price and cuts `٢٥٫٥٠` to 25; the tests show the cases.
"""

import re
from decimal import Decimal

from pydantic import ValidationError

from aggregator.domain.money import MoneyRange
from aggregator.sdk.digits import NUMBER_RUN, as_number, folded, shown

SIGNS: dict[str, str] = {
    "USD": "us$ $ usd دولار دولارا دولارات",
    "EUR": "€ eur يورو",
    "GBP": "£ gbp",
    "SAR": "sar sr ر.س ر.س. ﷼ ⃁ ريال ريالا ريالات",
    "EGP": "egp ج.م ج.م. جنيه جنيها جنيهات",
    "AED": "aed د.ا د.ا. درهم درهما دراهم",
}
"""Signs and words of the currencies that listings use, in folded spelling."""

_CODES = {sign: code for code, signs in SIGNS.items() for sign in signs.split()}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CODES, key=len, reverse=True))
# A word ends where no letter follows; a symbol may touch the next word, but never the next number.
_END = r"(?:(?<=\W)(?![0-9])|(?![^\W_]))(?: (?:امريكي|سعودي|مصري|اماراتي)[ةا]?(?![^\W_]))?"
_AMOUNT = re.compile(
    rf"(?:(?<![^\W_])(?P<before>{_SIGN}) ?)?(?P<number>{NUMBER_RUN})(?P<plus>\+)?"
    rf"(?:(?P<after>{_SIGN}){_END}| (?P<apart>{_SIGN})(?! ?[0-9]){_END})?(?P<plus_after> ?\+)?"
)
# The dollar of another country, or a dinar of whichever, must not pass for a currency that we know.
_FOREIGN = re.compile(
    r"[a-rt-z]\$|(?<!\bu)s\$|\b(?:cad|aud|nzd|hkd|sgd)\b|دينار|ليرة"
    r"|(?:دولار|ريال|جنيه|درهم)\w* (?:ال)?"
    r"(?:استرليني|سوداني|سوري|لبناني|قطري|عماني|يمني|ايراني|مغربي|كندي|استرالي)"
)
_JOINT = re.compile(r" ?(?:-|الي|حتي|to) ?")
_AND = re.compile(r" و ?")
_AT_LEAST = re.compile(
    r"(?:^| )(?:اكثر من|ابتداء من|بدءا من|[تي]بدا من|لا [تي]قل عن|بحد ادني|علي الاقل|من"
    r"|from|over|more than|at least)$"
)
_AT_MOST = re.compile(
    r"(?:^| )(?:اقل من|لا [تي]زيد عن|لا [تي]تجاوز|بحد اقصي|علي الاكثر|حتي|up to|under|less than|at most)$"
)
_FROM = re.compile(r"(?:^| )(?:من|from)$")
_OR_MORE = re.compile(r"\+|(?:[فو]|او )اكثر\b|فما فوق\b|كحد ادني\b|علي الاقل\b|or more\b|and up\b")
_OR_LESS = re.compile(r"(?:[فو]|او )اقل\b|فما دون\b|كحد اقصي\b|علي الاكثر\b|or less\b")
_LETTER_OR_PERCENT = re.compile(r"[^\W\d_]|%")


def parse_money(text: str, *, currency: str = "USD") -> MoneyRange:
    """Price or range of money in `text`; `currency` (ISO 4217) stands where the text has no sign.

    Beside an amount with a sign other numbers may stand (`10.00$ ... 3 أيام`); without one the text
    is amounts alone. ValueError for no amount, several that are no range, a negative, an
    upside-down range, a currency that is not known, and more than the domain's largest amount.
    """
    words = folded(text)
    try:
        return _read(words, currency)
    except ValidationError as error:
        reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise ValueError(f"expected a price, found {shown(text)}: {reason}") from error


def _read(words: str, currency: str) -> MoneyRange:
    if _FOREIGN.search(words):
        raise ValueError(f"expected a currency that is known, found {shown(words)}")
    group = _only_group(words)
    lead, rest = words[: group[0].start()].rstrip(), words[group[-1].end() :].lstrip()
    if lead.endswith(("-", "+")) or rest.startswith("-"):
        raise ValueError(f"expected a price that is not negative, found {shown(words)}")
    _refuse_loose(group, words)
    code = _code(group, words) or currency
    amounts = [as_number(match["number"]) for match in group]
    if len(amounts) > 1:
        return _closed(amounts, code, words=words, lead=lead)
    at_least, at_most = _ends(group[0], lead, rest)
    return MoneyRange(
        min=None if at_most else amounts[0], max=None if at_least else amounts[0], currency=code
    )


def _only_group(words: str) -> list[re.Match[str]]:
    """The amounts that belong together and are the text's only price."""
    groups = _groups(words)
    signed = [group for group in groups if any(_signs(match) for match in group)]
    if not signed and len(groups) == 1 and _only_amounts(groups[0], words):
        signed = groups
    if len(signed) != 1 or len(signed[0]) > 2:  # noqa: PLR2004  a range has two ends
        raise ValueError(f"expected one price or one range, found {shown(words)}")
    return signed[0]


def _groups(words: str) -> list[list[re.Match[str]]]:
    groups: list[list[re.Match[str]]] = []
    end = 0
    for match in _AMOUNT.finditer(words):
        between = words[end : match.start()]
        if groups and _joins(between, words[: groups[-1][0].start()]):
            groups[-1].append(match)
        elif groups and not between.strip():
            raise ValueError(f"expected amounts apart from each other, found {shown(words)}")
        else:
            groups.append([match])
        end = match.end()
    return groups


def _joins(between: str, lead: str) -> bool:
    return bool(_JOINT.fullmatch(between) or (_AND.fullmatch(between) and lead.rstrip().endswith("بين")))


def _only_amounts(group: list[re.Match[str]], words: str) -> bool:
    """Whether a text without a sign holds nothing but these amounts and the words of a range."""
    lead, rest = words[: group[0].start()].rstrip(), words[group[-1].end() :].strip()
    known_lead = lead in {"", "بين"} or _AT_LEAST.fullmatch(lead) or _AT_MOST.fullmatch(lead)
    return bool(known_lead and (not rest or _OR_MORE.fullmatch(rest) or _OR_LESS.fullmatch(rest)))


def _signs(match: re.Match[str]) -> list[str]:
    return [match[side] for side in ("before", "after", "apart") if match[side]]


def _code(group: list[re.Match[str]], words: str) -> str | None:
    codes = {_CODES[sign] for match in group for sign in _signs(match)}
    if len(codes) > 1:
        raise ValueError(f"expected amounts of one currency, found {shown(words)}")
    return codes.pop() if codes else None


def _refuse_loose(group: list[re.Match[str]], words: str) -> None:
    """Refuse `5k`, `1e9$` and `$5 - 10 days`: the number may count something else."""
    for match in group:
        before = "" if match["before"] else words[: match.start()][-1:]
        after = "" if len(_signs(match)) > (match["before"] is not None) else words[match.end() :]
        if match is group[-1] and len(group) > 1:
            after = after.lstrip()
        if _LETTER_OR_PERCENT.match(before) or _LETTER_OR_PERCENT.match(after):
            raise ValueError(f"expected amounts of money alone, found {shown(words)}")


def _closed(amounts: list[Decimal], code: str, *, words: str, lead: str) -> MoneyRange:
    one_sided = _AT_MOST.search(lead) or (_AT_LEAST.search(lead) and not _FROM.search(lead))
    if one_sided or "+" in words:
        raise ValueError(f"expected a range with two ends or one, found {shown(words)}")
    return MoneyRange(min=amounts[0], max=amounts[1], currency=code)


def _ends(match: re.Match[str], lead: str, rest: str) -> tuple[bool, bool]:
    """Whether one amount is a lower bound, and whether it is an upper one."""
    under = _AT_MOST.search(lead)  # asked first: `اقل من` ends with `من` too
    at_most = bool(under or _OR_LESS.match(rest))
    plus = match["plus"] or match["plus_after"]
    at_least = bool(plus or _OR_MORE.match(rest) or (not under and _AT_LEAST.search(lead)))
    if at_least and at_most:
        raise ValueError(f"expected one open end, found {shown(match.string)}")
    return at_least, at_most
