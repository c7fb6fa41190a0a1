"""ntfy: messages as JSON to the topic's server."""

import json

import pytest

from aggregator.alerts.channels.ntfy import Ntfy
from aggregator.sdk import DeliveryRefused, Target, TargetInvalid
from aggregator.sdk.channel_testing import ChannelTests
from aggregator.sdk.guarded_http import GuardedHttp
from tests.alerts.letters import item, message


class TestNtfy(ChannelTests):
    @pytest.fixture
    def channel(self, provider):
        return Ntfy(provider.http(seconds=2), server=provider.url)

    @pytest.fixture
    def target(self, provider):
        return Target(target=f"{provider.url}/my-topic")

    def test_a_topic_gets_title_text_and_links(self, channel, provider, target):
        sent = message(items=(item(1), item(2)), more=3)
        channel.send(sent, target)
        [(path, _, body)] = provider.asked
        said = json.loads(body)
        assert (path, said["topic"], said["title"]) == ("/", "my-topic", sent.subject)
        assert said["click"] == sent.search_url
        assert [action["url"] for action in said["actions"]] == [sent.search_url, sent.manage_url]
        assert "و3 إعلانات أخرى في البحث نفسه" in said["message"]

    def test_a_long_message_keeps_whole_listings_and_counts_the_rest(self, channel, provider, target):
        sent = message(items=tuple(item(number, title="ش" * 150) for number in range(50)), more=10)
        channel.send(sent, target)
        text = json.loads(provider.asked[0][2])["message"]
        shown = text.count("ش" * 150)
        assert len(text.encode()) <= 4_096
        assert 0 < shown < 50
        assert f"{60 - shown} إعلان" in text

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_topic_that_takes_nothing_from_us_is_a_refusal(self, channel, provider, target, status):
        provider.answers[None] = (status, {}, b"forbidden")
        with pytest.raises(DeliveryRefused):
            channel.send(message(), target)


def test_a_topic_of_the_public_server_is_kept_with_its_address():
    assert Ntfy(GuardedHttp()).check(" my-topic_1 ") == "https://ntfy.sh/my-topic_1"


@pytest.mark.parametrize(
    "target", ["my topic", "موضوع", "a" * 65, "http://127.0.0.1:8000/topic", "http://localhost/topic"]
)
def test_what_is_no_topic_is_refused(target):
    with pytest.raises(TargetInvalid):
        Ntfy(GuardedHttp()).check(target)
