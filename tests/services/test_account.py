"""Contacts get nothing before they are confirmed; what is known of a person can be had, and forgotten."""

import json

import pytest
import sqlalchemy as sa

from aggregator.domain.alert import Criteria, Pause, SavedSearch, Schedule
from aggregator.domain.delivery import Delivery, KeptLetter, LetterKind
from aggregator.errors import BadInput, LinkInvalid, TooMany
from aggregator.sdk import TargetInvalid
from aggregator.services.account import MOST_CONTACTS
from aggregator.store import open_store
from aggregator.store.tables import metadata
from tests.services.mailbox import Mailbox, token_of

KEY = f"{9:032x}"
HOOK = "https://example.com/in"


@pytest.fixture
def box(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        yield Mailbox(store)


@pytest.fixture
def person(box):
    return box.enter().person


def add(box, person, target=HOOK, channel="hook"):
    return box.account.add_contact(person, channel, target=target, language="en")


def door_of(box, person):
    return next(one for one in box.account.contacts(person.key) if one.channel == "mail")


def save(box, person, *contacts):
    search = SavedSearch(
        key=KEY,
        person=person.key,
        name="شعارات",
        criteria=Criteria(text="شعار"),
        schedule=Schedule(),
        contacts=contacts,
        created_at=box.clock.now,
        expires_at=box.clock.now.replace(year=2027),
        since_seq=0,
    )
    box.store.searches.save(search)
    letter = KeptLetter(kind=LetterKind.ALERT, search_name="شعارات")
    for contact in contacts:
        box.store.deliveries.add(
            Delivery(
                key=f"told {contact}",
                contact=contact,
                channel="hook",
                letter=letter,
                created_at=box.clock.now,
                search=KEY,
            )
        )


def test_a_contact_is_asked_first_and_confirmed_by_what_was_sent_there(box, person):
    contact = add(box, person)
    assert contact.confirmed_at is None
    assert len(contact.secrets["key"]) > 40
    where, note = box.sent[-1]
    assert (where.key, note.kind) == (contact.key, "confirm")
    token = token_of(note.action_url)
    assert box.account.confirming(token).confirmed_at is None
    assert box.account.confirm_contact(token).confirmed_at == box.clock.now
    for door in (box.account.confirming, box.account.confirm_contact, box.identity.enter):
        with pytest.raises(LinkInvalid):
            door(token)


def test_a_link_to_sign_in_confirms_no_contact(box, person):
    add(box, person)
    with pytest.raises(LinkInvalid):
        box.account.confirm_contact(box.link())


def test_what_cannot_be_sent_to_is_refused(box, person):
    with pytest.raises(TargetInvalid):
        add(box, person, target="file:///etc/passwd")
    with pytest.raises(BadInput, match="no channel"):
        add(box, person, channel="pigeon")
    assert len(box.account.contacts(person.key)) == 1


def test_the_same_contact_twice_is_one_and_asked_again(box, person):
    first, again = add(box, person), add(box, person)
    assert first == again
    assert len(box.sent) == 3


def test_a_stranger_is_asked_only_so_often_whoever_asks(box):
    people = [box.enter(f"p{number}@example.com").person for number in range(6)]
    for one in people[:5]:
        add(box, one)
    with pytest.raises(TooMany):
        add(box, people[5])


def test_there_is_an_end_to_contacts(box, person):
    for number in range(MOST_CONTACTS - 1):
        add(box, person, target=f"{HOOK}/{number}")
    box.clock.turn(days=1)
    with pytest.raises(BadInput, match="remove one first"):
        add(box, person, target=f"{HOOK}/more")


def test_removing_a_contact_pauses_what_told_nobody_else(box, person):
    contact = add(box, person)
    save(box, person, contact.key)
    box.account.remove_contact(person, contact.key)
    search = box.store.searches.get(KEY)
    assert (search.contacts, search.pause) == ((), Pause.ASKED)
    assert contact.key not in {one.key for one in box.account.contacts(person.key)}


def test_removing_one_of_two_leaves_the_other_told(box, person):
    mail, hook = door_of(box, person), add(box, person)
    save(box, person, mail.key, hook.key)
    box.account.remove_contact(person, hook.key)
    search = box.store.searches.get(KEY)
    assert (search.contacts, search.pause) == ((mail.key,), None)


def test_neither_anothers_contact_nor_ones_own_door_is_removed(box, person):
    other = box.enter("other@example.com").person
    theirs = add(box, other)
    mine = door_of(box, person)
    for key in (theirs.key, mine.key, KEY):
        with pytest.raises(BadInput):
            box.account.remove_contact(person, key)


def test_an_export_holds_all_but_what_opens_doors(box, person):
    contact = add(box, person)
    save(box, person, contact.key)
    told = json.loads(box.account.export(person))
    assert told["person"]["address"] == "a@example.com"
    assert {one["target"] for one in told["contacts"]} == {"a@example.com", HOOK}
    assert told["searches"][0]["criteria"]["text"] == "شعار"
    assert told["messages"][0]["search"] == KEY
    assert contact.secrets["key"] not in box.account.export(person)


def test_after_erasing_nothing_of_a_person_is_left_in_any_table(box, person):
    session = box.enter().session
    contact = add(box, person)
    save(box, person, contact.key, door_of(box, person).key)
    links = [token_of(box.links.manage_url(person.key, KEY)), box.link()]
    box.account.erase(person.key)
    box.account.erase(person.key)
    with box.store._database.reading() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))]
    traces = ("a@example.com", person.key, contact.key, HOOK, "شعارات")
    assert not [row for row in rows for trace in traces if trace in row]
    assert box.identity.person_of(session) is None
    for door, link in zip((box.links.managed, box.identity.enter), links, strict=True):
        with pytest.raises(LinkInvalid):
            door(link)


def test_nothing_of_who_was_erased_is_left_in_the_files(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        box = Mailbox(store)
        person = box.enter().person
        save(box, person, add(box, person).key)
        assert any(person.address.encode() in file.read_bytes() for file in tmp_path.glob("dalil.db*"))
        box.account.erase(person.key)
        files = [file for file in tmp_path.glob("dalil.db*") if person.address.encode() in file.read_bytes()]
    assert files == []
