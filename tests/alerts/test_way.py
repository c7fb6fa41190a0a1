"""From a change to a finished delivery: told once, soon, as asked, and only what the search shows."""

import pytest

from aggregator.domain.alert import Pause, Schedule
from aggregator.domain.delivery import DeliveryState, KeptLetter, LetterKind
from aggregator.errors import SearchTooBroad, TooManySearches, UnknownSearch
from aggregator.services import alerting
from aggregator.store import open_store
from tests.alerts.world import CONTACT, PERSON, World


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as opened:
        yield opened


@pytest.fixture
def world(store):
    made = World(store)
    yield made
    made.close()


def test_a_new_request_is_told_once_with_the_words_that_matched(world):
    search = world.save()
    world.see("suq:request:1", title="تصميم شعار لمتجر عطور")
    world.see("suq:request:2", title="كتابة مقال")
    assert world.run().sent == 1
    world.see("suq:request:1", title="تصميم شعار لمتجر عطور", offers_count=3)
    assert world.run().sent == 0
    [(target, message)] = world.inbox.messages
    assert target == "reader@example.com"
    assert [item.ref for item in message.items] == ["suq:request:1"]
    assert message.items[0].why == ("كلمات: شعار",)
    [delivery] = world.alerting.history(PERSON, search.key)
    assert (delivery.state, delivery.answer, delivery.attempts) == (DeliveryState.SENT, "250 taken", 1)
    assert delivery.key == message.key


def test_what_was_there_before_is_no_news(world):
    world.see("suq:request:1", title="تصميم شعار")
    world.save()
    assert world.run().sent == 0


def test_a_paused_search_is_silent_and_what_came_meanwhile_stays_untold(world):
    search = world.save()
    world.alerting.pause(PERSON, search.key)
    world.see("suq:request:1", title="تصميم شعار")
    assert world.run().sent == 0
    world.alerting.resume(PERSON, search.key)
    world.see("suq:request:2", title="شعار آخر")
    world.run()
    assert world.told() == [["suq:request:2"]]


def test_a_search_that_is_changed_or_removed_is_followed_by_who_watches(world):
    search = world.save()
    world.run()
    world.alerting.update(
        PERSON,
        search.key,
        name="ترجمة",
        criteria=type(search.criteria)(text="ترجمة"),
        schedule=search.schedule,
        contacts=search.contacts,
    )
    world.see("suq:request:1", title="تصميم شعار")
    world.see("suq:request:2", title="ترجمة عقد")
    world.run()
    world.alerting.remove(PERSON, search.key)
    world.see("suq:request:3", title="ترجمة كتاب")
    world.run()
    assert world.told() == [["suq:request:2"]]


def test_a_hard_bounce_pauses_the_search_and_says_so(world):
    search = world.save()
    world.inbox.refuses.add("reader@example.com")
    world.see("suq:request:1", title="تصميم شعار")
    assert world.run().refused == 1
    paused = world.alerting.get(PERSON, search.key)
    assert (paused.pause, paused.pause_note) == (Pause.BOUNCED, "inbox: 550 no such user")


def test_a_server_that_is_down_for_a_day_loses_nothing_and_digests_are_merged(world):
    world.save(schedule=Schedule(most_a_buyer=100))
    world.inbox.down = "connection refused"
    for hour in range(24):
        world.see(f"suq:request:{hour}", title="تصميم شعار")
        world.run()
        world.later(hours=1)
    assert world.inbox.messages == []
    world.inbox.down = None
    while not world.run().sent:
        world.later(minutes=30)
    world.run()
    assert world.told() == [["suq:request:0"], [f"suq:request:{hour}" for hour in range(1, 24)]]
    assert len(set(world.inbox.keys())) == 2


def test_copies_come_as_one_item_and_a_later_copy_not_at_all(world):
    text = "نحتاج تصميم شعار احترافي لمتجر عطور جديد في الرياض مع دليل هوية كامل وملفات مفتوحة وألوان هادئة"
    world.save()
    world.see("suq:request:1", title="تصميم شعار", description=text)
    world.see("suq:request:2", title="تصميم شعار", description=text)
    world.run()
    world.later(hours=2)
    world.see("suq:request:3", title="تصميم شعار", description=text)
    world.run()
    [(_, message)] = world.inbox.messages
    assert [(item.ref, item.copies) for item in message.items] == [
        ("suq:request:1", ("https://suq.example/request/2",))
    ]


def test_what_one_sees_is_not_for_others(world):
    search = world.save()
    other = "f" * 32
    for call in (world.alerting.get, world.alerting.pause, world.alerting.remove, world.alerting.history):
        with pytest.raises(UnknownSearch):
            call(other, search.key)


def test_a_search_for_everything_is_refused_with_the_numbers(world):
    for number in range(60):
        world.see(f"suq:request:{number}", title="تصميم شعار")
    world.indexer.sync()
    with pytest.raises(SearchTooBroad, match="shows all 60 listings"):
        world.save("")
    with pytest.raises(SearchTooBroad, match="shows 60 of 60 listings"):
        world.save("شعار")


def test_a_person_has_so_many_searches_and_no_more(world, monkeypatch):
    monkeypatch.setattr(alerting, "MOST_SEARCHES", 2)
    world.save()
    world.save()
    with pytest.raises(TooManySearches):
        world.save()


def test_an_unconfirmed_contact_is_sent_nothing(store):
    world = World(store, confirmed_at=None)
    world.save()
    world.see("suq:request:1", title="تصميم شعار")
    done = world.run()
    assert (done.found, done.composed) == (1, 0)
    world.close()


@pytest.mark.parametrize(
    ("kind", "arrives"),
    [(LetterKind.SIGN_IN, True), (LetterKind.CONFIRM, True), (LetterKind.EXAMPLE, False)],
)
def test_an_unconfirmed_contact_gets_the_question_whether_it_is_theirs_and_nothing_else(store, kind, arrives):
    world = World(store, confirmed_at=None)
    letter = KeptLetter(kind=kind, links={"action": "https://dalil.example/account/enter/token"})
    sent = world.alerting.send(CONTACT, channel="inbox", letter=letter)
    world.run()
    arrived = [message.key for _, message in world.inbox.messages]
    assert arrived == ([sent.key] if arrives else [])
    assert world.store.deliveries.get(sent.key).letter.links == {}
    world.close()
