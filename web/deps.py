"""What routes are given: the application, the pages and the reader, all from one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request

from aggregator.composition import Dalil
from aggregator.services.catalogue import SiteInfo
from aggregator.services.limiting import network_of
from web.links import Links
from web.problems import Known
from web.rendering import Pages
from web.views.reader import Reader
from web.words import Language, load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that answers are made of; `sites` are those of the plugins loaded at the start, by key."""

    dalil: Dalil
    pages: Pages
    sites: Mapping[str, SiteInfo]

    @property
    def known(self) -> Known:
        """What filters may ask for."""
        return Known(self.sites.keys(), self.dalil.catalogue.taxonomy)

    def count(self, rule: str, request: Request) -> None:
        """Count one more request of an IP; raises TooMany."""
        self.dalil.limiting.count(rule, network_of(request.client.host if request.client else ""))

    def hosts(self, request: Request) -> set[str]:
        """Names and ports by which people reach us."""
        public = urlsplit(str(self.dalil.settings.public_url or "")).netloc
        return {host for host in (request.url.netloc, public) if host}


def desk_of(request: Request) -> Desk:
    """Return what `web.app` put together."""
    return cast("Desk", request.app.state.desk)


def reader_of(request: Request) -> Reader:
    """Read the language from the address; one that we do not speak is taken as the first."""
    desk = desk_of(request)
    given = request.query_params.get("lang", "")
    language = Language(given) if given in set(Language) else Language.AR
    return Reader(
        words=load_words(language),
        links=Links(language),
        now=datetime.now(UTC),
        sites=desk.sites,
        taxonomy=desk.dalil.catalogue.taxonomy,
    )


TheDesk = Annotated[Desk, Depends(desk_of)]
TheReader = Annotated[Reader, Depends(reader_of)]
