"""Thousands of messages due at once, sent by workers that are killed on the way: all arrive, none twice."""

import random
import secrets
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path
from subprocess import Popen
from typing import Any

from aiosmtpd.controller import Controller

from aggregator.composition import Dalil, dalil
from aggregator.domain.alert import Contact, Criteria, Person, SavedSearch, Schedule
from aggregator.domain.listing import Request
from aggregator.settings import load_settings
from aggregator.store.tokens import StoredToken
from aggregator.store.values import Sighting
from bench.results import Result, within

MESSAGES = 10_000
KILLS = 20
WORKERS = 2
LEASE = timedelta(seconds=5)
"""Short, so that what a killed worker held is sent soon; the real one is minutes long."""

WAIT_SECONDS = 600
SEED = 7


class Mailbox:
    """Counts mails by their Message-ID."""

    def __init__(self) -> None:
        self.ids: Counter[str] = Counter()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802
        """Take a mail, as the protocol of aiosmtpd has it."""
        self.ids[BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]] += 1
        return "250 2.0.0 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    """Run a mail server on this machine; gives what it gets, and its port."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield mailbox, port
    finally:
        server.stop()


def measure() -> Iterator[Result]:
    """Send all of them while workers are killed; what arrived, and in what time."""
    with tempfile.TemporaryDirectory() as name, mail_server() as (mailbox, port):
        environment = {
            "data_dir": Path(name),
            "mail_url": f"smtp://127.0.0.1:{port}",
            "mail_from": "a@b.example",
        }
        with dalil(load_settings(**environment)) as app:
            fill(app, MESSAGES)
            began = time.perf_counter()
            kills = send(app, Path(name), port)
            seconds = time.perf_counter() - began
    arrived, again = len(mailbox.ids), sum(count - 1 for count in mailbox.ids.values())
    print(
        f"  {arrived} different messages arrived, {kills} workers were killed; {again} were handed over a"
        " second time under the same Message-ID (killed between the server's answer and our note of it)",
        file=sys.stderr,
    )
    yield within("messages lost of 10,000", float(MESSAGES - arrived), allowed=0.5, unit="")
    yield within(
        "messages made twice (two Message-IDs)", float(max(0, arrived - MESSAGES)), allowed=0.5, unit=""
    )
    yield within(
        "mails handed over twice (one Message-ID), of 20 kills", float(again), allowed=KILLS, unit=""
    )
    yield within("10,000 messages with 20 kills", seconds, allowed=WAIT_SECONDS)


def fill(app: Dalil, count: int) -> None:
    """Give so many people a search, and all of them one listing that it shows."""
    now = datetime.now(UTC)
    people = [a_person(app, number, now) for number in range(count)]
    app.store.searches.save_many([_search(contact, now, app.store.changes.last_seq()) for contact in people])
    app.store.listings.save([Sighting(listing=_request(now))])
    app.alert_running.match()


def a_person(app: Dalil, number: int, now: datetime) -> Contact:
    """Store a person with a mail address that is known to be theirs."""
    key, address = secrets.token_hex(16), f"reader{number}@example.com"
    contact = Contact(key=secrets.token_hex(16), person=key, channel="mail", target=address, created_at=now)
    token = StoredToken(hash=key * 2, purpose="sign_in", person=key, created_at=now, expires_at=now)
    app.store.people.ask_in(Person(key=key, address=address, created_at=now), contact, token)
    app.store.contacts.confirm(contact.key, now)
    return contact


def _search(contact: Contact, now: datetime, since: int) -> SavedSearch:
    return SavedSearch(
        key=secrets.token_hex(16),
        person=contact.person,
        name="شعارات",
        criteria=Criteria(text="تصميم شعار"),
        schedule=Schedule(),
        contacts=(contact.key,),
        created_at=now,
        expires_at=now + timedelta(days=90),
        since_seq=since,
    )


def _request(now: datetime) -> Request:
    return Request(
        ref="suq:request:1",
        site="suq",
        url="https://suq.example/1",
        title="تصميم شعار لمتجر عطور",
        first_seen_at=now,
        last_seen_at=now,
    )


def send(app: Dalil, folder: Path, port: int) -> int:
    """Run workers until nothing waits, and kill one now and then; returns how many were killed."""
    dice = random.Random(SEED)  # noqa: S311  the same kills each time
    workers = [_worker(folder, port) for _ in range(WORKERS)]
    killed, kill_at, ends = 0, time.monotonic() + 3, time.monotonic() + WAIT_SECONDS
    try:
        while _unsent(app) and time.monotonic() < ends:
            time.sleep(0.2)
            if killed < KILLS and time.monotonic() >= kill_at:
                at = dice.randrange(WORKERS)
                workers[at].send_signal(signal.SIGKILL)
                workers[at].wait()
                workers[at] = _worker(folder, port)
                killed, kill_at = killed + 1, time.monotonic() + dice.uniform(0.5, 4)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return killed


def _unsent(app: Dalil) -> bool:
    counts = app.store.deliveries.counts()
    return sum(counts.values()) < MESSAGES or any(
        count for state, count in counts.items() if state.value in {"waiting", "leased"}
    )


def _worker(folder: Path, port: int) -> "Popen[bytes]":
    return Popen([sys.executable, "-m", "bench.alerts.worker", str(folder), str(port)])
