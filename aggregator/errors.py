"""Every error Dalil raises on purpose, so that a handler can act on its type.

DalilError                  a run failed (exit code 1)
├── BadInput                the user gave something wrong (exit code 2)
│   ├── SettingsInvalid     a DALIL_* variable or dalil.toml
│   ├── UnknownSite         no plugin offers this site
│   ├── UnknownSpecialty    no such node in the taxonomy
│   ├── ListingInvalid      a listing that breaks a rule of its type
│   ├── SearchTooBroad      a saved search that would tell of nearly everything; carries the numbers
│   ├── TooManySearches     a person has as many saved searches as one may have
│   ├── UnknownSearch       no saved search of this person
│   ├── PageMismatch        a page that does not hold what its plugin expects
│   ├── AddressForbidden    a target of messages that is not in the public net
│   └── NameUnknown         a target of messages whose server has no address
├── TooMany                 somebody asks too often; carries when to come back
├── PluginFailed            a plugin that does not import, register or answer
├── CrawlFailed             one site's crawl did not reach its end
│   ├── Blocked             the site wants us to stay away; carries the pause
│   ├── StructureChanged    content came, but nothing in it is a listing
│   ├── PageGone            the listing was removed at its site
│   ├── RobotsForbid        robots.txt asks us not to read this page
│   └── SiteUnavailable     the site does not answer
├── StoreUnavailable        the database cannot be reached or is not ours
└── IndexUnavailable        the search index cannot answer
"""

from datetime import timedelta


class DalilError(Exception):
    """The root: `exit_code` is what a command ends with."""

    exit_code = 1


class BadInput(DalilError):
    """Something the user gave cannot be used."""

    exit_code = 2


class SettingsInvalid(BadInput):
    """A setting has a value that cannot be used."""


class UnknownSite(BadInput):
    """No loaded plugin offers this site."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown site {key!r}; known sites: {', '.join(known) or 'none'}")
        self.key = key
        self.known = known


class UnknownSpecialty(BadInput):
    """The taxonomy has no such key."""


class ListingInvalid(BadInput):
    """A listing breaks a rule of its type; `field` names where."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class PageMismatch(BadInput):
    """A page does not hold what its plugin expects; `reason` tells the expectation and what was found."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class SearchTooBroad(BadInput):
    """A search that must not be saved: it shows `listings` of `of`, or `a_day` new ones on a day."""

    def __init__(self, reason: str, *, listings: int, of: int, a_day: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.listings = listings
        self.of = of
        self.a_day = a_day


class TooManySearches(BadInput):
    """One person may keep `most` searches."""

    def __init__(self, most: int) -> None:
        super().__init__(f"there may be {most} saved searches: remove one first")
        self.most = most


class UnknownSearch(BadInput):
    """This person has no such saved search."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no saved search {key[:40]!r}")
        self.key = key


class AddressForbidden(BadInput):
    """Nothing is sent to this address: it is not one of the public net, or badly written."""


class NameUnknown(BadInput):
    """No server has this name, at the moment."""


class LinkInvalid(BadInput):
    """A link that opens nothing: forged, used, too old, or for something else; which, is not told."""

    def __init__(self) -> None:
        super().__init__("this link is not valid, or not any more")


class TooMany(DalilError):
    """Somebody asks for something too often; `retry_after` is when it is worth asking again."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"too many attempts: try again in {retry_after.total_seconds():.0f} seconds")
        self.retry_after = retry_after


class PluginFailed(DalilError):
    """A plugin did not import, register or answer; the others go on."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"plugin {name}: {reason}")
        self.name = name
        self.reason = reason


class CrawlFailed(DalilError):
    """One site's crawl did not reach its end."""


class Blocked(CrawlFailed):
    """The site asks us to stay away for `pause` (None: the back-off table decides)."""

    def __init__(self, reason: str, *, pause: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause


class StructureChanged(CrawlFailed):
    """The site answered with content in which no listing can be found."""


class PageGone(CrawlFailed):
    """The site says that this listing is no longer there."""


class RobotsForbid(CrawlFailed):
    """The site's robots.txt asks us not to read this page."""


class SiteUnavailable(CrawlFailed):
    """The site gave no usable answer after the retries."""


class StoreUnavailable(DalilError):
    """The database cannot be opened, reached or migrated."""


class IndexUnavailable(DalilError):
    """The search index cannot be opened or does not answer."""
