"""The hooks a plugin may implement: each is a contract on one screen."""

from collections.abc import Iterable

from aggregator.sdk.hooks import hookspec
from aggregator.sdk.sites import Site


@hookspec
def sites() -> Iterable[Site]:  # type: ignore[empty-body]
    """Name the marketplaces this plugin can read.

    When: once, as the plugin is loaded, in every process (command, crawl worker, web).
    Return: one or more `Site` values; an empty list means "none today".
    A raise, or a value that is no `Site`, is reported under the plugin's name; this
    plugin is left out and all others go on. A site key that is taken already is
    reported and the earlier plugin keeps it.
    """
