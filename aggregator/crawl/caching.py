"""Scrapy's HTTP cache for conditional requests alone: an old page never stands in for a site that fails."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import RFC2616Policy
from scrapy.http import Response

_VALIDATORS = {b"ETag": b"If-None-Match", b"Last-Modified": b"If-Modified-Since"}


class ConditionalPolicy(RFC2616Policy):
    """RFC 2616 for a reader who wants news: every page is asked for, with what is known of it."""

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Never: a page that the cache may hold for a while still has listings that we have not seen.

        Scrapy's own rule sends no validators at all for `no-cache`, which is what these sites say.
        """
        for told, asked in _VALIDATORS.items():
            if told in cachedresponse.headers:
                request.headers[asked] = cachedresponse.headers[told]
        return False

    def is_cached_response_valid(
        self, cachedresponse: Response, response: Response, request: Request
    ) -> bool:
        """Whether the site said that the page has not changed."""
        return response.status == 304 and super().is_cached_response_valid(cachedresponse, response, request)  # noqa: PLR2004


class ConditionalCache(HttpCacheMiddleware):
    """The cache middleware without recovery from connection errors."""

    DOWNLOAD_EXCEPTIONS: Any = ()
