"""Mostaql's list of freelancers."""

from urllib.parse import unquote

from aggregator.sdk import (
    Follow,
    ListPage,
    Party,
    Row,
    SpecialistDraft,
    field,
    link,
    many,
    maybe,
    maybe_link,
    one,
    part,
    star_rating,
)

FREELANCER_NAME = r"/u/([^/?#]+)"
_NAME_LINK = "td.details-td a[href*='/u/']:has(bdi)"
_OCCUPATION = r"/freelancers/([^/?#]+)"


class FreelancerRow(Row):
    """A row of `/freelancers`: name, occupation and stars."""

    draft = SpecialistDraft

    @field
    def url(self):
        return link(self, _NAME_LINK)

    @field
    def external_id(self):
        return unquote(part(self.url, FREELANCER_NAME))

    @field
    def title(self):
        return self.occupation or one(self, f"{_NAME_LINK} bdi")

    @property
    def occupation(self):
        """The freelancer's trade in the words of the site's list."""
        return maybe(self, "li:has(> .fa-briefcase)")

    @field
    def category(self):
        slugs = (part(href, _OCCUPATION) for href in many(self, "a[href*='/freelancers/']::attr(href)"))
        return tuple(filter(None, (self.occupation, *slugs)))

    @field
    def party(self):
        return Party(name=one(self, f"{_NAME_LINK} bdi"), url=self.url)

    @field
    def rating(self):
        return star_rating(self, ".freelancers__item-rating")


class FreelancersPage(ListPage):
    """The list of freelancers, of all or of one occupation."""

    path = r"/freelancers(/[^/]+)?"
    rows = "tr.freelancer-row"
    row = FreelancerRow
    json_html = "collection[].rendered"
    empty = "[data-filer=empty-results]:not([style*=none]), [data-filter=collection] .noresults"

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next]")
        return Follow(url=url) if url else None
