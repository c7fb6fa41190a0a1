"""What robots.txt asks: its rules, its Crawl-delay, and to stay away while it cannot be read."""

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import RobotParser

from aggregator.errors import SiteUnavailable

LONGEST_CRAWL_DELAY = 60.0
"""Seconds; a site that asks for more gets this much, so that one line cannot stall the crawl for ever."""


class StrictRobots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, but one that cannot be read forbids everything (RFC 9309)."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules for the host of `request`; raises SiteUnavailable while nobody knows them."""
        parser = await super().robot_parser(request)
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        if any(key.startswith(("robotstxt/exception", "robotstxt/response_status_count/5")) for key in stats):
            raise SiteUnavailable("robots.txt cannot be read")
        return parser


class SitePace(AutoThrottle):
    """AutoThrottle that never goes below the Crawl-delay of robots.txt."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._user_agent: str = crawler.settings["USER_AGENT"]
        crawler.signals.connect(self.obey, signal=signals.robots_parsed)

    def obey(self, robotparser: RobotParser) -> None:
        """Raise the shortest delay (seconds) to what the site asks for."""
        asked = min(robotparser.crawl_delay(self._user_agent) or 0.0, LONGEST_CRAWL_DELAY)
        self.mindelay = max(self.mindelay, asked)
        if self.crawler.engine:
            for slot in self.crawler.engine.downloader.slots.values():
                slot.delay = max(slot.delay, self.mindelay)
