"""The frozen facts of one marketplace: what it lists, where, how politely, and what we expect of it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from aggregator.domain.identity import SITE_KEY, Kind
from aggregator.sdk.pages import ItemPage, ListPage, PageClass, matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What one crawl of a kind should bring; anything less is a warning in the report.

    `rows` is the least number of rows on a list page that is not the last one,
    `coverage` the share (0 to 1) of listings that state a field.
    """

    rows: int = 1
    coverage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What was read of the site's terms and robots.txt, and when."""

    terms: str
    robots: str
    reviewed: date
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Categories:
    """A site's slugs and labels -> specialty keys; what is not in it stays unmapped."""

    slugs: Mapping[str, str]
    labels: Mapping[str, str]

    def specialty(self, names: Iterable[str]) -> str | None:
        """Specialty of the most exact known name (the last that is known), or None."""
        for name in reversed(tuple(names)):
            if key := self.slugs.get(name) or self.labels.get(" ".join(name.split())):
                return key
        return None


def load_categories(package: str) -> Categories:
    """Read `categories.toml` beside the plugin `package`."""
    table = tomllib.loads(files(package).joinpath("categories.toml").read_text(encoding="utf-8"))
    return Categories(slugs=table.get("slugs", {}), labels=table.get("labels", {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One marketplace. `delay` is seconds between two requests, `freshness` how old news may get.

    `starts` are list pages by kind, `probes` cheap feeds by kind that tell whether a
    list is worth a visit. All addresses are those of the live site.
    """

    key: str
    title: str
    home: str
    pages: tuple[PageClass, ...]
    starts: Mapping[Kind, tuple[str, ...]]
    categories: Categories
    expect: Mapping[Kind, Expect]
    notes: Notes
    probes: Mapping[Kind, str] = field(default_factory=dict)
    language: str = "ar"
    currency: str = "USD"
    time_zone: str = "UTC"
    delay: float = 5.0
    freshness: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        """Refuse facts that could not work, as the plugin is loaded (ValueError)."""
        if not SITE_KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is not a site key (small letters, digits, _)")
        if not re.fullmatch(r"https?://[^/]+", self.home):
            raise ValueError(f"{self.home!r} is not a home address (https://host, no path)")
        for start in (*(url for urls in self.starts.values() for url in urls), *self.probes.values()):
            if not issubclass(self.page_for(start), ListPage):
                raise ValueError(f"start {start} has no list page class")  # noqa: TRY004  its value is wrong

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds this site lists, in the order of Kind."""
        return tuple(kind for kind in Kind if kind in self.starts)

    @property
    def host(self) -> str:
        """The only host its pages come from."""
        return urlsplit(self.home).netloc

    def page_for(self, url: str) -> PageClass:
        """The page class for an address of this site (LookupError when none reads it)."""
        address = urlsplit(url)
        if address.netloc.removeprefix("www.") == self.host.removeprefix("www."):
            path = unquote(address.path).rstrip("/") or "/"
            for page_class in self.pages:
                if matches(page_class, path):
                    return page_class
        raise LookupError(f"no page class of {self.key} reads {url}")


def kind_of(page_class: PageClass) -> Kind:
    """The kind of the listings that a page class reads."""
    draft = page_class.draft if issubclass(page_class, ItemPage) else page_class.row.draft
    return draft.kind
