"""Tests that a channel gets for nothing: what Dalil relies on, asked of it against its author's stand-in.

A test file gives three fixtures, and all tests run against them::

    class TestSms(ChannelTests):
        @pytest.fixture
        def provider(self): ...      # a `Provider`: a small server on loopback, or a fake
        @pytest.fixture
        def channel(self, provider): return Sms(provider.url)
        @pytest.fixture
        def target(self): return Target(target="+966500000000")
"""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

import pytest

from aggregator.sdk.channels import (
    Channel,
    DeliveryFailed,
    DeliveryRefused,
    Message,
    MessageItem,
    Target,
    TargetInvalid,
)


class Fault(StrEnum):
    """What goes wrong at the provider's."""

    DOWN = "down"
    """Nobody listens."""
    SLOW = "slow"
    """It takes the message in, and never answers."""
    BROKEN = "broken"
    """It answers that something broke in it (HTTP 500, SMTP 451)."""
    BUSY = "busy"
    """It asks to come back later (HTTP 429, SMTP 421)."""
    GARBAGE = "garbage"
    """Its answer makes no sense."""
    CLOSES = "closes"
    """It closes the connection amid its answer."""
    GONE = "gone"
    """It knows for certain that there is no such target."""


class Provider(Protocol):
    """The service behind a channel, as a test has it."""

    faults: frozenset[Fault]
    """Those that it can play."""

    def play(self, fault: Fault | None) -> None:
        """Go wrong in this way from now on; None: work again."""
        ...

    def taken(self) -> Sequence[str]:
        """Texts of the messages that it has taken, decoded, in order."""
        ...

    def keys(self) -> Sequence[str]:
        """What tells its receiver that two of them are the same message; only of a channel with `once`."""
        ...


MESSAGE = Message(
    key="0123456789abcdef0123456789abcdef",
    subject="طلب جديد: شعار لمتجر عطور",
    text="شعار لمتجر عطور\nhttps://mostaql.com/project/1\n",
    html="<!doctype html><p dir='rtl'>شعار لمتجر عطور</p>",
    language="ar",
    items=(
        MessageItem(
            ref="mostaql:request:1",
            title="شعار لمتجر عطور",
            url="https://mostaql.com/project/1",
            site="مستقل",
            facts=("50 – 100 دولار",),
            why=("شعار",),
        ),
    ),
    search_name="شعارات",
    search_url="https://dalil.example/search?q=1",
    manage_url="https://dalil.example/alerts",
    unsubscribe_url="https://dalil.example/unsubscribe/abc",
    created_at=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
)
HOSTILE = (
    "<script>alert(1)</script> & \"quotes\" 'too'",
    "a\r\nBcc: everybody@example.com\r\n\r\nbody",
    "*bold* _under_ [link](http://evil.example) `code` @everyone <!channel>",
    "{0} %s ${name} \\u0000 \x00\x1b[31m",
    "\u202egnp.exe\u202c \ud800",
    "😀" * 2_000,
)
NONSENSE = ("", " ", "\r\n", "a\r\nb: c", "\x00", "://", "http://", "file:///etc/passwd", "x" * 1_000_000)


class ChannelTests:
    """Subclass it in a test file with the fixtures `provider`, `channel` and `target`."""

    def test_it_says_what_it_is_in_both_languages(self, channel: Channel) -> None:
        _holds(isinstance(channel, Channel), "it has all that a Channel has")
        _holds(bool(re.fullmatch(r"[a-z][a-z0-9_]{0,30}", channel.key)), "its key is a plain name")
        for texts in (channel.names, channel.hint):
            _holds(bool(texts["ar"] and texts["en"]), "it has names and hints in ar and en")

    def test_a_target_is_kept_as_it_was_kept_before(self, channel: Channel, target: Target) -> None:
        kept = channel.check(target.target)
        _holds(channel.check(kept) == kept, f"{kept!r} stays what it is when it is checked again")
        _holds(0 < len(kept) <= 500, f"{kept!r} can be stored")  # noqa: PLR2004  the longest that a contact has

    @pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda text: repr(text[:20]))
    def test_nonsense_is_no_target(self, channel: Channel, nonsense: str) -> None:
        with pytest.raises(TargetInvalid) as told:
            channel.check(nonsense)
        _holds(bool(told.value.said["ar"] and told.value.said["en"]), "it says so in both languages")

    def test_a_message_arrives_with_its_listing(
        self, channel: Channel, provider: Provider, target: Target
    ) -> None:
        receipt = channel.send(MESSAGE, target)
        [text] = provider.taken()
        _holds(MESSAGE.items[0].title in text, "the title arrives")
        _holds(MESSAGE.items[0].url in text, "the link arrives")
        _holds("\n" not in receipt.answer, "the receipt is one line")

    def test_a_message_without_listings_arrives(
        self, channel: Channel, provider: Provider, target: Target
    ) -> None:
        text = "افتح https://dalil.example/confirm/abc"
        asked = replace(MESSAGE, items=(), text=text, unsubscribe_url=None, search_url=None, manage_url=None)
        channel.send(asked, target)
        _holds("https://dalil.example/confirm/abc" in provider.taken()[0], "the link arrives")

    def test_a_message_too_long_is_cut_and_arrives(
        self, channel: Channel, provider: Provider, target: Target
    ) -> None:
        items = tuple(replace(MESSAGE.items[0], title=f"{number} {'ش' * 150}") for number in range(200))
        channel.send(replace(MESSAGE, items=items, more=7, text="س" * 100_000), target)
        _holds(len(provider.taken()) == 1, "it arrives once")

    @pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: repr(text[:20]))
    def test_hostile_texts_arrive_as_texts(
        self, channel: Channel, provider: Provider, target: Target, hostile: str
    ) -> None:
        item = replace(MESSAGE.items[0], title=hostile, facts=(hostile,), why=(hostile,))
        channel.send(
            replace(MESSAGE, subject=hostile, search_name=hostile, text=hostile, items=(item,)), target
        )
        _holds(len(provider.taken()) == 1, "one message arrives, not two")

    @pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.GONE])
    def test_a_fault_is_a_failure_and_the_message_goes_later(
        self, channel: Channel, provider: Provider, target: Target, fault: Fault
    ) -> None:
        if fault not in provider.faults:
            pytest.skip(f"this provider cannot be {fault}")
        provider.play(fault)
        with pytest.raises(DeliveryFailed) as told:
            channel.send(MESSAGE, target)
        _holds(_secretless(told.value.answer, target), "the answer holds no secret")
        provider.play(None)
        channel.send(MESSAGE, target)

    def test_a_target_that_is_gone_is_a_refusal(
        self, channel: Channel, provider: Provider, target: Target
    ) -> None:
        if Fault.GONE not in provider.faults:
            pytest.skip("this provider never tells that a target is gone")
        provider.play(Fault.GONE)
        with pytest.raises(DeliveryRefused) as told:
            channel.send(MESSAGE, target)
        _holds(_secretless(told.value.answer, target), "the answer holds no secret")

    def test_a_second_attempt_can_be_told(self, channel: Channel, provider: Provider, target: Target) -> None:
        if not channel.once:
            pytest.skip("the channel says that a second attempt may arrive twice")
        for message in (MESSAGE, MESSAGE, replace(MESSAGE, key="f" * 32)):
            channel.send(message, target)
        keys = list(provider.keys())
        _holds(len(set(keys[:-1])) == 1, "both attempts have one key, or arrive once")
        _holds(keys[-1] not in keys[:-1], "another message has another key")

    def test_threads_send_at_once(self, channel: Channel, provider: Provider, target: Target) -> None:
        messages = [replace(MESSAGE, key=f"{number:032x}") for number in range(16)]
        with ThreadPoolExecutor(4) as pool:
            receipts = list(pool.map(lambda message: channel.send(message, target), messages))
        _holds(len(receipts) == len(provider.taken()) == len(messages), "each arrives once")


def _secretless(answer: str, target: Target) -> bool:
    return not any(secret and secret in answer for secret in target.secrets.values())


def _holds(condition: bool, what: str) -> None:  # noqa: FBT001  it reads as a sentence
    if not condition:
        raise AssertionError(f"it does not hold that {what}")
