"""A mail that comes back after it was taken silences its search and says so; nothing else does."""

import pytest

from aggregator.domain.alert import Pause
from aggregator.domain.delivery import KeptLetter, LetterKind
from aggregator.store import open_store
from tests.alerts.channels.test_bounces import report
from tests.alerts.world import CONTACT, PERSON, World, make_known

OTHER = f"{3:032x}"
SOMEBODY = f"{4:032x}"


@pytest.fixture
def world(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        made = World(store)
        make_known(store, SOMEBODY, OTHER, target="other@example.com")
        yield made
        made.close()


@pytest.fixture
def sent(world):
    """A mail that a server has taken, to the first contact of a search with two."""
    search = world.save(contacts=(CONTACT, OTHER))
    mail = world.alerting.send(CONTACT, channel="mail", letter=KeptLetter(kind=LetterKind.ALERT))
    return search, mail


def pause_of(world, search):
    found = world.store.searches.get(search.key)
    return found.pause, found.pause_note


def test_a_hard_bounce_pauses_the_search_with_the_servers_words(world, sent):
    search, mail = sent
    assert world.running.take_back(report(key=mail.key)).key == mail.key
    assert pause_of(world, search) == (Pause.BOUNCED, "mail: smtp; 550 5.1.1 no such user")
    world.run()
    [(target, message)] = world.inbox.messages
    assert target == "other@example.com"
    assert "550 5.1.1 no such user" in message.text


def test_the_same_report_again_changes_nothing(world, sent):
    search, mail = sent
    for _ in range(3):
        world.running.take_back(report(key=mail.key))
    world.run()
    assert len(world.inbox.messages) == 1
    assert pause_of(world, search)[0] is Pause.BOUNCED


def test_a_forged_or_passing_report_changes_nothing(world, sent):
    search, mail = sent
    for forged in (report(key="f" * 32), report("4.4.1", "delayed", key=mail.key), b"", b"hello"):
        assert world.running.take_back(forged) is None
    assert pause_of(world, search) == (None, "")


def test_a_report_on_a_message_that_was_no_mail_changes_nothing(world, sent):
    search, _ = sent
    chat = world.alerting.send(CONTACT, channel="telegram", letter=KeptLetter(kind=LetterKind.ALERT))
    assert world.running.take_back(report(key=chat.key)) is None
    assert pause_of(world, search) == (None, "")


def test_searches_of_others_go_on(world, sent):
    _, mail = sent
    theirs = world.save(contacts=(OTHER,), name="أخرى")
    world.running.take_back(report(key=mail.key))
    assert pause_of(world, theirs) == (None, "")
    assert theirs.person == PERSON
