"""Tests that a plugin gets for nothing: recorded pages, each with the drafts that it must give.

A case is a folder: `page.html` (or `.json`, `.xml`) as the site sent it, `case.toml`, and
`expected.json` with what the plugin reads in it. Two lines make the tests, one for each field::

    from aggregator.sdk.testing import site_tests
    TestSouq = site_tests(SITE, Path(__file__).with_name("pages"))

and one line in `conftest.py` adds the option that writes `expected.json` and shows what changed::

    from aggregator.sdk.testing import pytest_addoption

Keys of `case.toml`: `url` and `why` (what the page is an example of) always; where they apply
`rows` (how many listings; 1 for the page of one listing), `next` and `lists` (addresses),
`mismatches` ("field: start of the reason", in order), `empty` and `gone` (true).
"""

import difflib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as validated
from pydantic_core import to_jsonable_python
from web_poet import HttpResponse
from web_poet.fields import get_fields_dict

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.sdk.collecting import Collected, CollectedPage, collect_page
from aggregator.sdk.drafts import Draft
from aggregator.sdk.pages import ItemPage, ListPage, open_page
from aggregator.sdk.sites import Site

if TYPE_CHECKING:
    import pytest

OPTION = "--record-sites"
CUTS = 12
"""How many shorter forms of every page are read, too: a page may break off anywhere."""


@validated(frozen=True, slots=True, kw_only=True, config={"extra": "forbid"})
class Facts:
    """What `case.toml` says; see the module."""

    url: str
    why: str
    rows: int = 1
    next: str | None = None
    lists: tuple[str, ...] = ()
    mismatches: tuple[str, ...] = ()
    empty: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A recorded page of a site; its name is that of its folder."""

    site: Site
    folder: Path

    @property
    def facts(self) -> Facts:
        """What is expected of the page as a whole (ValueError when `case.toml` says something else)."""
        table = tomllib.loads((self.folder / "case.toml").read_text(encoding="utf-8"))
        return TypeAdapter(Facts).validate_python(table)

    @property
    def body(self) -> bytes:
        """The page as the site sent it."""
        (page,) = self.folder.glob("page.*")
        return page.read_bytes()

    @property
    def expected(self) -> Path:
        """Where the drafts are written down."""
        return self.folder / "expected.json"

    def open(self, body: bytes | None = None) -> ListPage | ItemPage:
        """Give the page (or `body` in its stead) to its class; ValueError as `open_page`."""
        url = self.facts.url
        text = (self.body if body is None else body).decode("utf-8-sig", errors="replace")
        response = HttpResponse(url, text.encode(), status=200, encoding="utf-8")
        return open_page(self.site.page_for(url), response)

    def fields(self) -> list[str]:
        """The fields that this page's class and its rows read."""
        page_class = self.site.page_for(self.facts.url)
        source = page_class if issubclass(page_class, ItemPage) else page_class.row
        return [*get_fields_dict(source)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a case's page gave; `unreadable` tells why it could not be opened at all."""

    page: ListPage | ItemPage | None
    collected: CollectedPage
    unreadable: str = ""

    @property
    def listings(self) -> tuple[Collected, ...]:
        """Own listings first, then those of other kinds."""
        return (*self.collected.found, *self.collected.also)

    @property
    def mismatches(self) -> list[str]:
        """Everything that did not fit, the listings' own first."""
        own = (fault for listing in self.listings for fault in listing.mismatches)
        page = (f"page: {self.unreadable}",) if self.unreadable else ()
        return [*page, *map(str, own), *map(str, self.collected.mismatches)]

    def drafts(self) -> list[Any]:
        """The drafts in their JSON form, None for a row of which nothing could be made."""
        return [found.draft and as_json(found.draft) for found in self.listings]


@cache
def read_case(case: Case) -> Reading:
    """Read a case's page once for all tests of its fields."""
    try:
        page = case.open()
    except ValueError as error:
        return Reading(None, CollectedPage(found=()), str(error))
    gone = isinstance(page, ItemPage) and page.is_gone()
    return Reading(page, CollectedPage(found=()) if gone else collect_page(page))


def as_json(draft: Draft) -> dict[str, Any]:
    """A draft as `expected.json` holds it: without what the page does not say."""
    return {"kind": draft.kind.value} | _said(to_jsonable_python(draft))


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """`facts` without what is null or empty, within a fact, too."""
    deep = {name: _said(fact) if isinstance(fact, dict) else fact for name, fact in facts.items()}
    return {name: fact for name, fact in deep.items() if fact not in (None, [], {})}


def changes(case: Case) -> str:
    """What differs between `expected.json` and what the page gives now, as a diff; empty when nothing."""
    old = case.expected.read_text(encoding="utf-8") if case.expected.exists() else ""
    diff = difflib.unified_diff(
        old.splitlines(), _written(case).splitlines(), "recorded", "read", lineterm="", n=1
    )
    return "\n".join(diff)


def record(case: Case) -> str:
    """Write `expected.json` anew; returns what changed in it, as a diff."""
    changed = changes(case)
    case.expected.write_text(_written(case), encoding="utf-8")
    return changed


def _written(case: Case) -> str:
    return json.dumps(read_case(case).drafts(), ensure_ascii=False, indent=2) + "\n"


def pytest_addoption(parser: "pytest.Parser") -> None:
    """Add the option that records; import this function in a `conftest.py`."""
    parser.addoption(
        OPTION, action="store_true", help="write expected.json of every recorded page, and show what changed"
    )


def site_tests(site: Site, folder: Path) -> type:
    """Make a test class of the cases in `folder`, one test for each field; assign it to a name in `Test`."""
    import pytest  # noqa: PLC0415  a crawl imports the sdk, and has no pytest

    cases = [Case(site, file.parent) for file in sorted(folder.glob("*/case.toml"))]
    fields = [
        pytest.param(case, name, id=f"{case.folder.name}-{name}") for case in cases for name in case.fields()
    ]
    by_case = pytest.mark.parametrize("case", cases, ids=lambda case: case.folder.name)

    class Tests:
        @by_case
        def test_the_page_is_read_as_a_whole(self, case: Case, request: pytest.FixtureRequest) -> None:
            if request.config.getoption(OPTION, default=False):
                _tell(request, f"\n{case.folder.name}: {record(case) or 'as it was'}")
            check_page(case)

        @pytest.mark.parametrize(("case", "name"), fields)
        def test_a_field_of_every_listing(
            self, case: Case, name: str, request: pytest.FixtureRequest
        ) -> None:
            if request.config.getoption(OPTION, default=False):
                pytest.skip("recording")
            check_field(case, name)

        @by_case
        def test_a_page_cut_anywhere_breaks_nothing(self, case: Case) -> None:
            check_cuts(case)

        def test_every_page_class_has_a_recorded_page(self) -> None:
            check_site(site, cases)

    return Tests


def _tell(request: "pytest.FixtureRequest", text: str) -> None:
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(text)  # noqa: T201  a person asked to see what changed


def check_page(case: Case) -> None:
    """Compare what the page gives as a whole with `case.toml` (AssertionError)."""
    facts, reading = case.facts, read_case(case)
    page, collected = reading.page, reading.collected
    _same("gone", isinstance(page, ItemPage) and page.is_gone(), facts.gone)
    _same("empty", isinstance(page, ListPage) and not collected.found and page.is_empty(), facts.empty)
    _same("rows", len(collected.found), 0 if facts.gone or facts.empty or reading.unreadable else facts.rows)
    _same("next", collected.next and collected.next.url, facts.next)
    _same("lists", collected.lists, facts.lists)
    told = [text[: len(known)] for text, known in zip(reading.mismatches, facts.mismatches, strict=False)]
    told += reading.mismatches[len(told) :]
    _same("mismatches", told, [*facts.mismatches])
    if not case.expected.exists():
        raise AssertionError(f"{case.folder.name} is not recorded yet: run pytest {OPTION}")
    expected = json.loads(case.expected.read_text(encoding="utf-8"))
    own = len(collected.found)
    _same("listings of another kind", reading.drafts()[own:], expected[own:])
    recorded = {name for row in expected[:own] if row for name in row}
    _same("recorded facts that no field reads", recorded - {"kind", *case.fields()}, set())


def check_field(case: Case, name: str) -> None:
    """Compare one field of all listings with `expected.json` (AssertionError)."""
    expected = json.loads(case.expected.read_text(encoding="utf-8"))
    reading = read_case(case)
    rows = len(reading.collected.found)
    for number, (row, known) in enumerate(zip(reading.drafts()[:rows], expected[:rows], strict=True)):
        _same(f"{name} of listing {number}", (row or {}).get(name), (known or {}).get(name))


def check_cuts(case: Case) -> None:
    """Read the page cut off at several places: whatever is missing, no field may raise but ValueError."""
    body = case.body
    for cut in range(1, CUTS):
        try:
            page = case.open(body[: len(body) * cut // CUTS])
        except ValueError:
            continue  # cut JSON is told as broken
        collect_page(page)


def check_site(site: Site, cases: Iterable[Case]) -> None:
    """Every page class has a case, every category means a specialty that there is (AssertionError)."""
    shown = {site.page_for(case.facts.url) for case in cases}
    _same("page classes without a case", [page.__name__ for page in site.pages if page not in shown], [])
    known = {specialty.key for specialty in load_taxonomy()}
    meant = {*site.categories.slugs.values(), *site.categories.labels.values()}
    _same("specialties that do not exist", sorted(meant - known), [])


def _same(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")
