"""The page about channels is followed as it is written: its receiver checks, its plugin passes its tests."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from aggregator.alerts.channels.webhook import SECRET, Webhook, payload
from aggregator.plugin_manager import GROUP, load_plugins
from aggregator.sdk import Target
from aggregator.sdk.channel_testing import MESSAGE
from aggregator.settings import load_settings
from tests.alerts.channels.http_provider import HttpProvider

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "channels.md"
TEXT = PAGE.read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
KEY = "5a" * 32


@pytest.fixture
def posted():
    """A message as a webhook's receiver gets it."""
    provider = HttpProvider()
    Webhook(provider.http()).send(MESSAGE, Target(target=f"{provider.url}/", secrets={SECRET: KEY}))
    provider.stop()
    [(_, headers, body)] = provider.asked
    return dict(headers), body


@pytest.fixture
def accept():
    names = {}
    exec(FILES["receiver.py"], names)  # noqa: S102  the page's own code
    return names["accept"]


def test_the_receiver_takes_a_message_once(posted, accept):
    headers, body = posted
    assert accept(headers, body, KEY)
    assert not accept(headers, body, KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda headers, body: (headers, body + b" "),
        lambda headers, body: (headers | {"Dalil-Timestamp": str(int(headers["Dalil-Timestamp"]) + 1)}, body),
        lambda headers, body: (headers | {"Dalil-Signature": "sha256=" + "0" * 64}, body),
    ],
)
def test_the_receiver_takes_nothing_that_was_changed(posted, accept, change):
    assert not accept(*change(*posted), KEY)
    assert not accept(*posted, "another key")


def test_the_body_is_as_the_page_shows_it():
    assert json.loads(FILES["body.json"]) == payload(MESSAGE)


def test_every_channel_and_setting_is_on_the_page():
    given = {"mail_url": "smtp://mail.example", "mail_from": "a@dalil.example", "telegram_token": "1:a"}
    channels = load_plugins(settings=load_settings(**given)).channels
    assert re.findall(r"^\| `(\w+)` \| ", TEXT, re.MULTILINE) == [
        key for key in ("mail", "telegram", "ntfy", "webhook", "apprise") if key in channels
    ]
    named = {name.lower() for name in re.findall(r"`DALIL_(\w+)", TEXT)}
    assert named <= {*load_settings().model_fields_set, *type(load_settings()).model_fields}


@pytest.fixture
def package(tmp_path):
    for name, body in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_its_plugin_passes_the_tests_that_come_for_free(package):
    environment = os.environ | {"PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "--rootdir", str(package), "tests"],
        cwd=package,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"\d{2} passed", done.stdout)


def test_its_plugin_is_offered_beside_the_others(package, monkeypatch):
    monkeypatch.syspath_prepend(str(package))
    monkeypatch.setenv("SMS_GATEWAY", "https://gateway.example/send")
    points = tomllib.loads(FILES["pyproject.toml"])["project"]["entry-points"][GROUP]
    plugins = load_plugins(
        [EntryPoint(name, target, GROUP) for name, target in points.items()], settings=load_settings()
    )
    assert plugins.failures == ()
    assert list(plugins.channels) == ["sms"]
