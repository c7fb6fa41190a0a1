"""A site publishes a request: the freelancer who waits for it has one mail, and each stage its time."""

import socket
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from aggregator.alerts.criteria import to_query
from aggregator.composition import dalil
from aggregator.domain.alert import Criteria, SavedSearch, Schedule
from aggregator.settings import load_settings
from bench.alerts.saved import saved_searches
from tests.alerts.world import CONTACT, PERSON, make_known
from tests.e2e.test_spine import SITES, base_url


class Mailbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 2.0.0 taken"


@pytest.fixture
def mailbox(installation):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    installation.environment |= {
        "DALIL_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "DALIL_MAIL_FROM": "Dalil <alerts@dalil.example>",
        "DALIL_PUBLIC_URL": "https://dalil.example",
    }
    yield mailbox
    server.stop()


def save_search(installation, text, **schedule):
    with dalil(load_settings(data_dir=installation.folder)) as app:
        make_known(app.store, channel="mail")
        return app.alerting.save(
            PERSON,
            "طلبات",
            criteria=Criteria(text=text, kinds=frozenset({"request"})),
            schedule=Schedule(**schedule),
            contacts=(CONTACT,),
        )


@pytest.mark.slow
def test_what_a_site_publishes_is_in_the_mail_after_the_next_crawl(installation, replay, mailbox):
    crawl = ["crawl", "mostaql", "--kind", "request", *base_url(replay, "mostaql")]
    installation.run(*crawl)
    newest = replay.world.listings("mostaql", "request")[0]
    search = save_search(installation, "معلق منتظر")
    installation.run("alerts", "deliver")
    replay.world.change("mostaql", "request", newest.id, title="طلب معلق منتظر لمن يكتبه")
    replay.world.advance(60)
    installation.run(*crawl)
    assert installation.json("alerts", "deliver")["sent"] == 1
    assert installation.json("alerts", "deliver")["sent"] == 0
    [mail] = mailbox.mails
    assert "طلب معلق منتظر" in mail["Subject"]
    assert mail["List-Unsubscribe"] is None or mail["List-Unsubscribe-Post"]
    with dalil(load_settings(data_dir=installation.folder)) as app:
        [delivery] = app.alerting.history(PERSON, search.key)
    [item] = delivery.letter.items
    stages = [item.seen_at, item.matched_at, item.due_at, delivery.created_at, delivery.sent_at]
    assert stages == sorted(stages)
    print("seen, matched, due, made, handed over:", *(f"{at:%H:%M:%S.%f}" for at in stages))  # noqa: T201  pytest -s shows the stages


@pytest.mark.slow
def test_an_operator_sees_tries_and_tests_searches(installation, replay, mailbox):
    installation.run("crawl", "mostaql", "--kind", "request", *base_url(replay, "mostaql"))
    run = installation.json("alerts", "dry-run", "تصميم", "--kind", "request")
    assert run["listings_month"] >= run["listings_week"]
    assert run["shows"] >= run["listings_month"] >= run["messages_month"] > 0
    refused = installation.run("alerts", "dry-run", "", code=2)
    assert "asks for nothing" in refused.stderr
    search = save_search(installation, "تصميم", most_a_buyer=5)
    listed = installation.json("alerts", "list")
    assert [one["key"] for one in listed["searches"]] == [search.key]
    assert "mail: sent 250 2.0.0 taken" in installation.run("alerts", "test", search.key).stdout
    assert [mail["To"] for mail in mailbox.mails] == ["reader@example.com"]


def as_criteria(query):
    """What somebody who searched so would save."""
    names = {field.name for field in fields(Criteria)} & {field.name for field in fields(query)}
    return Criteria(**{name: getattr(query, name) for name in names})


def many_searches(count):
    now = datetime.now(UTC)
    return [
        SavedSearch(
            key=f"{number:032x}",
            person=PERSON,
            name="بحث",
            criteria=as_criteria(query),
            schedule=Schedule(),
            contacts=(CONTACT,),
            created_at=now,
            expires_at=now + timedelta(days=9),
            since_seq=0,
        )
        for number, query in enumerate(saved_searches(count))
    ]


@pytest.mark.slow
def test_an_alert_fires_where_the_search_shows_the_listing_and_nowhere_else(installation, replay):
    searches = many_searches(400)
    with dalil(load_settings(data_dir=installation.folder)) as app:
        make_known(app.store, channel="mail")
        app.store.searches.save_many(searches)
    installation.run("crawl", *base_url(replay, *SITES))
    later = datetime.now(UTC) + timedelta(days=1)
    with dalil(load_settings(data_dir=installation.folder)) as app:
        app.alert_running.match()
        told = {
            one.key: sorted({due.ref for due in app.store.ledger.pending(one.key, CONTACT, now=later)})
            for one in searches
        }
        shown = {one.key: sorted(app.engine.scan(to_query(one.criteria))) for one in searches}
    assert sum(map(len, shown.values())) > 100
    assert told == shown
