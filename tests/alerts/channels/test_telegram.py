"""Telegram against a server that speaks as its Bot API does."""

import json
import re

import pytest

from aggregator.alerts.channels.telegram import Telegram, channels
from aggregator.sdk import DeliveryFailed, DeliveryRefused, Target, TargetInvalid
from aggregator.sdk.channel_testing import ChannelTests, Fault
from aggregator.settings import load_settings
from tests.alerts.letters import item, message

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105  invented


def said(status, description):
    body = {"ok": False, "error_code": status, "description": description}
    return status, {}, json.dumps(body).encode()


class TestTelegram(ChannelTests):
    @pytest.fixture
    def channel(self, provider):
        provider.faults = frozenset(Fault)
        provider.answers[Fault.GONE] = said(403, "Forbidden: bot was blocked by the user")
        return Telegram(provider.http(seconds=2), token=TOKEN, server=provider.url)

    @pytest.fixture
    def target(self):
        return Target(target="123456789", secrets={"token": TOKEN})

    def test_a_listing_is_a_link_with_its_facts_and_why(self, channel, provider, target):
        sent = message(items=(item(title="شعار <b>&"),))
        receipt = channel.send(sent, target)
        [(path, _, body)] = provider.asked
        text = json.loads(body)["text"]
        assert path == f"/bot{TOKEN}/sendMessage"
        assert receipt.answer == "message 7"
        assert f'<a href="{sent.items[0].url}">شعار &lt;b&gt;&amp;</a>' in text
        assert "لماذا وصلك: شعار، متجر" in text
        assert json.loads(body)["parse_mode"] == "HTML"

    def test_a_message_never_has_more_than_telegram_takes(self, channel, provider, target):
        sent = message(items=tuple(item(number, title="😀<" * 70) for number in range(60)))
        channel.send(sent, target)
        text = json.loads(provider.asked[0][2])["text"]
        assert len(text.encode("utf-16-le")) // 2 <= 4_096
        assert not re.search(r"<(?!/?a\b|/?b>)", text)
        assert text.count("<a ") == text.count("</a>")

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            (said(400, "Bad Request: chat not found"), DeliveryRefused),
            (said(403, "Forbidden: user is deactivated"), DeliveryRefused),
            (said(403, "Forbidden: bot was kicked from the channel chat"), DeliveryRefused),
            (said(400, "Bad Request: can't parse entities"), DeliveryFailed),
            (said(401, "Unauthorized"), DeliveryFailed),
            (said(404, "Not Found"), DeliveryFailed),
            (said(502, "Bad Gateway"), DeliveryFailed),
            ((200, {}, b"[]"), DeliveryFailed),
            ((429, {}, b'{"parameters": {"retry_after": "soon"}}'), DeliveryFailed),
        ],
    )
    def test_only_a_word_about_the_chat_is_a_refusal(self, channel, provider, target, answer, error):
        provider.answers[None] = answer
        with pytest.raises((DeliveryFailed, DeliveryRefused)) as failure:
            channel.send(message(), target)
        assert type(failure.value) is error

    def test_it_waits_as_long_as_telegram_asks(self, channel, provider, target):
        provider.play(Fault.BUSY)
        with pytest.raises(DeliveryFailed) as failure:
            channel.send(message(), target)
        assert failure.value.retry_after.total_seconds() == 30

    @pytest.mark.parametrize("kept", ["123456789", "-1001234567890", "@dalil_alerts"])
    def test_numbers_and_names_of_chats_are_kept(self, channel, kept):
        assert channel.check(f" {kept} ") == kept

    @pytest.mark.parametrize("nonsense", ["12", "@x", "t.me/dalil", "0123", "١٢٣٤٥٦", "@a b", "-"])
    def test_what_is_no_chat_is_refused(self, channel, nonsense):
        with pytest.raises(TargetInvalid):
            channel.check(nonsense)


def test_without_a_bot_there_is_no_telegram():
    assert channels(load_settings()) == []
    assert [channel.key for channel in channels(load_settings(telegram_token=TOKEN))] == ["telegram"]
