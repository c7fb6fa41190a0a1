"""Mostaql (مستقل): clients' projects and freelancers' profiles.

Requests come from `/projects` (25 rows a page, next links; the same address answers
JSON to the site's own script) and are completed by `/project/<id>`; the feed `/rss`
tells cheaply whether anything is new. Specialists come from `/freelancers` and
`/u/<name>`. Rows of projects that have started stay listed: their time is still the
time of publication. The site's clock is UTC.
"""

from datetime import date, timedelta

from aggregator.sdk import Expect, Kind, Notes, Site, hookimpl, load_categories
from plugins.mostaql.feed import ProjectsFeed
from plugins.mostaql.freelancers import FreelancersPage
from plugins.mostaql.profile import ProfilePage
from plugins.mostaql.project import ProjectPage
from plugins.mostaql.projects import ProjectsPage

SITE = Site(
    key="mostaql",
    title="مستقل",
    home="https://mostaql.com",
    pages=(ProjectsPage, ProjectsFeed, ProjectPage, FreelancersPage, ProfilePage),
    starts={
        Kind.REQUEST: ("https://mostaql.com/projects",),
        Kind.SPECIALIST: ("https://mostaql.com/freelancers",),
    },
    probes={Kind.REQUEST: "https://mostaql.com/rss"},
    categories=load_categories(__name__),
    delay=4.0,
    freshness=timedelta(minutes=2),
    expect={
        Kind.REQUEST: Expect(
            rows=10,
            coverage={"description": 0.95, "budget": 0.9, "specialty": 0.9, "posted_at": 1, "party": 0.95},
        ),
        Kind.SPECIALIST: Expect(rows=5, coverage={"skills": 0.5, "country": 0.5}),
    },
    notes=Notes(
        terms="No clause for or against automated reading found; the content is the site's: we link to it.",
        robots="Allows /projects, /project/, /u/ and /rss; forbids /search* and /ajax/, which are not used.",
        reviewed=date(2026, 9, 30),
    ),
)


@hookimpl
def sites() -> list[Site]:
    """Mostaql alone."""
    return [SITE]
