"""What a listing is called for ever: `site:kind:external_id`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from aggregator.errors import BadInput

SITE_KEY = re.compile(r"[a-z][a-z0-9_]{1,31}")
_EXTERNAL_ID = re.compile(r"[^\s:\x00-\x1f][^\s\x00-\x1f]{0,127}")


class Kind(StrEnum):
    """The three things a site lists."""

    OFFER = "offer"
    REQUEST = "request"
    SPECIALIST = "specialist"


_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Ref:
    """A listing's identity; the URL slug is not part of it."""

    site: str
    kind: Kind
    external_id: str

    def __post_init__(self) -> None:
        """Refuse what could not be read back (BadInput)."""
        if not SITE_KEY.fullmatch(self.site):
            raise BadInput(f"{self.site!r} is not a site key")
        if not _EXTERNAL_ID.fullmatch(self.external_id):
            raise BadInput(f"{self.external_id[:80]!r} is not an id (1 to 128 characters without spaces)")

    def __str__(self) -> str:
        return f"{self.site}:{self.kind}:{self.external_id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `site:kind:external_id` back (BadInput when it is none)."""
        site, _, rest = text.partition(":")
        kind, _, external_id = rest.partition(":")
        if kind not in _KINDS:
            raise BadInput(f"{text[:80]!r} is not a ref (site:kind:external_id)")
        return cls(site, _KINDS[kind], external_id)
