"""Kafiil (كفيل): projects, services and freelancers. UNVERIFIED: no page of it was ever saved.

What is known comes from four independent crawlers of 2022 to 2026: the list of
projects, with the status inside the title's link, and the addresses of everything.
Services and profiles are found by their addresses and by Arabic labels, and few facts
of them are expected. A page that does not fit is told field by field, so the first
crawl of the live site shows what to mend here.
"""

from datetime import date, timedelta

from aggregator.sdk import Expect, Kind, Notes, Site, hookimpl, load_categories
from plugins.kafiil.project import ProjectPage
from plugins.kafiil.projects import ProjectsPage
from plugins.kafiil.sellers import SellerPage
from plugins.kafiil.service import OfferPage
from plugins.kafiil.services import OffersPage

SITE = Site(
    key="kafiil",
    title="كفيل",
    home="https://kafiil.com",
    pages=(ProjectsPage, ProjectPage, OffersPage, OfferPage, SellerPage),
    starts={
        Kind.OFFER: ("https://kafiil.com/services",),
        Kind.REQUEST: ("https://kafiil.com/projects",),
        Kind.SPECIALIST: ("https://kafiil.com/services",),
    },
    categories=load_categories(__name__),
    delay=6.0,
    freshness=timedelta(minutes=20),
    expect={
        Kind.OFFER: Expect(rows=1),
        Kind.REQUEST: Expect(rows=3, coverage={"status": 0.8, "budget": 0.7}),
        Kind.SPECIALIST: Expect(rows=1),
    },
    notes=Notes(
        terms="One author (2025-07) writes that reading lists is allowed; not checked by us.",
        robots="The same author found nothing against it; the crawl asks robots.txt itself.",
        reviewed=date(2026, 9, 30),
        verified=False,
    ),
)


@hookimpl
def sites() -> list[Site]:
    """Kafiil alone."""
    return [SITE]
