"""One site's addresses: the public ones that everything speaks of, and those of a stand-in server."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from aggregator.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAddresses:
    """`home` is the site's public home; `base_url` that of a stand-in (a replay server), or None."""

    home: str
    base_url: str | None = None

    def public(self, url: str) -> str:
        """The public form of an address, also of one on the stand-in.

        Raises BadInput for any other host and for what is no http(s) address: links are
        hostile, and a crawl never leaves its site.
        """
        url = self.spoken(url)
        address = _split(url)
        if address.scheme not in {"http", "https"} or _host(address.netloc) != _host(
            _split(self.home).netloc
        ):
            raise BadInput(f"expected an address on {_split(self.home).netloc}, found {url[:200]!r}")
        return url

    def spoken(self, url: str) -> str:
        """`url` in its public form if it is one of the stand-in, by any name, else as it is."""
        if not self.base_url:
            return url
        base, address = _split(self.base_url), _split(url)
        prefix = base.path.rstrip("/")
        named_itself = address.scheme == base.scheme and _place(address) == _place(base)
        kept_prefix = bool(prefix) and _host(address.netloc) == _host(_split(self.home).netloc)
        if not (named_itself or kept_prefix):
            return url
        rest = url.split(address.netloc, 1)[1]
        return self.home + _path(rest.removeprefix(prefix)) if _below(rest, prefix) else url

    def sent(self, public: str) -> str:
        """Where a public address is fetched from."""
        if self.base_url is None:
            return public
        netloc = urlsplit(public).netloc
        return self.base_url.rstrip("/") + _path(public.split(netloc, 1)[1])


def _below(rest: str, prefix: str) -> bool:
    return rest == prefix or rest.startswith((f"{prefix}/", f"{prefix}?"))


def _place(address: SplitResult) -> tuple[str, int | None]:
    """Host and port; this machine has several names."""
    host = (address.hostname or "").lower()
    return ("localhost" if host in {"127.0.0.1", "::1"} else host), address.port


def _path(rest: str) -> str:
    return rest if rest.startswith("/") else f"/{rest}"


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise BadInput(f"expected an address, found {url[:200]!r}") from error
