"""Reads what mail servers send back when a mail could not be delivered after they had taken it (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from aggregator.sdk.cleaning import one_line

LARGEST_REPORT = 1_000_000
"""Bytes; what is longer is no report."""

_OURS = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")
_FOR_EVER = re.compile(r"5\.1\.\d{1,3}|5\.2\.1|5\.0\.0|5\.4\.4")
"""The mailbox or its domain does not exist, or is shut; full ones and blocked senders may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A mail came back for ever: `key` is that of its message, `answer` what the last server said."""

    key: str
    answer: str


def read_bounce(raw: bytes) -> Bounce | None:
    """Return what a report says of a mail of ours; None for all else, delays and hopes included.

    Anybody can send a report. That it holds the message's key, which nobody but its receiver ever saw,
    is what makes it believable.
    """
    if len(raw) > LARGEST_REPORT:
        return None
    # The old policy: the new one reads addresses, and breaks over bad ones.
    try:
        parts = list(message_from_bytes(raw, policy=compat32).walk())
    except RecursionError:  # parts within parts without end
        return None
    key = next(_keys(parts), None)
    answer = next(_failures(parts), None)
    return Bounce(key=key, answer=answer) if key and answer else None


def _failures(parts: list[Message]) -> Iterator[str]:
    """Yield what is said of each receiver that a mail will never reach."""
    for part in parts:
        status = _plain(part, "Status").split(" ")[0]
        if _plain(part, "Action").lower() == "failed" and _FOR_EVER.fullmatch(status):
            yield one_line(_plain(part, "Diagnostic-Code") or f"status {status}", 200)


def _keys(parts: list[Message]) -> Iterator[str]:
    """Yield the keys of messages of ours that come back: whole, or their headers alone as text."""
    for part in parts[1:]:
        for text in (_plain(part, "Message-ID"), _headers_in(part)):
            if found := _OURS.search(text):
                yield found[1]


def _headers_in(part: Message) -> str:
    if part.get_content_type() != "text/rfc822-headers":
        return ""
    payload = part.get_payload(decode=True)
    text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    found = re.search(r"^message-id:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _plain(part: Message, name: str) -> str:
    return one_line(str(part.get(name, "")), 1_000)
