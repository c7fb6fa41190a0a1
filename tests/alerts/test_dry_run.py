"""What a search would have sent, before it is saved: the same as what comes afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aggregator.alerts.forecasting import PastFinding, messages_of
from aggregator.domain.alert import Criteria, Schedule
from aggregator.errors import BadInput, SearchTooBroad
from aggregator.services import dry_running
from aggregator.store import open_store
from tests.alerts.world import NOON, World

TEXT = "نحتاج تصميم شعار احترافي لمتجر عطور جديد في الرياض مع دليل هوية كامل وملفات مفتوحة وألوان هادئة"


@pytest.fixture
def world(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        made = World(store)
        yield made
        made.close()


def try_out(world, text="شعار", schedule=None, **asked):
    world.indexer.sync()
    return world.alerting.dry_run(Criteria(text=text, **asked), schedule or Schedule())


def test_it_counts_listings_and_messages_of_a_week_and_a_month(world):
    for days in (1, 3, 10, 20, 40):
        world.see(f"suq:request:{days}", title="تصميم شعار", posted_at=NOON - timedelta(days=days))
    world.see("suq:request:9", title="كتابة مقال", posted_at=NOON)
    run = try_out(world)
    assert (run.shows, run.of) == (5, 6)
    assert (run.listings_week, run.listings_month) == (2, 4)
    assert (run.messages_week, run.messages_month) == (2, 4)
    assert run.messages_a_day == pytest.approx(4 / 30)
    assert sorted(run.days) == [(NOON - timedelta(days=days)).date() for days in (20, 10, 3, 1)]
    assert run.messages[0].refs == ("suq:request:1",)
    assert run.found["suq:request:1"].title == "تصميم شعار"


def test_a_daily_digest_is_one_message_a_day(world):
    for hours in range(1, 49):
        world.see(f"suq:request:{hours}", title="تصميم شعار", posted_at=NOON - timedelta(hours=hours))
    run = try_out(world, schedule=Schedule(pace="daily"))
    assert (run.listings_week, run.messages_week) == (48, 3)


def test_copies_are_one_message(world):
    for hours in range(1, 6):
        world.see(
            f"suq:request:{hours}", title="شعار", description=TEXT, posted_at=NOON - timedelta(hours=hours)
        )
    run = try_out(world)
    assert (run.listings_month, run.messages_month) == (5, 1)


def test_the_hiring_rate_counts(world):
    world.see("suq:request:1", title="تصميم شعار", hiring_rate=Decimal(80))
    world.see("suq:request:2", title="تصميم شعار", hiring_rate="not_computed")
    run = try_out(world, min_hiring_rate=Decimal(50), take_uncomputed=False)
    assert list(run.found) == ["suq:request:1"]


def test_what_a_dry_run_shows_is_what_is_sent_afterwards(world):
    world.save()
    for number in range(8):
        world.see(f"suq:request:{number}", title="تصميم شعار" if number % 2 else "ترجمة", posted_at=world.now)
        world.later(minutes=7)
        world.run()
    run = try_out(world)
    assert [list(message.refs) for message in reversed(run.messages)] == world.told()


def test_too_many_a_day_are_refused_with_their_number(world, monkeypatch):
    monkeypatch.setattr(dry_running, "MOST_A_DAY", 1)
    for number in range(30):
        world.see(f"suq:request:{number}", title="تصميم شعار")
    with pytest.raises(SearchTooBroad, match="about 1 new listings a day") as refused:
        try_out(world)
    assert (refused.value.listings, refused.value.of, refused.value.a_day) == (30, 30, 1)


def test_a_search_that_makes_no_sense_is_refused(world):
    with pytest.raises(BadInput, match="min_price"):
        try_out(world, min_price=50.0, max_price=10.0)


def test_a_full_hour_makes_later_messages():
    findings = [PastFinding(ref=str(n), at=NOON + timedelta(minutes=n)) for n in range(10)]
    messages = messages_of(findings, Schedule(most_an_hour=2))
    assert [message.refs for message in messages] == [("0",), ("1",), tuple("23456789")]
    assert messages[2].at == NOON + timedelta(hours=1)


def test_listings_of_one_buyer_are_counted():
    findings = [PastFinding(ref=str(n), at=NOON, buyer="b") for n in range(5)]
    [message] = messages_of(findings, Schedule(most_a_buyer=3))
    assert (message.refs, message.more) == (("0", "1", "2"), 2)
