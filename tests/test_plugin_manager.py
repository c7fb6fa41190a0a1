"""Plugins come in by entry points; one that fails is named and never stops the others."""

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import MappingProxyType, ModuleType

import pytest

from aggregator.errors import UnknownSite
from aggregator.plugin_manager import GROUP, load_plugins
from aggregator.sdk import hookimpl
from aggregator.settings import load_settings
from tests.crawl.builders import site


@pytest.fixture
def offer(monkeypatch):
    """A function that puts a plugin module in and gives its entry point."""

    def put(name, sites=None, **other_hooks):
        module = ModuleType(f"plugin_{name}")
        for hook, function in {"sites": sites, **other_hooks}.items():
            if function is not None:
                setattr(module, hook, hookimpl(function))
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return EntryPoint(name, module.__name__, GROUP)

    return put


def good(key="good"):
    return lambda: [replace(site(), key=key)]


def broken():
    raise RuntimeError("no network\nhere")


def leaves():
    sys.exit("good bye")


@pytest.mark.parametrize(
    ("hooks", "reason"),
    [
        ({"sites": broken}, "RuntimeError: no network"),
        ({"sites": leaves}, "SystemExit: good bye"),
        ({"sites": lambda: ["suq"]}, "hook sites() gave a str, not a Site"),
        ({"sites": lambda: None}, "hook sites() gave None"),
        ({"sites": lambda: 7}, "TypeError"),
        (
            {"sites": lambda _wish: []},
            "PluginValidationError: Plugin 'bad' for hook 'sites' hookimpl definition: <lambda>(_wish)",
        ),
        ({"places": lambda: []}, "PluginValidationError: unknown hook"),  # noqa: PIE807  pluggy marks functions
        ({}, "implements no hook"),
    ],
)
def test_a_plugin_that_fails_is_named_and_the_others_go_on(offer, hooks, reason):
    plugins = load_plugins([offer("bad", **hooks), offer("good", good())])
    assert list(plugins.sites) == ["good"]
    [failure] = plugins.failures
    assert failure.name == "bad"
    assert failure.reason.startswith(reason)
    assert "\n" not in str(failure)


def test_a_plugin_that_does_not_import_is_named(offer):
    missing = EntryPoint("missing", "no_such_module_at_all", GROUP)
    plugins = load_plugins([missing, offer("good", good())])
    assert list(plugins.sites) == ["good"]
    assert str(plugins.failures[0]).startswith("plugin missing: ModuleNotFoundError")


def test_the_earlier_plugin_keeps_a_site_that_two_offer(offer):
    plugins = load_plugins([offer("b", good()), offer("a", good())])
    assert list(plugins.sites) == ["good"]
    assert str(plugins.failures[0]) == "plugin b: site 'good' is offered by an earlier plugin"


def test_an_unknown_site_is_refused_with_the_known_ones(offer):
    plugins = load_plugins([offer("a", good("suq")), offer("b", good("bazar"))])
    with pytest.raises(UnknownSite, match="unknown site 'souk'; known sites: bazar, suq"):
        plugins.site("souk")


class Pigeon:
    key, once, own_secrets = "pigeon", False, ()
    names = hint = MappingProxyType({"ar": "حمام", "en": "pigeon"})

    def check(self, target):
        return target

    def send(self, message, target):
        raise NotImplementedError


def unnamed():
    pigeon = Pigeon()
    pigeon.key = "Not A Key"
    return pigeon


@pytest.mark.parametrize(
    ("offered", "reason"),
    [
        (lambda settings: [settings.no_such], "AttributeError"),
        (lambda settings: ["pigeon", settings], "hook channels() gave a str, not a Channel"),
        (lambda settings: None, "hook channels() gave None"),  # noqa: ARG005  the hook's name
        (lambda settings: [unnamed()], "channel key 'Not A Key'"),  # noqa: ARG005  as above
        (lambda settings: [Pigeon()], "channel 'pigeon' is offered by an earlier plugin"),  # noqa: ARG005  as above
    ],
)
def test_channels_that_fail_are_left_out_and_all_else_goes_on(offer, offered, reason):
    good_one = offer("a", channels=lambda settings: [Pigeon()])  # noqa: ARG005  the hook's name
    plugins = load_plugins([good_one, offer("b", good(), channels=offered)], settings=load_settings())
    assert list(plugins.channels) == ["pigeon"]
    assert list(plugins.sites) == ["good"]
    [failure] = plugins.failures
    assert failure.name == "b"
    assert failure.reason.startswith(reason)


def test_a_failing_hook_leaves_out_nothing_of_the_other(offer):
    both = offer("a", sites=broken, channels=lambda settings: [Pigeon()])  # noqa: ARG005  the hook's name
    plugins = load_plugins([both], settings=load_settings())
    assert (list(plugins.sites), list(plugins.channels)) == ([], ["pigeon"])
    assert [str(failure) for failure in plugins.failures] == ["plugin a: RuntimeError: no network here"]


def test_channels_are_not_asked_for_without_settings(offer):
    assert load_plugins([offer("a", channels=broken)]).failures == ()


def test_our_own_channels_load_by_the_same_door():
    given = {"mail_url": "smtp://mail.example", "mail_from": "a@dalil.example", "telegram_token": "1:a"}
    assert set(load_plugins(settings=load_settings()).channels) == {"ntfy", "webhook", "apprise"}
    plugins = load_plugins(settings=load_settings(**given))
    assert plugins.failures == ()
    assert set(plugins.channels) == {"mail", "telegram", "ntfy", "webhook", "apprise"}


def test_our_own_plugins_load_by_the_same_door():
    plugins = load_plugins()
    assert plugins.failures == ()
    assert {"khamsat", "mostaql", "kafiil"} <= set(plugins.sites)
