"""Webhooks: signed JSON to one's own program; `docs/howto/channels.md` shows how to verify it."""

import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from time import time

from aggregator.alerts.channels.reaching import http_for, kept_url
from aggregator.sdk import Channel, DeliveryRefused, Message, MessageItem, Receipt, Target, hookimpl
from aggregator.sdk.answers import receipt_of
from aggregator.sdk.guarded_http import GuardedHttp
from aggregator.settings import Settings

SECRET = "signing_key"  # noqa: S105  the name of the secret
TIMESTAMP, SIGNATURE, MESSAGE_KEY = "Dalil-Timestamp", "Dalil-Signature", "Idempotency-Key"
"""Names of the headers."""


@hookimpl
def channels(settings: Settings) -> Sequence[Channel]:
    """Offer webhooks always."""
    return [Webhook(http_for(settings))]


class Webhook:
    """Posts JSON, signed with the contact's key; the same message has the same key at each attempt."""

    key = "webhook"
    names: Mapping[str, str] = {"ar": "رابط برمجي (Webhook)", "en": "Webhook"}
    hint: Mapping[str, str] = {"ar": "https://example.com/dalil", "en": "https://example.com/dalil"}
    once = True
    own_secrets: tuple[str, ...] = (SECRET,)

    def __init__(self, http: GuardedHttp, *, clock: Callable[[], float] = time) -> None:
        self._http = http
        self._clock = clock

    def check(self, target: str) -> str:
        """Return the URL as it is kept (TargetInvalid); its name is resolved."""
        return kept_url(self._http, target)

    def send(self, message: Message, target: Target) -> Receipt:
        """Post the message once."""
        if not (secret := target.secrets.get(SECRET)):
            raise DeliveryRefused("this webhook has no key to sign with")
        body = json.dumps(payload(message), separators=(",", ":")).encode()
        moment = str(int(self._clock()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            TIMESTAMP: moment,
            SIGNATURE: f"sha256={sign(secret, moment, body)}",
            MESSAGE_KEY: message.key,
        }
        return receipt_of(self._http.post(target.target, body, headers=headers))


def sign(secret: str, moment: str, body: bytes) -> str:
    """Return the HMAC-SHA256 of `moment.body` in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, "sha256").hexdigest()


def payload(message: Message) -> dict[str, object]:
    """Return a message as JSON tells it; fields may be added, never taken away."""
    return {
        "key": message.key,
        "language": message.language,
        "subject": message.subject,
        "text": message.text,
        "created_at": message.created_at.isoformat(),
        "search": {"name": message.search_name, "url": message.search_url},
        "manage_url": message.manage_url,
        "unsubscribe_url": message.unsubscribe_url,
        "more": message.more,
        "items": [_item(item) for item in message.items],
    }


def _item(item: MessageItem) -> dict[str, object]:
    return {
        "ref": item.ref,
        "title": item.title,
        "url": item.url,
        "site": item.site,
        "facts": list(item.facts),
        "why": list(item.why),
        "copies": list(item.copies),
        "posted_at": item.posted_at and item.posted_at.isoformat(),
    }
