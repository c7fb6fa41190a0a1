"""What every view needs beside its subject: the reader's language, addresses, the time and proper names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import UnknownSpecialty
from aggregator.services.catalogue import SiteInfo
from web.links import Links
from web.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a page; `now` is aware UTC, `sites` are by key."""

    words: Words
    links: Links
    now: datetime
    sites: Mapping[str, SiteInfo]
    taxonomy: Taxonomy

    def site(self, key: str) -> str:
        """Name a marketplace; one that no plugin offers any more is called by its key."""
        known = self.sites.get(key)
        if known is None or self.words.language is not Language.AR:
            return key.capitalize()
        return known.title

    def specialty(self, key: str) -> str:
        """Name a specialty; one that the taxonomy has lost is called by its key."""
        try:
            known = self.taxonomy.get(key)
        except UnknownSpecialty:
            return key
        return known.ar if self.words.language is Language.AR else known.en
