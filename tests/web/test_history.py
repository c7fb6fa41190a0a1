"""What was sent for a saved search, and what could not be sent, is told with its reasons."""

import socket
from datetime import timedelta

import httpx
import pytest
from aiosmtpd.controller import Controller

from aggregator.composition import dalil
from aggregator.domain.listing import Status
from aggregator.settings import load_settings
from tests.web.builders import HOSTILE, NOW, listing, market, usd
from tests.web.conftest import fill
from tests.web.reading_mail import Post, Reader, sign_in


class Inbox:
    """Takes every mail, or refuses all."""

    refusal = None

    async def handle_DATA(self, _server, _session, _envelope):  # noqa: N802  aiosmtpd's name
        return self.refusal or "250 taken"


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def world(tmp_path, inbox):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings = load_settings(
        data_dir=tmp_path, mail_url=f"smtp://127.0.0.1:{port}", mail_from="D <a@example.com>"
    )
    with dalil(settings) as opened:
        fill(opened, tmp_path, market())
        yield opened
    controller.stop()


@pytest.fixture
def reader(own_site):
    with httpx.Client(base_url=own_site, follow_redirects=True) as client:
        yield Reader(client)


@pytest.fixture
def search(world, reader):
    """A saved search for requests of logos."""
    sign_in(reader, Post(world))
    reader.open("/alerts/new", q="شعار", kind="request", lang="en")
    reader.send("save", name="شعارات")
    world.alert_running.run_once()  # the link to sign in goes out
    [search] = world.alerting.of(world.store.people.by_address("sara@example.com").key)
    return search


def publish(world, folder, number, **facts):
    """A request comes in, and all that can be sent is sent."""
    request = listing(
        f"mostaql:request:{number}",
        **({"title": "شعار لمقهى", "budget": usd(50), "status": Status.OPEN} | facts),
        posted_at=NOW + timedelta(hours=number - 900),
    )
    fill(world, folder, [request])
    return world.alert_running.run_once()


def test_what_was_sent_stands_there_with_why(world, tmp_path, reader, search):
    reader.open(f"/alerts/{search.key}/history", lang="en")
    assert "Nothing was sent yet" in reader.text
    assert publish(world, tmp_path, 901).sent == 1
    assert publish(world, tmp_path, 902, title=f"شعار {HOSTILE}").sent == 1
    reader.open(f"/alerts/{search.key}/history", lang="en")
    newest, older = reader.page.css("ol.alerts__list > li")
    assert newest.css(".sent a bdi::text").get() == f"شعار {HOSTILE}"
    assert reader.page.css("script") == []
    assert older.css(".sent a bdi::text").get() == "شعار لمقهى"
    assert older.css(".alert__state strong::text").get() == "Sent"
    assert older.css(".alert__state time::attr(datetime)").get()
    assert "شعار" in older.css(".field__note").xpath("string()").get()
    reader.open(f"/alerts/{search.key}/history", lang="ar")
    assert reader.page.css("html::attr(dir)").get() == "rtl"
    assert "شعار لمقهى" in reader.text


def test_what_could_not_be_sent_tells_what_the_provider_said(world, tmp_path, reader, search, inbox):
    inbox.refusal = "451 busy, come back later"
    assert publish(world, tmp_path, 901).failed == 1
    reader.open(f"/alerts/{search.key}/history", lang="en")
    [one] = reader.page.css("ol.alerts__list > li")
    assert "busy, come back later" in one.css(".alert__state").xpath("string()").get()
    assert one.css(".alert__state strong::text").get() != "Sent"
