"""Webhooks: signed JSON, to a checked address only."""

import hmac
import json

import pytest

from aggregator.alerts.channels.webhook import SECRET, Webhook, payload
from aggregator.sdk import DeliveryFailed, DeliveryRefused, Target, TargetInvalid
from aggregator.sdk.channel_testing import MESSAGE, ChannelTests, Fault
from aggregator.sdk.guarded_http import GuardedHttp
from aggregator.sdk.guarding import Guard
from tests.alerts.letters import message

KEY = "9f" * 32


class TestWebhook(ChannelTests):
    @pytest.fixture
    def channel(self, provider):
        return Webhook(provider.http(seconds=2), clock=lambda: 1_764_063_000.7)

    @pytest.fixture
    def target(self, provider):
        return Target(target=f"{provider.url}/hook", secrets={SECRET: KEY})

    def test_whoever_has_the_key_can_tell_that_it_is_from_us(self, channel, provider, target):
        channel.send(message(), target)
        [(path, headers, body)] = provider.asked
        signed = hmac.new(KEY.encode(), b"1764063000." + body, "sha256").hexdigest()
        assert path == "/hook"
        assert headers["Dalil-Timestamp"] == "1764063000"
        assert headers["Dalil-Signature"] == f"sha256={signed}"
        assert headers["Idempotency-Key"] == message().key
        assert json.loads(body) == payload(message())

    def test_without_a_key_nothing_is_sent(self, channel, provider, target):
        with pytest.raises(DeliveryRefused, match="no key"):
            channel.send(message(), Target(target=target.target))
        assert provider.asked == []

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_is_never_followed(self, channel, provider, target, status):
        provider.answers[None] = (status, {"Location": f"{provider.url}/inside"}, b"")
        lasting = DeliveryRefused if status in {301, 308} else DeliveryFailed
        with pytest.raises(lasting):
            channel.send(message(), target)
        assert [path for path, _, _ in provider.asked] == ["/hook"]

    def test_it_comes_back_when_the_server_says(self, channel, provider, target):
        provider.play(Fault.BUSY)
        with pytest.raises(DeliveryFailed) as failure:
            channel.send(message(), target)
        assert failure.value.retry_after.total_seconds() == 30

    @pytest.mark.parametrize(
        "header",
        [
            "soon",
            "-5",
            "1e9",
            "99999999999999999999",
            "",
            "Mon, 99 Nov 2026",
            "Wed, 21 Oct 2015 07:28:00 GMT",
        ],
    )
    def test_nonsense_about_when_to_come_back_is_no_matter(self, channel, provider, target, header):
        provider.answers[None] = (503, {"Retry-After": header}, b"")
        with pytest.raises(DeliveryFailed) as failure:
            channel.send(message(), target)
        assert failure.value.retry_after is None or 0 <= failure.value.retry_after.total_seconds() <= 86_400


def test_a_name_that_leads_inside_after_it_was_checked_gets_nothing(provider):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    guard = Guard(resolve=lambda _host, _port: next(answers), ports=frozenset({provider.port}))
    webhook = Webhook(GuardedHttp(guard))
    kept = webhook.check(f"http://hook.example:{provider.port}/")
    with pytest.raises(DeliveryRefused, match="not in the public net"):
        webhook.send(MESSAGE, Target(target=kept, secrets={SECRET: KEY}))
    assert provider.asked == []


def test_the_name_is_resolved_once_and_the_checked_address_is_the_one_that_is_used(provider):
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    webhook = Webhook(provider.http(resolve=resolve))
    webhook.send(MESSAGE, Target(target=f"http://hook.example:{provider.port}/x", secrets={SECRET: KEY}))
    assert asked == ["hook.example"]
    [(path, headers, _)] = provider.asked
    assert (path, headers["Host"]) == ("/x", f"hook.example:{provider.port}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://localhost:8000/",
        "http://169.254.169.254/latest/",
        "http://[::1]:8000/",
        "http://10.0.0.8/",
    ],
)
def test_an_address_inside_is_refused_as_a_target_and_at_sending(url):
    webhook = Webhook(GuardedHttp())
    with pytest.raises(TargetInvalid):
        webhook.check(url)
    with pytest.raises(DeliveryRefused, match="not in the public net"):
        webhook.send(MESSAGE, Target(target=url, secrets={SECRET: KEY}))


def test_a_name_that_is_not_known_now_is_a_failure_not_a_refusal():
    def resolve(_host, _port):
        raise OSError("no such name")

    webhook = Webhook(GuardedHttp(Guard(resolve=resolve)))
    with pytest.raises(DeliveryFailed, match="no server called"):
        webhook.send(MESSAGE, Target(target="https://hook.example/", secrets={SECRET: KEY}))
    with pytest.raises(TargetInvalid, match="no server called"):
        webhook.check("https://hook.example/")


def test_no_proxy_of_the_environment_sees_a_message(provider, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    Webhook(provider.http()).send(MESSAGE, Target(target=f"{provider.url}/", secrets={SECRET: KEY}))
    assert len(provider.asked) == 1
