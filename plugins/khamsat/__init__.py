"""Khamsat (خمسات): services at small fixed prices, and buyers' requests for what is not on offer.

Requests are threads of `/community/requests`. Their list is sorted by the last
interaction, so an old thread may stand on the first page and a row counts as news when
that time changed. More rows come from the list's own button, as JSON. A request has no
category, no budget and no status; its answers are its offers. Full pages are often
refused, so a row alone must do for a while. Times are GMT.

Offers come from the category lists, whose first page leads to sub-categories; the
category is that of the address, because breadcrumbs name the menu's group instead of
the leaf. Sellers have no list: offers name them, and their own pages complete them.
Offers and sellers were never seen on a saved page: their selectors are other people's.
"""

from datetime import date, timedelta

from aggregator.sdk import Expect, Kind, Notes, Site, hookimpl, load_categories
from plugins.khamsat.offer import OfferPage
from plugins.khamsat.offers import OffersPage
from plugins.khamsat.request import RequestPage
from plugins.khamsat.requests import RequestsPage
from plugins.khamsat.sellers import SellerPage

_TOPS = (
    *("designing", "programming", "video-design", "engineering", "marketing", "business"),
    *("audio", "lifestyle", "writing", "data", "training", "ai-services"),
)
_LISTS = tuple(f"https://khamsat.com/{top}" for top in _TOPS)

SITE = Site(
    key="khamsat",
    title="خمسات",
    home="https://khamsat.com",
    pages=(RequestsPage, RequestPage, SellerPage, OffersPage, OfferPage),
    starts={
        Kind.OFFER: _LISTS,
        Kind.REQUEST: ("https://khamsat.com/community/requests",),
        Kind.SPECIALIST: _LISTS,
    },
    categories=load_categories(__name__),
    delay=5.0,
    freshness=timedelta(minutes=10),
    expect={
        Kind.OFFER: Expect(rows=1, coverage={"price": 0.9, "specialty": 0.9, "party": 0.9}),
        Kind.REQUEST: Expect(rows=10, coverage={"description": 0.95, "posted_at": 1, "party": 0.95}),
        Kind.SPECIALIST: Expect(rows=1, coverage={"party": 1}),
    },
    notes=Notes(
        terms="Not read; the content is the site's: we link to it and store no more than is needed.",
        robots="Not known: what robots.txt forbids is left alone by the crawl itself.",
        reviewed=date(2026, 9, 30),
        verified=False,
    ),
)


@hookimpl
def sites() -> list[Site]:
    """Khamsat alone."""
    return [SITE]
