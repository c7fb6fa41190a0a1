"""The only place that writes addresses: ours keep the reader's language, others are shown only when safe."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from web.asking import PLACE, Asked
from web.words import Language

_BIDI_CONTROLS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of our pages in one language; Arabic, the first, needs no parameter."""

    language: Language

    def to(self, path: str, *pairs: tuple[str, str]) -> str:
        """Return the address of a page of alerts or of an account."""
        return self._to(path, *pairs)

    def home(self) -> str:
        """Return the address of the first page."""
        return self._to("/")

    def api(self) -> str:
        """Return the address of the page about the interface for programs."""
        return self._to("/api")

    def search(self, asked: Asked) -> str:
        """Return the address of a search."""
        return self._to("/search", *asked.pairs())

    def to_save(self, asked: Asked) -> str:
        """Return the address of the form that saves a search."""
        return self._to("/alerts/new", *asked.pairs("sort", *PLACE))

    def feed(self, asked: Asked) -> str:
        """Return the address of a search's feed, which is always the newest of it."""
        return self._to("/feeds/search.atom", *asked.pairs("sort", *PLACE))

    def saved_feed(self, token: str) -> str:
        """Return the address of a saved search's feed."""
        return self._to(f"/feeds/saved/{quote(token, safe='')}.atom")

    def listing(self, ref: str) -> str:
        """Return the address of a listing's page."""
        return self._to(f"/listing/{quote(ref, safe=':')}")

    def switched(self, path: str, pairs: Iterable[tuple[str, str]]) -> str:
        """Return the address of the same page, as this language has it; `path` is not quoted."""
        kept = ((name, value) for name, value in pairs if name != "lang")
        return self._to(quote(path, safe="/:"), *kept)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What a form must send along to stay in this language."""
        return () if self.language is Language.AR else (("lang", self.language.value),)

    def _to(self, path: str, *pairs: tuple[str, str]) -> str:
        query = urlencode([*pairs, *self.hidden])
        return f"{path}?{query}" if query else path


def outward(url: str | None) -> str | None:
    """Return a foreign address that may stand in a link: http or https with a host, nothing else."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        safe = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # such an address leads nowhere
        return None
    return url if safe else None


def isolated(text: str) -> str:
    """Let a foreign text run its own way inside a sentence of ours, where no element can isolate it."""
    return f"\N{FIRST STRONG ISOLATE}{plain(text)}\N{POP DIRECTIONAL ISOLATE}"


def plain(text: str) -> str:
    """Drop direction controls where a page cannot isolate them: titles and attributes."""
    return _BIDI_CONTROLS.sub("", text)
