"""Telegram, through a bot: set `telegram_token`.

A reader writes to the bot first; a Telegram channel makes it an administrator.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape
from typing import Any

from aggregator.alerts.channels.shortening import Markup, shortened
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
from aggregator.sdk.answers import LONGEST_WAIT
from aggregator.sdk.cleaning import one_line
from aggregator.sdk.guarded_http import Answer, GuardedHttp
from aggregator.settings import Settings

_CHAT = re.compile(r"-?[1-9][0-9]{3,18}|@[A-Za-z][A-Za-z0-9_]{3,31}")
_LONGEST_TEXT = 4_096
_BLOCKED = 403
_BAD_REQUEST = 400
_NO_CHAT = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "chat was deleted",
)
"""What Telegram says of a chat that is not there for us, whatever the status."""


def _units(text: str) -> int:
    """Count as Telegram does, in UTF-16; with the markup, so never too few."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_HTML = Markup(
    plain=lambda text: escape(text, quote=False),
    bold=lambda text: f"<b>{escape(text, quote=False)}</b>",
    link=lambda text, url: f'<a href="{escape(url)}">{escape(text, quote=False)}</a>',
    size=_units,
)


@hookimpl
def channels(settings: Settings) -> Sequence[Channel]:
    """Offer Telegram where a bot is set."""
    token = settings.telegram_token.get_secret_value()
    return [Telegram(GuardedHttp(), token=token)] if token else []


class Telegram:
    """Sends as the bot; a second attempt may arrive twice."""

    key = "telegram"
    names: Mapping[str, str] = {"ar": "تيليجرام", "en": "Telegram"}
    hint: Mapping[str, str] = {
        "ar": "رقم محادثتك مع البوت مثل 123456789، أو ‎@قناة يديرها البوت",
        "en": "The number of your chat with the bot, like 123456789, or a @channel that it may post to",
    }
    once = False
    own_secrets: tuple[str, ...] = ()

    def __init__(self, http: GuardedHttp, *, token: str, server: str = "https://api.telegram.org") -> None:
        self._http = http
        self._url = f"{server}/bot{token}/sendMessage"

    def check(self, target: str) -> str:
        """Return the chat's number or name (TargetInvalid)."""
        chat = target.strip()
        if not _CHAT.fullmatch(chat):
            raise TargetInvalid(
                ar="اكتب رقم المحادثة مثل 123456789 أو اسم القناة مثل ‎@name.",
                en="Write the number of the chat, like 123456789, or the name of a channel, like @name.",
            )
        return chat

    def send(self, message: Message, target: Target) -> Receipt:
        """Send the message once."""
        body = {
            "chat_id": target.target,
            "text": shortened(message, _HTML, limit=_LONGEST_TEXT),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        raw = json.dumps(body).encode()
        return _receipt(self._http.post(self._url, raw, headers={"Content-Type": "application/json"}))


def _receipt(answer: Answer) -> Receipt:
    said = _said(answer)
    told = one_line(f"{answer.status} {said.get('description', '')}")
    if said.get("ok") is True:
        result = said.get("result")
        number = result.get("message_id") if isinstance(result, dict) else None
        return Receipt(answer=f"message {number}")
    missing = any(reason in told.lower() for reason in _NO_CHAT)
    if answer.status == _BLOCKED or (answer.status == _BAD_REQUEST and missing):
        raise DeliveryRefused(told)
    raise DeliveryFailed(told, retry_after=_wait(said))


def _said(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise DeliveryFailed(f"{answer.status}: no answer of Telegram")
    return said


def _wait(said: dict[str, Any]) -> timedelta | None:
    parameters = said.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if not isinstance(seconds, int) or seconds < 0:
        return None
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
