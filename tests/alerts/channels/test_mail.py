"""Mail against a real server on loopback: what arrives, what cannot get in, what answers mean."""

import smtplib
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.alerts.channels.mail import Mail, channels
from aggregator.alerts.channels.smtp import read_mail_url
from aggregator.errors import SettingsInvalid
from aggregator.sdk import DeliveryFailed, DeliveryRefused, Target, TargetInvalid
from aggregator.sdk.channel_testing import ChannelTests, Fault
from aggregator.settings import load_settings
from tests.alerts.letters import message

TO = Target(target="reader@example.com")


class Mailbox:
    """Takes mails; `replies` are what it says instead of yes, by command."""

    faults = frozenset(Fault)

    def __init__(self):
        self.mails, self.replies, self.sessions = [], {}, set()
        self.port, self.controller, self.oddity = free_port(), None, None

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
        self.controller = None

    def play(self, fault):
        self.replies = {FAULTY[fault][0]: FAULTY[fault][1]} if fault in FAULTY else {}
        if self.oddity:
            self.oddity.stop()
            self.oddity = None
        if fault in ODD:
            self.stop()
            self.oddity = OddServer(self.port, ODD[fault])
        elif fault is Fault.DOWN:
            self.stop()
        elif self.controller is None:
            self.start()

    def taken(self):
        return [
            mail.get_body(("plain",)).get_content()
            for mail in (message_from_bytes(raw, policy=default) for raw in self.mails)
        ]

    def keys(self):
        return [message_from_bytes(raw, policy=default)["Message-ID"] for raw in self.mails]

    async def handle_MAIL(self, _server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        self.sessions.add(session.peer)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.replies.get("MAIL", "250 OK")

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        if "RCPT" in self.replies:
            return self.replies["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.mails.append(envelope.content)
        return "250 2.0.0 queued as 7F3A"

    def last(self):
        return message_from_bytes(self.mails[-1], policy=default)


FAULTY = {
    Fault.BROKEN: ("DATA", "451 4.3.0 something broke"),
    Fault.BUSY: ("MAIL", "421 4.7.0 come back later"),
    Fault.GONE: ("RCPT", "550 5.1.1 no such user"),
}
ODD = {Fault.SLOW: None, Fault.GARBAGE: b"\x00\xff what?\r\n", Fault.CLOSES: b"22"}


class OddServer:
    """Says one thing to whoever connects and closes, or says nothing and keeps them waiting."""

    def __init__(self, port, word):
        self.listener = socket.create_server(("127.0.0.1", port))
        self.word, self.waiting = word, []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with suppress(OSError):  # the listener was closed
            while True:
                connection, _ = self.listener.accept()
                if self.word is None:
                    self.waiting.append(connection)
                    continue
                with connection:
                    connection.sendall(self.word)

    def stop(self):
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()
        for connection in self.waiting:
            connection.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def server(mailbox):
    mailbox.start()
    yield mailbox
    mailbox.play(Fault.DOWN)


@pytest.fixture
def mail(server):
    channel = Mail(read_mail_url(f"smtp://127.0.0.1:{server.port}"), sender="دليل <alerts@dalil.example>")
    yield channel
    channel.close()


class TestMail(ChannelTests):
    @pytest.fixture
    def provider(self, server):
        return server

    @pytest.fixture
    def channel(self, provider):
        submission = replace(read_mail_url(f"smtp://127.0.0.1:{provider.port}"), timeout=2)
        mail = Mail(submission, sender="alerts@dalil.example")
        yield mail
        mail.close()

    @pytest.fixture
    def target(self):
        return TO


def test_a_mail_says_the_same_as_text_and_as_html_and_can_be_unsubscribed_with_one_click(mail, mailbox):
    sent = message()
    receipt = mail.send(sent, TO)
    assert receipt.answer == "250 2.0.0 queued as 7F3A"
    raw = mailbox.mails[0]
    assert raw.isascii()
    got = mailbox.last()
    assert got["From"] == "دليل <alerts@dalil.example>"
    assert got["To"] == "reader@example.com"
    assert got["Subject"] == sent.subject
    assert got["Date"].datetime == sent.created_at
    assert got["List-Unsubscribe"] == f"<{sent.unsubscribe_url}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got.get_body(("plain",)).get_content().replace("\r\n", "\n") == sent.text
    html = got.get_body(("html",)).get_content()
    assert 'dir="rtl"' in html
    assert sent.items[0].title in html


def test_the_message_id_is_that_of_the_key_at_each_attempt(mail, mailbox):
    for key in ("a" * 32, "a" * 32, "b" * 32):
        mail.send(message(key=key), TO)
    first, again, other = (message_from_bytes(raw, policy=default)["Message-ID"] for raw in mailbox.mails)
    assert first == again != other
    assert first.endswith("@dalil.example>")


def test_a_message_without_anything_to_unsubscribe_from_has_no_such_header(mail, mailbox):
    mail.send(message(unsubscribe_url=None), TO)
    assert mailbox.last()["List-Unsubscribe"] is None
    assert mailbox.last()["List-Unsubscribe-Post"] is None


def test_messages_in_a_row_go_over_one_connection(mail, mailbox):
    for number in range(5):
        mail.send(message(key=f"{number:032x}"), TO)
    assert len(mailbox.mails) == 5
    assert len(mailbox.sessions) == 1


@pytest.mark.parametrize(
    ("command", "reply", "error"),
    [
        ("RCPT", "550 no such user", DeliveryRefused),
        ("RCPT", "550 5.1.1 no such user", DeliveryRefused),
        ("RCPT", "550 5.2.1 mailbox disabled", DeliveryRefused),
        ("RCPT", "450 4.2.0 greylisted", DeliveryFailed),
        ("RCPT", "452 4.2.2 mailbox full", DeliveryFailed),
        ("RCPT", "552 5.2.2 mailbox full", DeliveryFailed),
        ("RCPT", "550 5.7.1 your address is on a block list", DeliveryFailed),
        ("RCPT", "554 5.7.1 relaying denied", DeliveryFailed),
        ("MAIL", "550 5.1.8 bad sender", DeliveryFailed),
        ("MAIL", "451 try later", DeliveryFailed),
        ("DATA", "550 5.1.1 no such user after all", DeliveryRefused),
        ("DATA", "554 5.7.1 looks like spam", DeliveryFailed),
        ("DATA", "451 4.3.0 try later", DeliveryFailed),
        ("DATA", "421 4.3.2 shutting down", DeliveryFailed),
    ],
)
def test_only_a_word_about_the_mailbox_is_a_refusal(mail, mailbox, command, reply, error):
    mailbox.replies[command] = reply
    with pytest.raises((DeliveryFailed, DeliveryRefused)) as failure:
        mail.send(message(), TO)
    assert type(failure.value) is error
    assert failure.value.answer == reply
    del mailbox.replies[command]
    assert mail.send(message(), TO).answer.startswith("250")


def test_a_server_that_is_down_is_a_failure_and_its_messages_go_when_it_is_back(mailbox):
    port = free_port()
    mail = Mail(read_mail_url(f"smtp://127.0.0.1:{port}"), sender="alerts@dalil.example")
    with pytest.raises(DeliveryFailed, match="ConnectionRefusedError"):
        mail.send(message(), TO)
    for _ in range(2):  # the second time a kept connection has died
        controller = Controller(mailbox, hostname="127.0.0.1", port=port)
        controller.start()
        mail.send(message(), TO)
        controller.stop()
    assert len(mailbox.mails) == 2
    mail.close()


def test_a_server_that_says_nothing_is_told_from_one_that_is_down():
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        submission = replace(read_mail_url(f"smtp://127.0.0.1:{hanging.getsockname()[1]}"), timeout=0.2)
        with pytest.raises(DeliveryFailed) as failure:
            Mail(submission, sender="alerts@dalil.example").send(message(), TO)
    assert failure.value.silent
    with pytest.raises(DeliveryFailed) as failure:
        Mail(read_mail_url(f"smtp://127.0.0.1:{free_port()}"), sender="alerts@dalil.example").send(
            message(), TO
        )
    assert not failure.value.silent


@given(text=st.text(max_size=200), key=st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_can_add_a_header_or_a_line(mail, mailbox, text, key):
    hostile = message(
        key=key,
        search_name=f"{text}\r\nBcc: a@example.com",
        unsubscribe_url=f"https://dalil.example/{text}\r\nX-Evil: 1",
    )
    object.__setattr__(hostile, "subject", f"{text}\r\nBcc: all@example.com\r\n\r\nbody")
    mail.send(hostile, TO)
    got = mailbox.last()
    names = {name.lower() for name in got.keys()}  # noqa: SIM118  a mail is no mapping
    expected = {"message-id", "list-unsubscribe", "list-unsubscribe-post", "from", "to", "subject", "date"}
    expected |= {"auto-submitted", "content-language", "mime-version", "content-type"}
    assert names - {"x-peer", "x-mailfrom", "x-rcptto"} == expected
    assert not got.defects
    assert got["List-Unsubscribe"].startswith("<https://dalil.example/")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Reader@Example.COM ", "Reader@example.com"),
        ("first.last+dalil@mail.example.co", "first.last+dalil@mail.example.co"),
        ("r@موقع.example", "r@xn--4gbrim.example"),
    ],
)
def test_an_address_is_kept_with_its_domain_in_small_ascii_letters(mail, written, kept):
    assert mail.check(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "reader",
        "@example.com",
        "reader@",
        "reader@localhost",
        "reader@127.0.0.1",
        "reader@[127.0.0.1]",
        "a@b@example.com",
        "a b@example.com",
        "a\r\nBcc: b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com,b@example.com",
        "<a@example.com>",
        "a..b@example.com",
        "a@-example.com",
        "a@example..com",
        f"{'a' * 65}@example.com",
        f"a@{'.'.join(['b' * 60] * 5)}.com",
        "a" * 1_000_000,
    ],
)
def test_what_is_no_address_is_refused_in_both_languages(mail, written):
    with pytest.raises(TargetInvalid) as error:
        mail.check(written)
    assert error.value.said.keys() == {"ar", "en"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://mail.example", "write smtp://"),
        ("smtp://", "needs a host"),
        ("smtp://mail.example:port", "write smtp://"),
        ("smtp://u:geheim@mail.example?starttls=perhaps", "knows but"),
        ("smtp://u:geheim@mail.example?tls=1", "knows but"),
    ],
)
def test_a_bad_setting_is_named_without_its_password(url, reason):
    with pytest.raises(SettingsInvalid, match=reason) as error:
        channels(load_settings(mail_url=url, mail_from="a@dalil.example"))
    assert "geheim" not in str(error.value)


def test_without_a_mail_server_there_is_no_mail():
    assert channels(load_settings()) == []
    with pytest.raises(SettingsInvalid, match="mail_from"):
        channels(load_settings(mail_url="smtp://mail.example"))


def test_a_password_never_goes_over_a_line_in_the_clear(server):
    url = f"smtp://user:geheim@127.0.0.1:{server.port}"
    mail = Mail(read_mail_url(url), sender="alerts@dalil.example")
    with pytest.raises(DeliveryFailed, match="no STARTTLS") as failure:
        mail.send(message(), TO)
    assert "geheim" not in failure.value.answer
    assert isinstance(failure.value.__cause__, smtplib.SMTPException)
