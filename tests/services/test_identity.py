"""Who reads the mail of an address is its owner: a link opens once, for a while, and only what it is for."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from aggregator.errors import LinkInvalid, SettingsInvalid, TooMany
from aggregator.sdk import TargetInvalid
from aggregator.services.limiting import RULES, network_of
from aggregator.services.signing import Signing, open_signing
from aggregator.store import open_store, people_tables
from tests.services.mailbox import Mailbox, token_of

KEY = f"{7:032x}"


@pytest.fixture
def box(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/dalil.db") as store:
        yield Mailbox(store)


def test_a_link_signs_its_reader_in_and_confirms_the_address(box):
    entered = box.enter()
    person = box.identity.person_of(entered.session)
    assert (person.address, person.confirmed_at) == ("a@example.com", box.clock.now)
    assert box.store.contacts.of(person.key)[0].confirmed_at == box.clock.now


def test_looking_at_a_link_changes_nothing_however_often(box):
    token = box.link(pending="asked")
    assert {box.identity.opening(token).pending for _ in range(5)} == {"asked"}
    assert box.store.people.by_address("a@example.com").confirmed_at is None
    assert box.identity.enter(token).pending == "asked"


def test_a_link_opens_once_also_when_many_open_it_at_once(box):
    token = box.link()

    def enter(_):
        try:
            return box.identity.enter(token)
        except LinkInvalid:
            return None

    with ThreadPoolExecutor(6) as pool:
        entered = list(pool.map(enter, range(6)))
    assert sum(one is not None for one in entered) == 1
    with pytest.raises(LinkInvalid):
        box.identity.opening(token)


def test_a_link_too_old_opens_nothing(box):
    token = box.link()
    box.clock.turn(hours=24)
    with pytest.raises(LinkInvalid):
        box.identity.enter(token)


@pytest.mark.parametrize("forged", ["", "x", "ا", "\ud800", "a" * 100_000, "../../x", "%00"])
def test_what_we_never_made_opens_nothing(box, forged):
    box.enter()
    for opens in (
        box.identity.opening,
        box.identity.enter,
        box.links.managed,
        box.identity.enter_to_manage,
    ):
        with pytest.raises(LinkInvalid):
            opens(forged)
    for reads in (box.links.unsubscribed, box.links.fed):
        with pytest.raises(LinkInvalid):
            reads(forged)
    assert box.identity.person_of(forged) is None


def test_no_token_stands_in_for_another(box):
    token = box.link()
    session = box.enter("b@example.com").session
    person = box.identity.person_of(session)
    links = [
        session,
        token_of(box.links.manage_url(person.key, KEY)),
        token_of(box.links.unsubscribe_url(KEY, KEY)),
        token_of(box.links.feed_url(KEY)).removesuffix(".atom"),
    ]
    opens = [
        box.identity.enter,
        box.links.managed,
        box.links.unsubscribed,
        box.links.fed,
    ]
    for link, door in [(a, b) for a in range(4) for b in range(4) if a != b]:
        with pytest.raises(LinkInvalid):
            opens[door](links[link])
    assert box.identity.person_of(token) is None


def test_known_and_unknown_addresses_are_answered_and_written_to_alike(box):
    box.enter("known@example.com")
    box.sent.clear()
    for address in ("known@example.com", "unknown@example.com"):
        assert box.identity.ask_in(address, language="en", zone="Africa/Cairo") is None
    (first, one), (second, two) = box.sent
    assert [first.target, second.target] == ["known@example.com", "unknown@example.com"]
    assert (one.kind, one.until, one.language) == (two.kind, two.until, two.language)


def test_an_address_is_one_person_however_it_is_written(box):
    box.enter("Sara@Example.com")
    assert box.enter(" sara@example.com ").person.address == "sara@example.com"
    with pytest.raises(TargetInvalid):
        box.identity.ask_in("no address", language="ar", zone="UTC")


def test_a_session_ends_by_age_and_by_signing_out(box):
    old, new = box.enter().session, box.enter().session
    assert old != new
    box.identity.sign_out(new)
    assert box.identity.person_of(new) is None
    box.clock.turn(days=30)
    assert box.identity.person_of(old) is None


def test_signing_out_everywhere_ends_sessions_and_links_sent_before(box):
    token, entered = box.link(), box.enter()
    manage = token_of(box.links.manage_url(entered.person.key, KEY))
    assert box.links.managed(manage)[1] == KEY
    box.identity.sign_out_everywhere(entered.person.key)
    assert box.identity.person_of(entered.session) is None
    for door, link in ((box.links.managed, manage), (box.identity.enter, token)):
        with pytest.raises(LinkInvalid):
            door(link)


def test_a_link_to_manage_works_for_a_while_and_one_to_unsubscribe_for_ever(box):
    person = box.enter().person.key
    manage = token_of(box.links.manage_url(person, KEY))
    leave = token_of(box.links.unsubscribe_url(KEY, person))
    assert box.identity.enter_to_manage(manage)[0].person.key == person
    box.clock.turn(days=20)
    assert box.links.unsubscribed(leave) == (KEY, person)
    with pytest.raises(LinkInvalid):
        box.links.managed(manage)


def test_nothing_that_opens_a_door_is_in_the_store(box):
    token = box.link()
    session = box.enter().session
    rows = []
    with box.store._database.reading() as connection:
        for table in (
            people_tables.people,
            people_tables.contacts,
            people_tables.tokens,
            people_tables.attempts,
        ):
            rows += [str(row) for row in connection.execute(sa.select(table))]
    assert len(rows) > 3
    assert not any(secret in row for row in rows for secret in (token, session))


def test_an_address_is_written_to_a_few_times_an_hour_from_wherever_it_is_asked(box):
    most = RULES["mail to an address"].most
    for _ in range(most):
        box.link()
    with pytest.raises(TooMany) as refused:
        box.link()
    assert 0 < refused.value.retry_after.total_seconds() <= 3600
    assert len(box.sent) == most
    box.link("other@example.com")
    box.clock.turn(hours=1)
    box.link()


def test_who_never_confirms_is_forgotten(box):
    box.link()
    box.enter("b@example.com")
    box.clock.turn(days=8)
    box.identity.forget_stale()
    assert box.store.people.by_address("a@example.com") is None
    assert box.store.people.by_address("b@example.com") is not None


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_an_ip_counts_for_itself(host, network):
    assert network_of(host) == network


def test_all_addresses_of_an_ipv6_network_count_as_one():
    assert (
        network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::1")
    )


def test_the_secret_is_made_once_for_all_processes_and_read_by_its_owner_alone(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: open_signing("", tmp_path / "data").mark("x", "y"), range(8)))
    assert len(set(made)) == 1
    file = tmp_path / "data" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_a_short_secret_is_refused(tmp_path):
    with pytest.raises(SettingsInvalid, match="at least 32"):
        open_signing("short", tmp_path)


def test_another_secret_opens_nothing(box):
    link = token_of(box.links.unsubscribe_url(KEY, KEY))
    with pytest.raises(LinkInvalid):
        Signing("b" * 40).read_for_ever("unsubscribe", link)
