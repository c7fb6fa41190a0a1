"""Sessions with the mail server: encrypted where it can be, kept for the next message."""

import smtplib
import ssl
import weakref
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from aggregator.errors import SettingsInvalid
from aggregator.sdk import DeliveryFailed
from aggregator.sdk.cleaning import one_line

PORTS = {"smtp": 25, "smtps": 465}
Starttls = Literal["offered", "required", "never"]
_STARTTLS: Mapping[str, Starttls] = {"offered": "offered", "required": "required", "never": "never"}
_KEPT_SECONDS = 20.0
_MOST_KEPT = 4
_MOST_MESSAGES = 100
"""A session: many servers end one after so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """How to reach the mail server; `tls` from the start, `starttls` otherwise; `timeout`: seconds a step."""

    host: str
    port: int
    tls: bool
    starttls: Starttls = "offered"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


def read_mail_url(url: str) -> Submission:
    """Read the setting `mail_url`; raises SettingsInvalid, which never shows the password."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        options = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except (KeyError, ValueError) as error:
        raise _bad_url("write smtp://[user:password@]host[:port] or smtps://...") from error
    starttls = _STARTTLS.get(options.pop("starttls", ["offered"])[-1])
    if not parts.hostname or options or starttls is None:
        raise _bad_url("it needs a host, and knows but ?starttls=required and ?starttls=never")
    return Submission(
        host=parts.hostname,
        port=port,
        tls=parts.scheme == "smtps",
        starttls=starttls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _bad_url(reason: str) -> SettingsInvalid:
    return SettingsInvalid(f"setting mail_url (DALIL_MAIL_URL): {reason}")


class Session:
    """One connection, on which several messages may go."""

    def __init__(self, submission: Submission) -> None:
        self._smtp = _connected(submission)
        self.sized = self._smtp.has_extn("size")
        self._messages = 0
        self._used_at = monotonic()

    def mail(self, sender: str, options: list[str]) -> tuple[int, bytes]:
        """Begin a message."""
        self._messages += 1
        return self._smtp.mail(sender, options)

    def rcpt(self, address: str) -> tuple[int, bytes]:
        """Name its receiver."""
        return self._smtp.rcpt(address)

    def data(self, raw: bytes) -> tuple[int, bytes]:
        """Hand it over; the reply is that to the whole message."""
        try:
            return self._smtp.data(raw)
        except smtplib.SMTPDataError as error:
            told = error.smtp_error
            return error.smtp_code, told if isinstance(told, bytes) else told.encode()

    def usable(self) -> bool:
        """Whether another message can go; asks the server."""
        if self._messages >= _MOST_MESSAGES or monotonic() - self._used_at > _KEPT_SECONDS:
            return False
        with suppress(OSError, smtplib.SMTPException):
            return self._smtp.rset()[0] == 250  # noqa: PLR2004  a plain yes
        return False

    def keep(self) -> None:
        """Remember when it was last used."""
        self._used_at = monotonic()

    def close(self) -> None:
        """Say good bye where the server still listens."""
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()
        self._smtp.close()


class Outgoing:
    """Sessions for several threads at once: each has its own while it sends."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._idle: deque[Session] = deque()
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Lend a session; whatever goes wrong on it is DeliveryFailed, and it is not used again."""
        session = self._taken()
        try:
            yield session
        except (OSError, smtplib.SMTPException, ValueError) as error:
            session.close()
            raise DeliveryFailed(_reason(error), silent=_is_silence(error)) from error
        except BaseException:
            session.close()
            raise
        session.keep()
        if len(self._idle) < _MOST_KEPT:
            self._idle.append(session)
        else:
            session.close()

    def close(self) -> None:
        """Let the kept sessions go."""
        _close_all(self._idle)

    def _taken(self) -> Session:
        while self._idle:
            with suppress(IndexError):  # another thread took the last
                session = self._idle.pop()
                if session.usable():
                    return session
                session.close()
        try:
            return Session(self._submission)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise DeliveryFailed(_reason(error), silent=_is_silence(error)) from error


def _close_all(idle: deque[Session]) -> None:
    while idle:
        idle.pop().close()


def _connected(submission: Submission) -> smtplib.SMTP:
    if submission.tls:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            submission.host, submission.port, timeout=submission.timeout, context=submission.context
        )
    else:
        smtp = smtplib.SMTP(submission.host, submission.port, timeout=submission.timeout)
    try:
        _greet(smtp, submission)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _greet(smtp: smtplib.SMTP, submission: Submission) -> None:
    """Encrypt as asked and sign in; a password goes over a line in the clear only where that was chosen."""
    smtp.ehlo_or_helo_if_needed()
    if not submission.tls and submission.starttls != "never":
        if smtp.has_extn("starttls"):
            smtp.starttls(context=submission.context)
            smtp.ehlo()
        elif submission.starttls == "required" or submission.user:
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS")
    if submission.user:
        smtp.login(submission.user, submission.password)


def _is_silence(error: Exception) -> bool:
    """Tell whether a server said nothing in time; smtplib tells of it as of a lost connection."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _reason(error: Exception) -> str:
    """Say what went wrong in one line; a reply of the server is kept with its number."""
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        return one_line(f"{error.smtp_code} {text}")
    return one_line(f"{type(error).__name__}: {error}")
