"""Sends requests to the site and nowhere else, or to the server that stands in for it.

Everything above this handler (plugins, robots.txt, cache, redirects) knows only the
site's public addresses.
"""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from aggregator.crawl.addresses import SiteAddresses
from aggregator.errors import BadInput


class LeavesSite(IgnoreRequest):
    """A link or a redirect points to another host; we do not go there."""


class SiteTransport(HTTP11DownloadHandler):
    """The HTTP handler of a crawl, confined to one site."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._addresses = SiteAddresses(home=settings["DALIL_HOME"], base_url=settings["DALIL_BASE_URL"])

    async def download_request(self, request: Request) -> Response:
        """Fetch from where the site stands, answer under the public address."""
        try:
            public = self._addresses.public(request.url)
        except BadInput as error:
            raise LeavesSite(str(error)) from error
        sent = request.replace(url=self._addresses.sent(public))
        response = await super().download_request(sent)
        request.meta.update(sent.meta)  # AutoThrottle reads the measured latency there
        if target := response.headers.get("Location"):
            response.headers["Location"] = self._addresses.spoken(target.decode("latin-1"))
        return response.replace(url=public)
