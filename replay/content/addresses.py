"""The shape of each site's addresses."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from replay.content.invented import Invented

HOMES = {
    "mostaql": "https://mostaql.com",
    "khamsat": "https://khamsat.com",
    "kafiil": "https://kafiil.com",
}
_WORD = re.compile(r"\w+")
_SLUG_LENGTH = 70


@lru_cache(maxsize=4096)
def slug(title: str) -> str:
    """The words of a title joined by hyphens, percent-encoded; it may end in digits."""
    return quote("-".join(_WORD.findall(title.lower()))[:_SLUG_LENGTH].strip("-"))


def path_of(listing: "Invented") -> str:
    """Path of a listing's page, quoted."""
    site, kind = listing.site, listing.kind
    if kind == "specialist":
        return f"/{'user' if site == 'khamsat' else 'u'}/{quote(listing.id)}"
    page = f"{listing.id}-{slug(listing.title)}"
    if site == "khamsat" and kind == "request":
        return f"/community/requests/{page}"
    if site == "khamsat":
        return f"/{listing.category.parent}/{listing.category.slug}/{page}"
    return f"/{'project' if kind == 'request' else 'service'}/{page}"
