"""Scrapy's settings for one site's crawl, all in one place."""

from typing import Any

from aggregator.crawl.job import CrawlJob
from aggregator.crawl.reading import LARGEST_PAGE
from aggregator.sdk.sites import Site

_TRANSPORT = "aggregator.crawl.transport.SiteTransport"

_PARTS: dict[str, Any] = {
    "SPIDER_LOADER_CLASS": "aggregator.crawl.spider_loader.PluginSpiderLoader",
    "DOWNLOAD_HANDLERS": {"http": _TRANSPORT, "https": _TRANSPORT},
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
    "HTTPCACHE_ENABLED": True,
    "HTTPCACHE_POLICY": "aggregator.crawl.caching.ConditionalPolicy",
    "HTTPCACHE_STORAGE": "scrapy.extensions.httpcache.FilesystemCacheStorage",
    "HTTPCACHE_GZIP": True,
    "COOKIES_ENABLED": False,
    "REFERER_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_ENABLED": False,
    "STATS_DUMP": False,
}

_LIMITS: dict[str, Any] = {
    "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
    "DOWNLOAD_WARNSIZE": 0,
    "REDIRECT_MAX_TIMES": 5,
    "RETRY_TIMES": 2,
    "RETRY_HTTP_CODES": [
        500,
        502,
        503,
        504,
        522,
        524,
        408,
    ],  # not 429: who asks us to wait is not asked again
}


def scrapy_settings(job: CrawlJob, site: Site) -> dict[str, Any]:
    """Settings for `site`: one request at a time, at the site's delay, unless it stands on this machine."""
    delay = 0.0 if job.on_loopback else site.delay
    manners = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # the declared delay is the least, not the mean
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1000.0 if job.on_loopback else 1.0,  # this machine needs no rest
    }
    this_site = {
        "DALIL_HOME": site.home,
        "DALIL_BASE_URL": job.base_url,
        "USER_AGENT": job.user_agent,
        "DOWNLOAD_TIMEOUT": job.timeout_seconds,
        "HTTPCACHE_DIR": str(job.cache_dir),
    }
    return _PARTS | _LIMITS | manners | this_site
