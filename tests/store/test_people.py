"""People, their contacts and tokens: nothing of a token but its hash is kept, and each opens once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from aggregator.domain.alert import Contact, Person
from aggregator.store.people_tables import contacts, people, tokens
from aggregator.store.tokens import StoredToken
from tests.store.builders import minute

KEYS = [f"{number:032x}" for number in range(20)]


def person(number=1, **facts):
    given = {"key": KEYS[number], "address": f"p{number}@example.com", "created_at": minute(0)}
    return Person(**given | facts)


def contact(number=1, **facts):
    given = {"key": KEYS[number], "person": KEYS[1], "channel": "mail", "created_at": minute(0)}
    return Contact(**given | {"target": f"p{number}@example.com"} | facts)


def token(name="a", **facts):
    given = {"hash": name, "purpose": "enter", "person": KEYS[1], "created_at": minute(0)}
    return StoredToken(**given | {"expires_at": minute(10)} | facts)


@pytest.fixture
def known(store):
    store.people.ask_in(person(), contact(), token("first"))
    return store


def test_who_asks_in_again_stays_the_same_person_with_the_same_contact(known):
    again, where = known.people.ask_in(person(key=KEYS[5]), contact(key=KEYS[6]), token("second"))
    assert (again, where) == (person(), contact())
    stored = known.tokens.get("second", "enter", now=minute(1))
    assert (stored.person, stored.contact) == (KEYS[1], KEYS[1])


def test_a_contact_keeps_its_secrets_and_its_first_confirmation(known):
    hook = contact(2, channel="webhook", target="https://example.com/in", secrets={"key": "سر"})
    assert known.contacts.add(hook, most=5) == hook
    assert known.contacts.add(replace(hook, key=KEYS[9]), most=5) == hook
    assert known.contacts.confirm(hook.key, minute(1))
    assert known.contacts.confirm(hook.key, minute(2))
    assert known.contacts.get(hook.key) == replace(hook, confirmed_at=minute(1))
    assert [one.key for one in known.contacts.of(KEYS[1])] == [KEYS[1], KEYS[2]]


def test_nobody_has_more_contacts_than_allowed(known):
    assert known.contacts.add(contact(2), most=1) is None
    assert len(known.contacts.of(KEYS[1])) == 1


@pytest.mark.parametrize(
    ("hashed", "purpose", "at"),
    [("b", "enter", 1), ("first", "session", 1), ("first", "enter", 10), ("first", "enter", 11)],
)
def test_a_token_opens_nothing_else_and_nothing_later(known, hashed, purpose, at):
    assert known.tokens.get(hashed, purpose, now=minute(at)) is None
    assert known.tokens.use(hashed, purpose, now=minute(at)) is None


def test_of_many_who_use_a_token_at_once_one_gets_it(known):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: known.tokens.use("first", "enter", now=minute(1)), range(8)))
    assert sum(one is not None for one in taken) == 1


def test_erasing_a_person_leaves_no_row(known):
    known.contacts.add(contact(2), most=5)
    known.people.ask_in(person(3), contact(3, person=KEYS[3]), token("theirs", person=KEYS[3]))
    assert known.people.erase(KEYS[1])
    assert not known.people.erase(KEYS[1])
    with known._database.reading() as connection:
        rows = [
            connection.scalar(sa.select(sa.func.count()).select_from(t)) for t in (people, contacts, tokens)
        ]
    assert rows == [1, 1, 1]


def test_who_never_confirmed_is_forgotten(known):
    known.people.ask_in(person(3), contact(3, person=KEYS[3]), token("theirs", person=KEYS[3]))
    known.people.confirm(KEYS[1], minute(1))
    assert known.people.forget_unconfirmed(minute(5)) == 1
    assert known.people.by_address("p3@example.com") is None
    assert known.people.get(KEYS[1]).confirmed_at == minute(1)


def test_a_new_epoch_and_a_language_are_kept(known):
    known.people.next_epoch(KEYS[1])
    known.people.set_language(KEYS[1], "en", zone="Africa/Cairo")
    stored = known.people.get(KEYS[1])
    assert (known.people.epoch(KEYS[1]), stored.language, stored.zone) == (1, "en", "Africa/Cairo")


def test_attempts_are_counted_up_to_a_number_in_each_window(store):
    now = [store.attempts.count("one", minute(0), most=2) for _ in range(4)]
    assert now == [True, True, False, False]
    assert store.attempts.count("other", minute(0), most=2)
    assert store.attempts.count("one", minute(0) + timedelta(hours=1), most=2)
    store.attempts.forget(minute(1))
    assert store.attempts.count("one", minute(0), most=2)
