"""Sends requests to the site and nowhere else, or to the server that stands in for it.

Everything above this handler (plugins, robots.txt, cache, redirects) knows only the
site's public addresses.
"""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response


class LeavesSite(IgnoreRequest):
    """A page or a redirect points to another host; we do not go there."""


def stand_in(url: str, *, host: str, base_url: str | None) -> str:
    """Where to fetch `url` from; raises LeavesSite for any host but the site's own."""
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or address.netloc.removeprefix("www.") != host:
        raise LeavesSite(f"{url[:200]} is not on {host}")
    if base_url is None:
        return url
    rest = url.split(address.netloc, 1)[1]
    return base_url.rstrip("/") + (rest if rest.startswith("/") else f"/{rest}")


class SiteTransport(HTTP11DownloadHandler):
    """The HTTP handler of a crawl, confined to one site."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._host = crawler.settings["DALIL_HOST"].removeprefix("www.")
        self._base_url = crawler.settings["DALIL_BASE_URL"]

    async def download_request(self, request: Request) -> Response:
        """Fetch from where the site stands, answer under the public address."""
        target = stand_in(request.url, host=self._host, base_url=self._base_url)
        sent = request.replace(url=target)
        response = await super().download_request(sent)
        request.meta.update(sent.meta)  # AutoThrottle reads the measured latency there
        return response.replace(url=request.url)
