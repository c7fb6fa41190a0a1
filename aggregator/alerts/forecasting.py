"""Tells how messages would have come: the schedule tried on findings of the past."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aggregator.alerts.digesting import BUYER_DAY
from aggregator.alerts.scheduling import due_at, over_cap
from aggregator.domain.alert import Schedule
from search.duplicates import Signature, alike


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFinding:
    """A listing that would have been found at `at`."""

    ref: str
    at: datetime
    buyer: str | None = None
    signature: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMessage:
    """A message that would have come at `at`: what it would have shown, and what it would have counted."""

    at: datetime
    refs: tuple[str, ...]
    more: int


def messages_of(findings: Sequence[PastFinding], schedule: Schedule) -> list[PastMessage]:
    """Return the messages that a schedule makes of findings, in order."""
    waiting = sorted(_without_copies(findings), key=lambda one: (due_at(schedule, one.at), one.at, one.ref))
    sent: list[PastMessage] = []
    told: list[tuple[datetime, str]] = []
    while waiting:
        moment = due_at(schedule, waiting[0].at)
        while (later := over_cap(schedule, [one.at for one in sent], moment)) is not None:
            moment = later
        due = [one for one in waiting if due_at(schedule, one.at) <= moment]
        waiting = waiting[len(due) :]
        sent.append(_message(due, schedule, moment, told))
    return sent


def _without_copies(findings: Sequence[PastFinding]) -> Iterator[PastFinding]:
    """Yield what is no copy of an earlier one; texts without a common sample are not compared."""
    seen: dict[int, list[frozenset[int]]] = {}
    for one in sorted(findings, key=lambda one: (one.at, one.ref)):
        samples = frozenset(one.signature or ())
        if any(alike(samples, other) for sample in samples for other in seen.get(sample, ())):
            continue
        for sample in samples:
            seen.setdefault(sample, []).append(samples)
        yield one


def per_day(messages: Sequence[PastMessage], zone: str) -> Mapping[date, int]:
    """Count messages on each day in a zone."""
    days = Counter(message.at.astimezone(ZoneInfo(zone)).date() for message in messages)
    return dict(sorted(days.items()))


def _message(
    due: Sequence[PastFinding], schedule: Schedule, moment: datetime, told: list[tuple[datetime, str]]
) -> PastMessage:
    day_ago = moment - BUYER_DAY
    buyers = Counter(buyer for at, buyer in told if at > day_ago)
    refs: list[str] = []
    for one in due:
        if one.buyer is not None and buyers[one.buyer] >= schedule.most_a_buyer:
            continue
        refs.append(one.ref)
        if one.buyer is not None:
            buyers[one.buyer] += 1
            told.append((moment, one.buyer))
    return PastMessage(at=moment, refs=tuple(refs), more=len(due) - len(refs))
