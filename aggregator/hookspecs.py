"""The hooks a plugin may implement: each is a contract on one screen."""

from collections.abc import Iterable

from aggregator.sdk.channels import Channel
from aggregator.sdk.hooks import hookspec
from aggregator.sdk.sites import Site
from aggregator.settings import Settings


@hookspec
def sites() -> Iterable[Site]:  # type: ignore[empty-body]
    """Name the marketplaces this plugin can read.

    When: once, as the plugin is loaded, in every process (command, crawl worker, web).
    Return: one or more `Site` values; an empty list means "none today".
    A raise, or a value that is no `Site`, is reported under the plugin's name; this
    plugin is left out and all others go on. A site key that is taken already is
    reported and the earlier plugin keeps it.
    """


@hookspec
def channels(settings: Settings) -> Iterable[Channel]:  # type: ignore[empty-body]
    """Name the ways by which this plugin can hand messages to people.

    When: once, as the application is put together (web and commands; a crawl worker never asks).
    `settings`: those of this process, checked; what a channel needs beyond them it reads itself.
    Return: one or more `Channel` values; an empty list means "not set up here", like mail without
    a mail server. Import heavy libraries inside: the module is loaded in every process.
    A raise, or a value that is no `Channel`, is reported under the plugin's name; its channels are
    left out and all others go on. A channel key that is taken already is reported and the
    earlier plugin keeps it.
    """
