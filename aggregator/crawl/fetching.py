"""Fetches one page after the other; every answer that is no page becomes one of our errors."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import zip_longest
from urllib.parse import urlencode

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.reading import Fetched, check_answer, looks_like_block
from aggregator.crawl.transport import LeavesSite
from aggregator.errors import CrawlFailed, PageMismatch, RobotsForbid, SiteUnavailable
from aggregator.sdk.pages import Follow

TURNS = 10

_NO_ANSWER = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class Fetcher:
    """The site's pages through Scrapy's downloader: with robots.txt, pace, cache, retries and redirects."""

    def __init__(self, engine: ExecutionEngine, *, addresses: SiteAddresses) -> None:
        self._engine = engine
        self._addresses = addresses

    async def get_list(self, url: str) -> Fetched:
        """Fetch a list or feed, conditionally: it is asked for again and again.

        Raises CrawlFailed, or PageMismatch for a page that is too large.
        """
        return await self._fetch(Request(url))

    async def items(self, urls: Sequence[str]) -> AsyncGenerator[Fetched | Exception, None]:
        """Fetch full pages in order: each answer, or the error (as `get_list`) that stands for it.

        They are not kept: such a page is read once, and again only when it has changed. While
        a page is read the next one is on its way, unless the answer looks like a block.
        """
        ahead: asyncio.Future[Fetched | Exception] | None = None
        try:
            for url, following in zip_longest(urls, urls[1:]):
                answer = await (ahead or self._item(url))
                ahead = None
                if following and isinstance(answer, Fetched) and not looks_like_block(answer):
                    ahead = asyncio.ensure_future(self._item(following))
                    await _let_go()
                yield answer
        finally:
            if ahead:
                await ahead

    async def _item(self, url: str) -> Fetched | Exception:
        try:
            return await self._fetch(Request(url, meta={"dont_cache": True}))
        except (CrawlFailed, PageMismatch) as error:
            return error

    async def follow(self, step: Follow, *, seen_ids: tuple[str, ...]) -> Fetched:
        """Fetch the next rows of a list as its page says; raises as `get_list`."""
        fields = [*step.form, *((step.ids_field, seen) for seen in seen_ids if step.ids_field)]
        headers = dict(step.headers)
        if not fields:
            return await self._fetch(Request(step.url, headers=headers))
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return await self._fetch(Request(step.url, method="POST", headers=headers, body=urlencode(fields)))

    async def _fetch(self, request: Request) -> Fetched:
        # A stand-in may link to itself by its own name; robots.txt and cache know the public one.
        request = request.replace(url=self._addresses.spoken(request.url))
        try:
            response = await self._engine.download_async(request)
        except LeavesSite as error:
            raise PageMismatch("page", str(error)) from error
        except IgnoreRequest as error:
            raise _ignored(request.url[:200], str(error)) from error
        except DownloadCancelledError as error:
            raise PageMismatch("page", "expected at most 8 MB, found more") from error
        except _NO_ANSWER as error:
            raise SiteUnavailable(f"no answer: {type(error).__name__}") from error
        headers = {str(name): str(value) for name, value in response.headers.to_unicode_dict().items()}
        fetched = Fetched(url=response.url, body=response.body, status=response.status, headers=headers)
        check_answer(fetched)
        return fetched


async def _let_go() -> None:
    """Give the event loop the few turns in which a request leaves: reading a page holds it up."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


def _ignored(url: str, why: str) -> RobotsForbid | SiteUnavailable:
    """Tell the two reasons apart for which Scrapy drops a request of ours."""
    if "robots.txt" in why:
        return RobotsForbid(f"robots.txt forbids {url}")
    return SiteUnavailable(f"{url}: {why}")
