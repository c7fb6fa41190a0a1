"""Discord, Slack, Pushover and others, through Apprise: services at addresses of their own alone.

Apprise knows schemes that reach any server, run commands or show windows on this machine. Only those
in REVIEWED are ever taken, and `apprise_schemes` says which of them.
"""

import re
from collections.abc import Mapping, Sequence
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from aggregator.alerts.channels.shortening import Markup, shortened
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
from aggregator.settings import Settings

if TYPE_CHECKING:
    from apprise import NotifyBase

REVIEWED: Mapping[str, str] = {
    "discord": "apprise.plugins.discord:NotifyDiscord",
    "gchat": "apprise.plugins.google_chat:NotifyGoogleChat",
    "pbul": "apprise.plugins.pushbullet:NotifyPushBullet",
    "pover": "apprise.plugins.pushover:NotifyPushover",
    "slack": "apprise.plugins.slack:NotifySlack",
    "wxteams": "apprise.plugins.webexteams:NotifyWebexTeams",
}
"""Schemes and their classes: they lead to fixed servers, and read no file where there are no parameters."""

_ADDRESS = re.compile(r"([a-z][a-z0-9]{1,19})://[!-~]{4,480}")
_PARAMETERS = re.compile(r"[?#%\\,;]")
"""Parameters name files and headers, percents could hide them, commas part addresses."""


def _unpinging(text: str) -> str:
    """Keep `@everyone` and `<!channel>` of a hostile title from calling a whole team."""
    return text.replace("@", "@\N{WORD JOINER}").replace("<", "‹").replace(">", "›")


_CHAT = Markup(
    plain=_unpinging, bold=_unpinging, link=lambda text, url: f"{_unpinging(text)}\n{url}", size=len
)


@hookimpl
def channels(settings: Settings) -> Sequence[Channel]:
    """Offer what `apprise_schemes` lists."""
    if not settings.apprise_schemes:
        return []
    if unknown := sorted(set(settings.apprise_schemes) - REVIEWED.keys()):
        known = ", ".join(sorted(REVIEWED))
        raise SettingsInvalid(
            f"setting apprise_schemes (DALIL_APPRISE_SCHEMES): {', '.join(unknown)} may reach any server; "
            f"known: {known}"
        )
    return [AppriseChannel(settings.apprise_schemes)]


class AppriseChannel:
    """Sends through Apprise, which tells whether it worked and no more; a second attempt may arrive twice."""

    key = "apprise"
    once = False
    own_secrets: tuple[str, ...] = ()

    def __init__(self, schemes: Sequence[str]) -> None:
        self._schemes = frozenset(schemes)
        told = ", ".join(sorted(self._schemes))
        self.names: Mapping[str, str] = {
            "ar": "خدمة أخرى عبر Apprise",
            "en": "Another service, through Apprise",
        }
        self.hint: Mapping[str, str] = {
            "ar": f"عنوان Apprise مثل discord://id/token ({told})",
            "en": f"An Apprise address, like discord://id/token ({told})",
        }

    def check(self, target: str) -> str:
        """Return the address (TargetInvalid)."""
        address = target.strip()
        known = _ADDRESS.fullmatch(address)
        if not known or known[1] not in self._schemes or _PARAMETERS.search(address):
            raise self._invalid()
        if _service(address) is None:
            raise self._invalid()
        return address

    def send(self, message: Message, target: Target) -> Receipt:
        """Hand the message to the service."""
        try:
            service = _service(self.check(target.target))
        except TargetInvalid as error:
            raise DeliveryRefused(str(error)) from error
        if service is None:
            raise DeliveryRefused("Apprise cannot read this address any more")
        limit = min(int(service.body_maxlen), _LONGEST_TEXT) - _MARGIN
        body = shortened(message, _CHAT, headed=False, limit=limit)
        if not service.notify(body=body, title=_unpinging(message.subject)):
            raise DeliveryFailed(f"{service.service_name} did not take it")
        return Receipt(answer=f"{service.service_name} took it")

    def _invalid(self) -> TargetInvalid:
        told = ", ".join(sorted(self._schemes))
        return TargetInvalid(
            ar=f"اكتب عنوان Apprise بلا معاملات، يبدأ بأحد هذه: {told}.",
            en=f"Write an Apprise address without parameters that begins with one of: {told}.",
        )


_LONGEST_TEXT, _MARGIN = 4_000, 300
"""The title is part of the text where a service has none."""


def _service(address: str) -> "NotifyBase | None":
    """Make what sends to an address, None where it is not complete.

    It follows no redirect, reads no template and stores nothing. Its class is taken by name: asking
    Apprise for a scheme loads a hundred modules, and any of them might answer.
    """
    from apprise import AppriseAsset, PersistentStoreMode  # noqa: PLC0415  a channel that is not used costs nothing

    service: type[NotifyBase] = resolve_name(REVIEWED[address.partition("://")[0]])
    asset = AppriseAsset(
        app_id="Dalil",
        async_mode=False,
        http_redirects=False,
        allow_templates=False,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    parts = service.parse_url(address)
    try:
        return service(asset=asset, **parts) if parts else None
    except TypeError:  # how Apprise says that a part is missing
        return None
