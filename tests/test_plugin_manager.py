"""Plugins come in by entry points; one that fails is named and never stops the others."""

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from aggregator.errors import UnknownSite
from aggregator.plugin_manager import GROUP, load_plugins
from aggregator.sdk import hookimpl
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
        ({"sites": lambda _wish: []}, "PluginValidationError"),
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


def test_our_own_plugins_load_by_the_same_door():
    plugins = load_plugins()
    assert plugins.failures == ()
    assert {"khamsat", "mostaql", "kafiil"} <= set(plugins.sites)
