"""ntfy: push messages to phones, over ntfy.sh or a server of one's own.

A target is a topic's name (at ntfy.sh) or its whole address. Whoever knows a topic reads it:
choose a long name.
"""

import json
import re
from collections.abc import Mapping, Sequence

from aggregator.alerts.channels.reaching import http_for, kept_url
from aggregator.alerts.channels.shortening import PLAIN, shortened
from aggregator.alerts.rendering.wording import load_wording
from aggregator.sdk import Channel, DeliveryRefused, Message, Receipt, Target, TargetInvalid, hookimpl
from aggregator.sdk.answers import receipt_of
from aggregator.sdk.guarded_http import GuardedHttp
from aggregator.settings import Settings

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LARGEST_TEXT = 4_000
"""Bytes; ntfy makes a file of more than 4,096."""

_FORBIDDEN = frozenset({401, 403})


@hookimpl
def channels(settings: Settings) -> Sequence[Channel]:
    """Offer ntfy always."""
    return [Ntfy(http_for(settings))]


class Ntfy:
    """Publishes as JSON, so that no text stands in a header; a second attempt may arrive twice."""

    key = "ntfy"
    names: Mapping[str, str] = {"ar": "ntfy (إشعارات الهاتف)", "en": "ntfy (push messages)"}
    hint: Mapping[str, str] = {
        "ar": "my-topic أو https://ntfy.example.com/my-topic",
        "en": "my-topic or https://ntfy.example.com/my-topic",
    }
    once = False
    own_secrets: tuple[str, ...] = ()

    def __init__(self, http: GuardedHttp, *, server: str = "https://ntfy.sh") -> None:
        self._http = http
        self._server = server

    def check(self, target: str) -> str:
        """Return the topic's address (TargetInvalid)."""
        topic = target.strip()
        if _TOPIC.fullmatch(topic):
            return f"{self._server}/{topic}"
        url = kept_url(self._http, target)
        if not _TOPIC.fullmatch(url.rpartition("/")[2]):
            raise TargetInvalid(
                ar="اكتب اسم الموضوع (حروف إنجليزية وأرقام و - و _) أو رابطه الكامل.",
                en="Write the topic's name (letters, digits, - and _) or its whole address.",
            )
        return url

    def send(self, message: Message, target: Target) -> Receipt:
        """Publish the message once."""
        server, _, topic = target.target.rpartition("/")
        body = json.dumps(_payload(message, topic)).encode()
        answer = self._http.post(f"{server}/", body, headers={"Content-Type": "application/json"})
        if answer.status in _FORBIDDEN:
            raise DeliveryRefused(f"{answer.status}: the topic takes no messages from us")
        return receipt_of(answer)


def _payload(message: Message, topic: str) -> dict[str, object]:
    words = load_wording(message.language)
    links = ((words("search"), message.search_url), (words("manage"), message.manage_url))
    only = message.items[0].url if len(message.items) == 1 else None
    click = only or message.search_url
    payload: dict[str, object] = {
        "topic": topic,
        "title": message.subject,
        "message": shortened(message, PLAIN, headed=False, limit=_LARGEST_TEXT),
        "actions": [{"action": "view", "label": label, "url": url} for label, url in links if url],
    }
    return payload | ({"click": click} if click else {})
