"""Scrapy's settings for one site's crawl, all in one place."""

from typing import Any

from aggregator.crawl.job import CrawlJob
from aggregator.crawl.reading import LARGEST_PAGE
from aggregator.sdk.sites import Site

RETRIES = 2
RETRIED = [500, 502, 503, 504, 522, 524, 408]
"""Not 429: who asks us to wait is not asked again at once."""


def scrapy_settings(job: CrawlJob, site: Site) -> dict[str, Any]:
    """Settings for `site`: one request at a time, at the site's delay, unless it stands on this machine."""
    delay = 0.0 if job.on_loopback else site.delay
    transport = "aggregator.crawl.transport.SiteTransport"
    return {
        "DALIL_HOME": site.home,
        "DALIL_BASE_URL": job.base_url,
        "USER_AGENT": job.user_agent,
        "SPIDER_LOADER_CLASS": "aggregator.crawl.spider_loader.PluginSpiderLoader",
        "DOWNLOAD_HANDLERS": {"http": transport, "https": transport},
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "aggregator.crawl.politeness.StrictRobots": 100,
            "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
            "aggregator.crawl.caching.ConditionalCache": 900,
        },
        "EXTENSIONS_BASE": {
            "scrapy.extensions.corestats.CoreStats": 0,
            "aggregator.crawl.politeness.SitePace": 0,
        },
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # the declared delay is the least, not the mean
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1000.0 if job.on_loopback else 1.0,  # this machine needs no rest
        "DOWNLOAD_TIMEOUT": job.timeout_seconds,
        "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": RETRIES,
        "RETRY_HTTP_CODES": RETRIED,
        "REDIRECT_MAX_TIMES": 5,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_POLICY": "aggregator.crawl.caching.ConditionalPolicy",
        "HTTPCACHE_STORAGE": "scrapy.extensions.httpcache.FilesystemCacheStorage",
        "HTTPCACHE_DIR": str(job.cache_dir),
        "HTTPCACHE_GZIP": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
    }
