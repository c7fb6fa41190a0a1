"""Reads the form in which a search is saved, or says beside each field what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from aggregator.domain.alert import Criteria, Pace, QuietHours, SavedSearch, Schedule
from search.query import Query
from web.amounts import read_days, read_number, read_price
from web.asking import MANY, PLACE, Asked
from web.forms import Form
from web.links import isolated
from web.problems import Known, shown
from web.reading import read
from web.words import Words

LONGEST_NAME = 200
FIELDS = tuple(name for name in Asked.model_fields if name not in {"sort", *PLACE})
"""Parameters of a search that are kept; order and place are not."""

_MANY_CRITERIA = {
    "site": "sites",
    "kind": "kinds",
    "specialty": "specialties",
    "status": "statuses",
    "language": "languages",
    "pricing": "pricings",
    "band": "price_bands",
    "delivery_band": "delivery_bands",
    "rating_band": "rating_bands",
}
_LEFT_OUT = re.compile(r"(?<!\S)-([^\s\"()-][^\s\"()]*)")
_CLOCK = re.compile(r"(\d{2}):(\d{2})(:\d{2})?")
_MOST_RATE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What can be saved."""

    name: str
    criteria: Criteria
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to be told of, as read; `faults` are by field, said in the reader's language.

    `kept` is None where there are faults.
    """

    kept: Kept | None
    contacts: tuple[str, ...]
    address: str
    faults: Mapping[str, str]


def read_wish(form: Form, known: Known, *, words: Words, now: datetime) -> Wish:
    """Read all fields; never raises for what was given."""
    asked = asked_of(form)
    faults: dict[str, str] = {}
    reading = read(asked, known, now=now)
    for problem in reading.problems:
        faults.setdefault(problem.field, problem.told(words, isolated))
    values = dict(_singles(form, faults, words))
    name = form("name")
    if len(name) > LONGEST_NAME:
        faults["name"] = words("problem.too_long", limit=LONGEST_NAME)
    return Wish(
        kept=None if faults else _kept(form, asked, reading.query, values=values, faults=faults, words=words),
        contacts=tuple(dict.fromkeys(form.all("contact"))),
        address=form("address"),
        faults=faults,
    )


def _kept(
    form: Form,
    asked: Asked,
    query: Query | None,
    *,
    values: Mapping[str, Any],
    faults: dict[str, str],
    words: Words,
) -> Kept | None:
    schedule = _schedule(form, values, faults, words)
    if query is None or schedule is None:
        return None
    name = form("name") or asked.q[:LONGEST_NAME] or words("search.all")
    return Kept(name=name, criteria=_criteria(asked, query, values), schedule=schedule)


def asked_of(form: Form) -> Asked:
    """Return the search of a form, with the words to leave out among its words."""
    given: dict[str, Any] = {name: form.all(name) for name in MANY}
    given |= {name: form(name) for name in FIELDS if name not in MANY}
    words = [word.lstrip("-") for word in re.split(r"[\s,،]+", form("exclude")) if word.strip("-")]
    given["q"] = " ".join([given["q"], *(f"-{word}" for word in words)]).strip()
    return Asked(**given)


def form_of(asked: Asked) -> Form:
    """Return the form as it begins, for a search that somebody sees."""
    pairs = [pair for pair in asked.pairs("sort", *PLACE) if pair[0] != "q"]
    return Form((*_words(asked.q), *pairs, ("name", asked.q[:LONGEST_NAME])))


def form_of_saved(search: SavedSearch) -> Form:
    """Return the form that reads as a saved search."""
    criteria, schedule = search.criteria, search.schedule
    pairs = [("name", search.name), *_words(criteria.text), ("pace", schedule.pace.value)]
    for field, name in _MANY_CRITERIA.items():
        pairs += [(field, value) for value in sorted(getattr(criteria, name))]
    for field in ("min_price", "max_price", "max_delivery_days", "min_rating", "posted_within"):
        if (value := getattr(criteria, field)) is not None:
            pairs.append((field, f"{value:.10g}"))
    for field in ("posted_after", "posted_before"):
        if (moment := getattr(criteria, field)) is not None:
            pairs.append((field, moment.isoformat().replace("+00:00", "Z")))
    if criteria.min_hiring_rate is not None:
        pairs.append(("min_hiring_rate", f"{criteria.min_hiring_rate:f}"))
    pairs.append(("uncomputed", "take" if criteria.take_uncomputed else "leave"))
    pairs += [("daily_at", f"{schedule.daily_at:%H:%M}"), ("zone", schedule.zone)]
    if schedule.quiet:
        start, end = schedule.quiet.start, schedule.quiet.end
        pairs += [("quiet", "on"), ("quiet_start", f"{start:%H:%M}"), ("quiet_end", f"{end:%H:%M}")]
    pairs += [("most_an_hour", str(schedule.most_an_hour)), ("most_a_buyer", str(schedule.most_a_buyer))]
    return Form((*pairs, *(("contact", key) for key in search.contacts)))


def _words(text: str) -> list[tuple[str, str]]:
    """Part words to leave out from the others, unless quotes or brackets make that a question of place."""
    if any(mark in text for mark in '"()'):
        return [("q", text)]
    return [("q", " ".join(_LEFT_OUT.sub("", text).split())), ("exclude", " ".join(_LEFT_OUT.findall(text)))]


def _singles(form: Form, faults: dict[str, str], words: Words) -> Iterator[tuple[str, Any]]:
    """Yield the values of the fields that a search has not, and note what cannot be read."""
    for name, (reader, code) in _READERS.items():
        if not form(name):
            continue
        value = reader(form(name))
        if value is None:
            faults[name] = words(f"save.{code}", given=isolated(shown(form(name))))
        yield name, value


def _criteria(asked: Asked, query: Query, values: Mapping[str, Any]) -> Criteria:
    sets = {name: frozenset(getattr(asked, field)) for field, name in _MANY_CRITERIA.items()}
    days = read_days(asked.posted_within) if asked.posted_within else None
    return Criteria(
        text=asked.q,
        **sets,
        min_price=query.min_price,
        max_price=query.max_price,
        # A number of days moves along: the moment that the page made of it would not.
        posted_after=query.posted_after if asked.posted_after else None,
        posted_before=query.posted_before,
        posted_within=days,
        max_delivery_days=query.max_delivery_days,
        min_rating=query.min_rating,
        min_hiring_rate=values.get("min_hiring_rate"),
        take_uncomputed=values.get("uncomputed", True),
    )


def _schedule(form: Form, values: Mapping[str, Any], faults: dict[str, str], words: Words) -> Schedule | None:
    quiet = None
    if form("quiet"):
        start, end = values.get("quiet_start"), values.get("quiet_end")
        if start is None or end is None or start == end:
            faults["quiet_start"] = words("save.not_quiet")
            return None
        quiet = QuietHours(start=start, end=end)
    given = {
        name: values[name]
        for name in ("pace", "daily_at", "most_an_hour", "most_a_buyer", "zone")
        if name in values
    }
    try:
        return Schedule(quiet=quiet, **given)
    except ValidationError:
        faults["zone"] = words("save.not_a_zone", given=isolated(shown(form("zone"))))
        return None


def _pace(given: str) -> Pace | None:
    return Pace(given) if given in set(Pace) else None


def _clock(given: str) -> time | None:
    found = _CLOCK.fullmatch(given)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _rate(given: str) -> Decimal | None:
    rate = read_price(given.removesuffix("%").removesuffix("٪").strip())
    return Decimal(str(rate)) if rate is not None and rate <= _MOST_RATE else None


def _cap(given: str) -> int | None:
    number = read_number(given)
    return number if number is not None and number <= _MOST_RATE else None


def _uncomputed(given: str) -> bool | None:
    return {"take": True, "leave": False}.get(given)


_READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "min_hiring_rate": (_rate, "not_a_rate"),
    "uncomputed": (_uncomputed, "not_a_choice"),
    "pace": (_pace, "not_a_choice"),
    "daily_at": (_clock, "not_a_time"),
    "quiet_start": (_clock, "not_a_time"),
    "quiet_end": (_clock, "not_a_time"),
    "most_an_hour": (_cap, "not_a_cap"),
    "most_a_buyer": (_cap, "not_a_cap"),
    "zone": (str, "not_a_zone"),
}
