"""The filters of the templates: moments, counts and prices as each site writes them."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from replay.arabic import ago, ago_text, counted, days_in_words, long_date, offers_count, reply_time
from replay.content.addresses import slug
from replay.content.invented import Invented, Price


@pass_context
def ago_in_one(context: Context, moment: datetime) -> str:
    """`منذ 3 ساعات`."""
    return ago_text(context["now"] - moment, parts=1)


@pass_context
def ago_in_two(context: Context, moment: datetime) -> str:
    """`منذ 3 ساعات ودقيقة`."""
    return ago_text(context["now"] - moment, parts=2)


@pass_context
def bare_ago(context: Context, moment: datetime) -> str:
    """`3 ساعات`; empty under a minute."""
    return ago(context["now"] - moment, parts=1)


def iso(moment: datetime) -> str:
    """`2026-06-23 09:38:06`."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def slashed(moment: datetime) -> Markup:
    """`30&#x2F;05&#x2F;2026 17:07:33 GMT`, with the slashes as Khamsat encodes them."""
    return Markup(f"{moment:%d/%m/%Y %H:%M:%S} GMT".replace("/", "&#x2F;"))  # noqa: S704 - a date


def encoded(text: str) -> Markup:
    """The text with its slashes encoded as well."""
    return Markup(str(escape(text)).replace("/", "&#x2F;"))  # noqa: S704 - escaped in the line before


def rfc822(moment: datetime) -> str:
    """`Mon, 14 Sep 2026 13:02:11 +0000`."""
    return format_datetime(moment)


def dollars(listing: Invented) -> str:
    """Mostaql's budget: `$25.00 - $50.00`, `$100.00`."""
    return listing.odd_price or _range(listing.price, "${:,.2f} - ${:,.2f}", "${:,.2f}")


def short_dollars(listing: Invented) -> str:
    """Kafiil's budget in one of its two forms: `$10 - $25`, `10 - 25 $`."""
    behind = int(listing.id[-1]) % 2
    forms = ("{:,} - {:,} $", "{:,} $") if behind else ("${:,} - ${:,}", "${:,}")
    return listing.odd_price or _range(listing.price, *forms)


def _range(price: Price | None, form: str, single: str) -> str:
    if price is None:
        return ""
    return single.format(price.low) if price.low == price.high else form.format(price.low, price.high)


def brief(text: str, length: int = 450) -> str:
    """One line of the text, cut in the middle of a word as the sites do."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}..."


def paragraphs(text: str) -> Markup:
    """`<p>` for each paragraph, `<br />` for each line."""
    blocks = (escape(block).replace("\n", Markup("<br />\n")) for block in text.split("\n\n"))
    return Markup("\n\n").join(Markup("<p>{}</p>").format(block) for block in blocks)


def lines(text: str) -> Markup:
    """`<br />` between the lines, as in Khamsat's articles."""
    return escape(text).replace("\n", Markup("<br />"))


def known_markup(text: str) -> Markup:
    """A sentence of our own lists that holds markup."""
    return Markup(text)  # noqa: S704 - from words.toml, nobody else's


def face(name: str) -> str:
    """Address of a portrait; nothing is there."""
    return f"https://avatars.hsoubcdn.com/{blake2b(name.encode(), digest_size=16).hexdigest()}?s=128"


def raw_newlines(text: str) -> Markup:
    """The text as a JSON string whose newlines are not escaped, as Mostaql writes it."""
    return Markup(htmlsafe_json_dumps(text, dumps=_dumps).replace("\\n", "\n"))  # noqa: S704 - safe by the dumps


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def valid_through(posted: datetime) -> date:
    """The day on which Mostaql's structured data lets a project end: 21 days after its publication."""
    return (posted + timedelta(days=21)).date()


def percent(rate: float | None) -> str:
    """`75.00%`, or `لم يحسب بعد`."""
    return "لم يحسب بعد" if rate is None else f"{rate:.2f}%"


def day_count(days: int) -> str:
    """`يوم واحد`, `يومين`, `5 أيام`, `11 يوم`."""
    return "يوم واحد" if days == 1 else counted(days, "day")


def hours_count(hours: int) -> str:
    """`ساعة`, `ساعتين`, `8 ساعات`."""
    return counted(hours, "hour")


def long_day(day: date) -> str:
    """`22 يونيو 2026`."""
    return long_date(day)


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago_in_one,
    "ago2": ago_in_two,
    "bare_ago": bare_ago,
    "iso": iso,
    "slashed": slashed,
    "encoded": encoded,
    "rfc822": rfc822,
    "dollars": dollars,
    "short_dollars": short_dollars,
    "brief": brief,
    "paragraphs": paragraphs,
    "lines": lines,
    "known_markup": known_markup,
    "face": face,
    "percent": percent,
    "raw_newlines": raw_newlines,
    "valid_through": valid_through,
    "day_count": day_count,
    "hours_count": hours_count,
    "long_day": long_day,
    "offers_count": offers_count,
    "days_in_words": days_in_words,
    "reply_time": reply_time,
    "slug": slug,
}
