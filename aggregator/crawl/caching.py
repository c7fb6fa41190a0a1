"""Scrapy's HTTP cache for conditional requests alone: an old page never stands in for a site that fails."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import RFC2616Policy
from scrapy.http import Response


class ConditionalPolicy(RFC2616Policy):
    """RFC 2616, except that a server error is told as such, not hidden behind the cached page."""

    def is_cached_response_valid(
        self, cachedresponse: Response, response: Response, request: Request
    ) -> bool:
        """Whether the site said that the page has not changed."""
        return response.status == 304 and super().is_cached_response_valid(cachedresponse, response, request)  # noqa: PLR2004


class ConditionalCache(HttpCacheMiddleware):
    """The cache middleware without recovery from connection errors."""

    DOWNLOAD_EXCEPTIONS: Any = ()
