"""Gives Scrapy one spider per site of the loaded plugins."""

from collections.abc import Sequence

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from aggregator.crawl.spider import SiteSpider
from aggregator.plugin_manager import Plugins, load_plugins


class PluginSpiderLoader:
    """Scrapy's spider loader over the plugin manager: spider names are site keys."""

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins

    @classmethod
    def from_settings(cls, _settings: BaseSettings) -> "PluginSpiderLoader":
        """Load the plugins anew; a worker process has its own."""
        return cls(load_plugins())

    def list(self) -> list[str]:
        """All site keys."""
        return [*self._plugins.sites]

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site (KeyError, as Scrapy expects, when no plugin offers it)."""
        site = self._plugins.sites[spider_name]
        return type(f"{site.key.title()}Spider", (SiteSpider,), {"name": site.key, "site": site})

    def find_by_request(self, request: Request) -> Sequence[str]:
        """Sites whose pages have this address."""
        return [key for key, site in self._plugins.sites.items() if request.url.startswith(site.home)]
