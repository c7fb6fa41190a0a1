"""How much is told and when: caps count and never drop, quiet hours hold, searches end."""

from datetime import time, timedelta
from decimal import Decimal
from threading import Thread

import pytest

from aggregator.alerts.live_searches import LiveSearches
from aggregator.alerts.watching import Watching, news_of
from aggregator.domain.alert import Pause, QuietHours, Schedule
from aggregator.domain.change import Change, ChangeKind
from aggregator.domain.delivery import News
from aggregator.domain.listing import Party, Status
from aggregator.sdk.channels import DeliveryFailed
from aggregator.store import open_store
from tests.alerts.world import CONTACT, NOON, PERSON, World, make_known
from tests.store.builders import listing, money


@pytest.fixture
def world(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        made = World(store)
        yield made
        made.close()


def requests(world, numbers, **facts):
    for number in numbers:
        world.see(f"suq:request:{number}", title=f"تصميم شعار {number}", **facts)


def test_a_message_shows_so_many_listings_and_counts_the_rest(world):
    world.save()
    requests(world, range(40))
    world.run()
    [(_, message)] = world.inbox.messages
    assert (len(message.items), message.more) == (25, 15)
    assert message.search_url.startswith("https://dalil.example/search?q=")


def test_one_buyer_fills_no_message_and_what_is_over_is_counted(world):
    world.save(schedule=Schedule(most_a_buyer=2))
    requests(world, range(4), party=Party(name="عميل"))
    requests(world, [9], party=Party(name="آخر"))
    world.run()
    [(_, message)] = world.inbox.messages
    assert ([item.ref for item in message.items], message.more) == (
        ["suq:request:0", "suq:request:1", "suq:request:9"],
        2,
    )


def test_what_is_over_a_buyers_cap_alone_waits_and_comes_when_its_day_is_over(world):
    world.save(schedule=Schedule(most_a_buyer=1))
    requests(world, [1], party=Party(name="عميل"))
    world.run()
    world.later(minutes=10)
    requests(world, [2], party=Party(name="عميل"))
    for _ in range(26):
        world.run()
        world.later(hours=1)
    assert world.told() == [["suq:request:1"], ["suq:request:2"]]


def test_an_hour_has_so_many_messages_and_the_next_tells_all_that_waited(world):
    world.save(schedule=Schedule(most_an_hour=2))
    for number in range(5):
        requests(world, [number])
        world.run()
        world.later(minutes=1)
    assert len(world.inbox.messages) == 2
    world.later(hours=1)
    world.run()
    assert world.told()[2:] == [["suq:request:2", "suq:request:3", "suq:request:4"]]


def test_quiet_hours_defer_and_drop_nothing(world):
    world.save(schedule=Schedule(zone="UTC", quiet=QuietHours(start=time(11), end=time(13))))
    requests(world, [1, 2])
    world.run()
    assert world.inbox.messages == []
    world.later(hours=1)
    world.run()
    assert world.told() == [["suq:request:1", "suq:request:2"]]


def test_what_is_tried_again_keeps_quiet_hours_too(world):
    world.save(schedule=Schedule(zone="UTC", quiet=QuietHours(start=time(12, 5), end=time(20))))
    world.inbox.down = "451 later"
    requests(world, [1])
    world.run()
    world.inbox.down = None
    world.later(minutes=30)
    world.run()
    assert world.inbox.messages == []
    world.later(hours=8)
    world.run()
    assert world.told() == [["suq:request:1"]]


def test_a_daily_digest_is_one_message_at_its_time(world):
    world.save(schedule=Schedule(pace="daily", daily_at=time(8), zone="UTC"))
    for number in range(3):
        requests(world, [number])
        world.run()
        world.later(hours=6)
    world.later(hours=3)
    world.run()
    [(_, message)] = world.inbox.messages
    assert len(message.items) == 3
    assert "ملخص" in message.text


def test_a_hiring_rate_that_is_asked_for_is_kept_to(world):
    world.save(min_hiring_rate=Decimal(50), take_uncomputed=False)
    requests(world, [1], hiring_rate=Decimal(80))
    requests(world, [2], hiring_rate=Decimal(20))
    requests(world, [3], hiring_rate="not_computed")
    requests(world, [4])
    world.run()
    assert world.told() == [["suq:request:1"]]
    [(_, message)] = world.inbox.messages
    assert "معدل توظيف لا يقل عن 50%" in message.items[0].why


def test_not_computed_yet_passes_where_it_may(world):
    world.save(min_hiring_rate=Decimal(50))
    requests(world, [2], hiring_rate=Decimal(20))
    requests(world, [3], hiring_rate="not_computed")
    world.run()
    assert world.told() == [["suq:request:3"]]


def test_filters_that_are_typed_are_named_as_why(world):
    world.save("شعار site:suq price:50..", kinds=frozenset({"request"}))
    requests(world, [1], budget=money(100, usd_min=Decimal(100), usd_max=Decimal(100)))
    world.run()
    [(_, message)] = world.inbox.messages
    assert message.items[0].why == (
        "كلمات: شعار",
        "الموقع: سوق",
        "النوع: طلب",
        "ميزانية لا تقل عن 50$",
    )


def test_a_price_and_a_text_that_change_are_told_once_each_and_trifles_never(world):
    world.save(schedule=Schedule(most_an_hour=100))
    steps = [
        {},
        {"offers_count": 4},
        {"budget": money(100)},
        {"budget": money(200)},
        {"description": "نص جديد"},
        {"status": Status.CLOSED},
    ]
    facts = {}
    for step in steps:
        facts |= step
        world.later(hours=2)
        world.see("suq:request:1", title="تصميم شعار", **facts)
        world.run()
    assert [message.items[0].facts[:1] for _, message in world.inbox.messages] == [
        (),
        ("تغيّر السعر",),
        ("تغيّر النص",),
    ]
    assert ["جديد" in message.text.splitlines()[0] for _, message in world.inbox.messages] == [
        True,
        False,
        False,
    ]


NEWS = [
    ("new", ChangeKind.NEW, (), Status.OPEN, News.NEW),
    ("back", ChangeKind.BACK, ("status",), Status.OPEN, News.BACK),
    ("gone", ChangeKind.GONE, ("status",), Status.GONE, None),
    ("opened again", ChangeKind.UPDATED, ("status",), Status.OPEN, News.BACK),
    ("closed", ChangeKind.UPDATED, ("status",), Status.CLOSED, None),
    ("its full page", ChangeKind.UPDATED, ("description", "complete"), Status.UNKNOWN, News.NEW),
    ("a new text", ChangeKind.UPDATED, ("title", "budget"), Status.UNKNOWN, News.TEXT),
    ("a new price", ChangeKind.UPDATED, ("budget",), Status.UNKNOWN, News.PRICE),
    ("one offer more", ChangeKind.UPDATED, ("offers_count", "extra"), Status.UNKNOWN, None),
    ("another fact", ChangeKind.UPDATED, ("hiring_rate",), Status.UNKNOWN, News.NEW),
]


@pytest.mark.parametrize(
    ("kind", "fields", "status", "news"), [case[1:] for case in NEWS], ids=[case[0] for case in NEWS]
)
def test_a_change_is_news(kind, fields, status, news):
    change = Change(seq=1, ref="suq:request:1", kind=kind, fields=fields, at=NOON)
    assert news_of(change, listing(status=status)) is news


def test_a_search_that_ends_reminds_once_then_sleeps_and_wakes_when_prolonged(world):
    search = world.save()
    world.later(days=174)
    world.run()
    world.run()
    assert [message.subject for _, message in world.inbox.messages] == ["ينتهي تنبيه «شعارات» قريبًا"]
    world.later(days=7)
    world.run()
    assert world.alerting.get(PERSON, search.key).pause is Pause.EXPIRED
    awake = world.alerting.prolong(PERSON, search.key)
    assert (awake.pause, awake.expires_at) == (None, world.now + timedelta(days=180))


def test_each_contact_is_told_and_a_search_says_why_it_sleeps_to_those_that_remain(world):
    other = f"{3:032x}"
    make_known(world.store, person=f"{4:032x}", contact=other, target="other@example.com")
    search = world.save(contacts=(CONTACT, other))
    world.inbox.refuses.add("reader@example.com")
    requests(world, [1])
    world.run()
    assert world.alerting.get(PERSON, search.key).pause is Pause.BOUNCED
    assert "توقف تنبيه «شعارات»" in [message.subject for _, message in world.inbox.messages]


def test_many_who_watch_tell_each_thing_once(world):
    world.save()
    requests(world, range(30))
    watching = [
        Watching(world.store, LiveSearches(world.store), to_document=world.to_document) for _ in range(4)
    ]
    threads = [Thread(target=one.run, args=(lambda: world.now,)) for one in watching]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(world.store.ledger.pending(world.alerting.of(PERSON)[0].key, CONTACT, now=world.now)) == 30


def test_who_unsubscribes_is_left_alone_and_the_others_are_told(world):
    make_known(world.store, person=f"{4:032x}", contact="9" * 32, target="boss@example.com")
    search = world.save(contacts=(CONTACT, "9" * 32))
    world.see("suq:request:1")
    world.running.match()
    world.alerting.unsubscribe(search.key, "9" * 32)
    world.see("suq:request:2", title="شعار لمخبز")
    world.run()
    assert {target for target, _ in world.inbox.messages} == {"reader@example.com"}
    assert {ref for refs in world.told() for ref in refs} == {"suq:request:1", "suq:request:2"}
    world.alerting.unsubscribe(search.key, CONTACT)
    assert world.alerting.get(PERSON, search.key).pause is Pause.UNSUBSCRIBED
    assert not world.alerting.unsubscribe(search.key, "9" * 32)


def test_links_that_sign_in_are_kept_nowhere(world):
    search = world.save()
    world.see("suq:request:1")
    world.running.watch()
    [waiting] = world.store.deliveries.of_search(search.key)
    assert "manage" not in waiting.letter.links
    world.run()
    [(_, message)] = world.inbox.messages
    assert "/account/manage/" in message.manage_url
    [sent] = world.store.deliveries.of_search(search.key)
    assert set(sent.letter.links) == {"search"}


def test_a_provider_that_is_silent_is_not_waited_for_again_and_again(world):
    for number in range(3, 7):
        make_known(
            world.store,
            person=f"{number + 40:032x}",
            contact=f"{number:032x}",
            target=f"r{number}@example.com",
        )
    world.save(contacts=tuple(f"{number:032x}" for number in range(3, 7)))
    tried = []

    def hang(_message, target):
        tried.append(target.target)
        raise DeliveryFailed("timed out", silent=True)

    world.inbox.send, usual = hang, world.inbox.send
    requests(world, [1])
    world.run()
    assert len(tried) == 1
    world.inbox.send = usual
    world.later(minutes=2)
    world.run()
    assert len({target for target, _ in world.inbox.messages}) == 4
