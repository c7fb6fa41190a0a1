"""Writes a message as a mail: headers that no text can break out of, a text and an HTML part."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import blake2b

from aggregator.errors import SettingsInvalid
from aggregator.sdk import Message
from aggregator.sdk.cleaning import encodable, one_line, outward

_POLICY = SMTP.clone(cte_type="7bit")
_ID_BYTES = 20
_PLAIN_KEY = re.compile(r"[0-9a-f]{32}")


def sender_of(text: str) -> Address:
    """Read `Dalil <alerts@example.com>`; raises SettingsInvalid."""
    name, spec = parseaddr(text)
    try:
        address = Address(display_name=one_line(name), addr_spec=spec)
    except (ValueError, IndexError) as error:
        raise SettingsInvalid(f"setting mail_from (DALIL_MAIL_FROM): {error}") from error
    if not (address.username and address.domain and spec.isascii()):
        raise SettingsInvalid("setting mail_from (DALIL_MAIL_FROM): write `Name <name@example.com>`")
    return address


def envelope(message: Message, *, sender: Address, recipient: str) -> bytes:
    """Return the mail as it goes over the wire, ASCII alone with CRLF at line ends.

    Its Message-ID comes from the key, so that a second attempt is the same mail for its receiver.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(message.created_at)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(encodable(message.text), cte="base64")
    mail.add_alternative(encodable(message.html), subtype="html", cte="base64")
    mail["Content-Language"] = one_line(message.language, 10)
    return _unfolded(message, sender.domain) + mail.as_bytes()


def _id_of(key: str) -> str:
    """Return a key as it is, by which a bounce is known; one that could not stand there is digested."""
    if _PLAIN_KEY.fullmatch(key):
        return key
    return blake2b(key.encode("utf-8", "replace"), digest_size=_ID_BYTES).hexdigest()


def _unfolded(message: Message, domain: str) -> bytes:
    """Write the headers that must stand as they are: the standard library would encode long ones."""
    lines = [f"Message-ID: <{_id_of(message.key)}@{domain}>"]
    if url := outward(message.unsubscribe_url):
        lines += [f"List-Unsubscribe: <{url}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
