"""Mail over an encrypted line: certificates are looked at, and nothing goes out where one is not trusted."""

import ssl
from contextlib import contextmanager

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from aggregator.alerts.channels.mail import Mail
from aggregator.alerts.channels.smtp import read_mail_url
from aggregator.sdk import DeliveryFailed
from tests.alerts.channels.test_mail import TO, free_port
from tests.alerts.letters import message

URLS = {"smtps": "smtps://sara:secret@localhost:{}", "starttls": "smtp://sara:secret@localhost:{}"}


class Mailbox:
    """Takes mails and keeps who sent them, and whether the line was encrypted."""

    def __init__(self):
        self.mails, self.logins = [], []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802  aiosmtpd's name
        self.mails.append((session.ssl is not None, envelope.content))
        return "250 taken"

    def authenticate(self, _server, _session, _envelope, _mechanism, auth_data):
        self.logins.append((auth_data.login, auth_data.password))
        return AuthResult(success=True)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """The authority is one of those that this process trusts."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture(params=URLS)
def way(request):
    return request.param


@contextmanager
def serving(mailbox, way, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    port = free_port()
    secured = {"smtps": {"ssl_context": context}, "starttls": {"tls_context": context}}[way]
    given = {"authenticator": mailbox.authenticate, "auth_require_tls": way == "starttls", **secured}
    controller = Controller(mailbox, hostname="localhost", port=port, **given)
    controller.start()
    try:
        yield URLS[way].format(port)
    finally:
        controller.stop()


@contextmanager
def mail_to(mailbox, way, certificate):
    with serving(mailbox, way, certificate) as url:
        channel = Mail(read_mail_url(url), sender="alerts@dalil.example")
        try:
            yield channel
        finally:
            channel.close()


@pytest.mark.usefixtures("trusted")
def test_a_mail_goes_out_encrypted_and_so_does_the_password(mailbox, way, authority):
    with mail_to(mailbox, way, authority.issue_cert("localhost")) as mail:
        assert mail.send(message(), TO).answer == "250 taken"
    # A server of smtps speaks nothing else, and aiosmtpd does not count that as encrypted.
    assert [encrypted for encrypted, _ in mailbox.mails] == [way == "starttls"]
    assert mailbox.logins == [(b"sara", b"secret")]


def is_refused(mail):
    with pytest.raises(DeliveryFailed, match="CERTIFICATE_VERIFY_FAILED"):
        mail.send(message(), TO)
    return True


def test_a_server_that_nobody_vouches_for_gets_nothing(mailbox, way, authority):
    with mail_to(mailbox, way, authority.issue_cert("localhost")) as mail:
        assert is_refused(mail)
    assert (mailbox.mails, mailbox.logins) == ([], [])


@pytest.mark.usefixtures("trusted")
def test_a_server_with_the_certificate_of_another_gets_nothing(mailbox, way, authority):
    with mail_to(mailbox, way, authority.issue_cert("mail.example")) as mail:
        assert is_refused(mail)
    assert (mailbox.mails, mailbox.logins) == ([], [])
