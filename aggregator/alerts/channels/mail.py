"""Mail, by one's own mail server: text and HTML, one-click unsubscription by RFC 8058.

Set `mail_url` and `mail_from`. The server must sign with DKIM what it sends, the two `List-` headers
included, or large providers offer no unsubscription to their users.
"""

import re
from collections.abc import Mapping, Sequence

from aggregator.alerts.channels.envelope import envelope, sender_of
from aggregator.alerts.channels.smtp import Outgoing, Submission, read_mail_url
from aggregator.errors import SettingsInvalid
from aggregator.sdk import (
    Channel,
    DeliveryFailed,
    DeliveryRefused,
    Message,
    Receipt,
    Target,
    TargetInvalid,
    hookimpl,
)
from aggregator.sdk.cleaning import one_line
from aggregator.settings import Settings

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_ADDRESS, _LONGEST_LOCAL = 254, 64
_NO_SUCH_MAILBOX = re.compile(r"5\.1\.\d+|5\.2\.1")
"""Enhanced codes (RFC 3463) that speak of the mailbox alone."""

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REFUSED = frozenset({550, 551, 553})
"""Replies to RCPT that mean the mailbox, where no enhanced code says more."""


@hookimpl
def channels(settings: Settings) -> Sequence[Channel]:
    """Offer mail where a mail server is set."""
    url = settings.mail_url.get_secret_value()
    if not url:
        return []
    if not settings.mail_from:
        raise SettingsInvalid("setting mail_from (DALIL_MAIL_FROM) is needed to send mail")
    return [Mail(read_mail_url(url), sender=settings.mail_from)]


class Mail:
    """Sends over a few kept connections; the same message has the same Message-ID at each attempt."""

    key = "mail"
    names: Mapping[str, str] = {"ar": "البريد الإلكتروني", "en": "E-mail"}
    hint: Mapping[str, str] = {"ar": "name@example.com", "en": "name@example.com"}
    once = True
    own_secrets: tuple[str, ...] = ()

    def __init__(self, submission: Submission, *, sender: str) -> None:
        self._sender = sender_of(sender)
        self._outgoing = Outgoing(submission)

    def check(self, target: str) -> str:
        """Return the address with its domain in lowercase ASCII (TargetInvalid)."""
        local, at, domain = target.strip().rpartition("@")
        host = _ascii(domain.lower())
        address = f"{local}@{host}"
        if not (at and host and _LOCAL.fullmatch(local)) or len(local) > _LONGEST_LOCAL:
            raise _no_address()
        if len(address) > _LONGEST_ADDRESS:
            raise _no_address()
        return address

    def send(self, message: Message, target: Target) -> Receipt:
        """Hand the message to the mail server."""
        address = self._kept(target.target)
        raw = envelope(message, sender=self._sender, recipient=address)
        with self._outgoing.session() as session:
            code, answer = session.mail(self._sender.addr_spec, [f"SIZE={len(raw)}"] if session.sized else [])
            if code >= 400:  # noqa: PLR2004  it speaks of us, never of the reader
                raise DeliveryFailed(_told(code, answer))
            _judge(*session.rcpt(address), spoken_of_mailbox=True)
            code, answer = session.data(raw)
            _judge(code, answer, spoken_of_mailbox=False)
        return Receipt(answer=_told(code, answer))

    def close(self) -> None:
        """Let the kept connections go."""
        self._outgoing.close()

    def _kept(self, target: str) -> str:
        try:
            return self.check(target)
        except TargetInvalid as error:
            raise DeliveryRefused(str(error)) from error


def _judge(code: int, answer: bytes, *, spoken_of_mailbox: bool) -> None:
    """Raise unless the server agreed: DeliveryRefused only where the mailbox is why, never where we are."""
    if code < 400:  # noqa: PLR2004  the first reply that is no yes
        return
    told = _told(code, answer)
    if enhanced := _ENHANCED.search(told):
        refused = code >= 500 and bool(_NO_SUCH_MAILBOX.fullmatch(enhanced[1]))  # noqa: PLR2004  for ever
    else:
        refused = spoken_of_mailbox and code in _REFUSED
    raise DeliveryRefused(told) if refused else DeliveryFailed(told)


def _told(code: int, answer: bytes) -> str:
    return one_line(f"{code} {answer.decode('utf-8', 'replace')}")


def _ascii(domain: str) -> str:
    """Return a domain as mail carries it; empty when it is none."""
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = host.split(".")
    return host if len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit() else ""


def _no_address() -> TargetInvalid:
    return TargetInvalid(
        ar="اكتب عنوان بريد كاملًا، مثل name@example.com.",
        en="Write a whole mail address, like name@example.com.",
    )
