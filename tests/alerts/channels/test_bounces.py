"""Reports of mails that came back: which mean a mailbox that is not there, and that nothing breaks."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.alerts.channels.bounces import Bounce, read_bounce
from aggregator.alerts.channels.envelope import envelope
from tests.alerts.letters import message

KEY = "0123456789abcdef0123456789abcdef"
SENDER = Address("Dalil", "alerts", "dalil.example")


def report(status="5.1.1", action="failed", *, whole=True, key=KEY, code="smtp; 550 5.1.1 no such user"):
    """What a mail server sends back, as text for people, for programs, and the mail itself."""
    returned = envelope(message(key=key), sender=SENDER, recipient="reader@example.com")
    if not whole:
        returned = returned.partition(b"\r\n\r\n")[0] + b"\r\n"
    kind = b"message/rfc822" if whole else b"text/rfc822-headers"
    lines = [
        b"From: MAILER-DAEMON@mx.example\r\nTo: alerts@dalil.example\r\nMessage-ID: <1@mx.example>",
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n',
        b"--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n",
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n",
        f"Final-Recipient: rfc822; reader@example.com\r\nAction: {action}\r\nStatus: {status}".encode(),
        f"Diagnostic-Code: {code}\r\n".encode(),
        b"--b\r\nContent-Type: " + kind + b"\r\n\r\n" + returned,
        b"--b--\r\n",
    ]
    return b"\r\n".join(lines)


@pytest.mark.parametrize("whole", [True, False])
def test_a_mailbox_that_is_not_there_is_told_with_the_message(whole):
    assert read_bounce(report(whole=whole)) == Bounce(key=KEY, answer="smtp; 550 5.1.1 no such user")


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.0.0", "5.4.4"])
def test_what_is_for_ever_is_a_bounce(status):
    assert read_bounce(report(status))


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("4.4.1", "delayed"),
        ("4.4.7", "failed"),
        ("5.2.2", "failed"),
        ("5.7.1", "failed"),
        ("2.1.5", "delivered"),
        ("5.1.1", "delayed"),
        ("", ""),
    ],
)
def test_what_may_change_is_none(status, action):
    assert read_bounce(report(status, action)) is None


def test_a_report_without_a_message_of_ours_is_none():
    assert read_bounce(report(key="somebody else's")) is None


def test_a_plain_mail_is_none_whatever_it_quotes():
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "out of office"
    mail["Message-ID"] = f"<{KEY}@dalil.example>"
    mail.set_content(f"Message-ID: <{KEY}@dalil.example>\nAction: failed\nStatus: 5.1.1\n")
    assert read_bounce(mail.as_bytes()) is None


@given(st.binary(max_size=300), st.integers(0, 2_000), st.integers(0, 2_000))
@settings(deadline=None)  # what is loaded first is slow
def test_nothing_that_is_sent_breaks_it(noise, start, end):
    raw = report()
    for text in (noise, raw[:start] + noise + raw[end:], raw[:start]):
        found = read_bounce(text)
        assert found is None or (found.key == KEY and "\n" not in found.answer)


def test_an_endless_mail_is_none():
    assert read_bounce(report() + b"a" * 1_000_000) is None


def test_parts_within_parts_without_end_are_none():
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(5_000)
    )
    assert read_bounce(nested) is None
