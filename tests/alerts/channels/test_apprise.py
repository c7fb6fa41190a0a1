"""Apprise: only services at addresses of their own, no parameter, no ping of a whole team."""

import json
from pkgutil import resolve_name
from types import SimpleNamespace

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.alerts.channels.apprise import REVIEWED, AppriseChannel, channels
from aggregator.errors import SettingsInvalid
from aggregator.sdk import DeliveryFailed, DeliveryRefused, Target, TargetInvalid
from aggregator.sdk.channel_testing import ChannelTests, Fault
from aggregator.settings import load_settings
from tests.alerts.letters import item, message

WEBHOOK = f"discord://4174216298/{'J' * 68}"
ANSWERS = {None: 204, Fault.BROKEN: 500, Fault.GARBAGE: 777}
EXAMPLES = {
    "discord": (WEBHOOK, "discord.com"),
    "gchat": ("gchat://workspace/key/token", "chat.googleapis.com"),
    "pbul": (f"pbul://{'a' * 32}", "api.pushbullet.com"),
    "pover": (f"pover://{'u' * 30}@{'a' * 30}", "api.pushover.net"),
    "slack": ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "hooks.slack.com"),
    "wxteams": (f"wxteams://{'a' * 80}", "api.ciscospark.com"),
}


class Discord:
    """Stands where Apprise would ask Discord: it opens connections itself, to a fixed address."""

    faults = frozenset({Fault.DOWN, Fault.CLOSES, Fault.SLOW, *ANSWERS} - {None})

    def __init__(self):
        self.asked, self.fault = [], None

    def post(self, url, **options):
        if self.fault in {Fault.DOWN, Fault.CLOSES}:
            raise requests.ConnectionError("it is down")
        if self.fault is Fault.SLOW:
            raise requests.ReadTimeout("it is slow")
        self.asked.append((url, options))
        status = ANSWERS[self.fault]
        return SimpleNamespace(status_code=status, content=b"", text="", headers={}, ok=status < 300)

    def play(self, fault):
        self.fault = fault

    def taken(self):
        return ["\n".join(map(str, json.loads(options["data"]).values())) for _, options in self.asked]


class TestApprise(ChannelTests):
    @pytest.fixture
    def provider(self, monkeypatch):
        discord = Discord()
        monkeypatch.setattr(requests, "post", discord.post)
        return discord

    @pytest.fixture
    def channel(self):
        return AppriseChannel(("discord",))

    @pytest.fixture
    def target(self):
        return Target(target=WEBHOOK)

    def test_a_title_cannot_call_everybody(self, channel, provider, target):
        channel.send(message(items=(item(title="@everyone <!channel> <@U1>"),)), target)
        assert "@everyone" not in provider.taken()[0]
        assert "<!channel>" not in provider.taken()[0]

    def test_redirects_are_not_followed(self, channel, provider, target):
        channel.send(message(), target)
        assert all(options["allow_redirects"] is False for _, options in provider.asked)

    def test_a_scheme_that_the_operator_took_away_gets_nothing(self, provider, target):
        with pytest.raises(DeliveryRefused):
            AppriseChannel(("slack",)).send(message(), target)
        assert provider.asked == []


@pytest.mark.parametrize("scheme", sorted(REVIEWED))
def test_every_scheme_leads_to_one_server_whatever_the_address(scheme, monkeypatch):
    asked = []

    def ask(url, **_options):
        asked.append(url)
        raise requests.ConnectionError("nobody goes there from a test")

    for name in ("post", "get"):
        monkeypatch.setattr(requests, name, ask)
    monkeypatch.setattr(requests, "request", lambda _method, url, **options: ask(url, **options))
    channel = AppriseChannel(tuple(REVIEWED))
    address, host = EXAMPLES[scheme]
    with pytest.raises(DeliveryFailed):
        channel.send(message(), Target(target=channel.check(address)))
    assert {requests.utils.urlparse(url).hostname for url in asked} == {host}
    assert not any("{host}" in template for template in resolve_name(REVIEWED[scheme]).templates)


@pytest.mark.parametrize(
    "address",
    [
        "json://127.0.0.1/",
        "jsons://hook.example/",
        "xml://10.0.0.1/",
        "form://127.0.0.1/",
        "file:///etc/passwd",
        "syslog://",
        "dbus://",
        "windows://",
        "macosx://",
        "mailto://user:password@example.com",
        "ntfy://127.0.0.1/topic",
        "matrixs://user:password@127.0.0.1/#room",
        "mmosts://127.0.0.1/token",
        "apprise://127.0.0.1/config",
        "https://discord.com/api/webhooks/1/2",
        f"{WEBHOOK}?template=/etc/passwd",
        f"{WEBHOOK}?verify=no",
        f"{WEBHOOK}#x",
        f"{WEBHOOK}%3Ftemplate=/etc/passwd",
        f"DISCORD://{'a' * 20}",
        "discord://",
        "discord://x",
        f"{WEBHOOK} json://127.0.0.1/",
        f"{WEBHOOK},json://127.0.0.1/",
    ],
)
def test_an_address_that_could_reach_anything_else_is_refused(address):
    with pytest.raises(TargetInvalid):
        AppriseChannel(tuple(REVIEWED)).check(address)


@given(st.text(max_size=60), st.sampled_from(["", "discord://", "slack://", "gchat://"]))
@settings(deadline=None)  # what is loaded first is slow
def test_any_text_is_read_or_refused(text, scheme):
    channel = AppriseChannel(tuple(REVIEWED))
    try:
        kept = channel.check(f"{scheme}{text}")
    except TargetInvalid:
        return
    assert kept.partition("://")[0] in REVIEWED


def test_a_setting_with_a_scheme_that_reaches_any_server_is_refused():
    assert [channel.key for channel in channels(load_settings())] == ["apprise"]
    assert channels(load_settings(apprise_schemes=())) == []
    with pytest.raises(SettingsInvalid, match="json may reach any server"):
        channels(load_settings(apprise_schemes=("discord", "json")))
