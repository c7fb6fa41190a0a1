"""When something is broken behind the pages, readers are told what and when to come back."""

from dataclasses import replace

import httpx
import pytest
from parsel import Selector

from aggregator.composition import dalil
from aggregator.errors import StoreUnavailable
from aggregator.indexing import Indexer
from aggregator.services.health import Health, HealthReport
from aggregator.services.searching import Searching
from aggregator.settings import load_settings
from search.errors import EngineUnavailable, IndexCorrupt
from search.results import EngineStatus
from tests.web.conftest import serving
from web.app import create, create_app
from web.protection import HEADERS


class Failing:
    """Stands in for an engine and fails at whatever is asked of it."""

    def __init__(self, error):
        self.error = error

    def search(self, *_, **__):
        raise self.error

    suggest = similar = cursor = search

    def status(self):
        return EngineStatus(name="failing", documents=0, cursor=0, schema_version="", bytes=0)


class Ill:
    def check(self):
        return HealthReport(healthy=False, listings=5, indexed=0, changes_waiting=5, problems=("no index",))


@pytest.fixture
def broken(filled):
    """Ask a site whose search fails with an error."""

    def ask(error, path):
        engine = Failing(error)
        indexer = Indexer(engine, filled.store, filled.taxonomy)
        health = Health(filled.store, indexer, plugins=filled.plugins)
        searching = Searching(engine, filled.store)
        app = create_app(replace(filled, searching=searching, health=health))
        with serving(app) as address:
            return httpx.get(address + path)

    return ask


DOWN = (
    EngineUnavailable("no route to host-7"),
    IndexCorrupt("/var/x is damaged"),
    StoreUnavailable("locked"),
)


@pytest.mark.parametrize("error", DOWN, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("path", ["/", "/search?q=x", "/search?page=2&lang=en"])
def test_a_search_that_is_down_says_when_to_come_back(broken, error, path):
    answer = broken(error, path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    page = Selector(answer.text)
    assert page.css("h1::text").get() in {"البحث متوقف قليلًا", "Search is down for a moment"}
    assert str(error) not in answer.text


@pytest.mark.parametrize("error", DOWN, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/search?q=x",
        "/api/v1/suggest?q=x",
        "/api/v1/listings/khamsat:offer:100/similar",
        "/suggestions?q=x",
    ],
)
def test_programs_are_told_in_json(broken, error, path):
    answer = broken(error, path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert answer.json()["message"].startswith("Search is down")
    assert str(error) not in answer.text


@pytest.mark.parametrize("error", DOWN[:2], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "path",
    [
        *("/listing/khamsat:offer:100", "/api/v1/listings/khamsat:offer:100", "/api", "/openapi.json"),
        *("/opensearch.xml", "/robots.txt"),
    ],
)
def test_what_needs_no_index_works_without_one(broken, error, path):
    answer = broken(error, path)
    assert answer.status_code == 200
    assert 'class="similar"' not in answer.text


def test_why_search_is_down_is_in_the_log(broken, caplog):
    broken(DOWN[1], "/search")
    assert "must be rebuilt (dalil index rebuild): /var/x is damaged" in caplog.text


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (DOWN[0], "the search index does not answer"),
        (DOWN[1], "the search index must be rebuilt"),
    ],
)
def test_health_says_which_part_is_ill(broken, error, problem):
    answer = broken(error, "/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == [problem]
    assert answer.json()["listings"] > 0


@pytest.mark.parametrize("path", ["/search", "/search?lang=en", "/api/v1/search"])
def test_a_fault_of_ours_shows_no_traceback_and_is_protected_too(broken, path):
    answer = broken(RuntimeError("secret detail"), path)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_an_ill_service_says_so_to_its_watchers(filled):
    with serving(create_app(replace(filled, health=Ill()))) as address:
        answer = httpx.get(f"{address}/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["no index"]


def test_an_empty_market_says_that_nothing_was_read_yet(tmp_path):
    with dalil(load_settings(data_dir=tmp_path)) as opened, serving(create_app(opened)) as address:
        page = Selector(httpx.get(address).text)
        assert "لم تُقرأ الأسواق حتى الآن" in page.css("[role=status]::text").get()
        assert httpx.get(f"{address}/search").status_code == 200


def test_the_import_string_serves_what_the_settings_name(tmp_path, monkeypatch):
    monkeypatch.setenv("DALIL_DATA_DIR", str(tmp_path))
    with serving(create()) as address:
        assert httpx.get(f"{address}/healthz").json()["listings"] == 0
    assert (tmp_path / "dalil.db").is_file()
