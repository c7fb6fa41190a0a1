"""Who may import whom: the contracts hold, and each of them catches the import it is there for."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
PACKAGES = CONTRACTS["root_packages"]

BROKEN = [
    ("Inside aggregator, high to low", "aggregator/store/values.py", "import aggregator.crawl.job"),
    ("Search is a leaf", "search/query.py", "import aggregator.errors"),
    (
        "Search is asked through services, indexing, alerts and composition only",
        "aggregator/crawl/job.py",
        "import search.query",
    ),
    ("The web site knows services and values, nothing below", "web/app.py", "import aggregator.store"),
    ("Plugins import the sdk only", "plugins/kafiil/__init__.py", "import aggregator.domain.listing"),
    ("Plugins never import each other", "plugins/kafiil/__init__.py", "import plugins.mostaql"),
    ("Nobody imports plugins, the web site or the replay", "aggregator/jobs/schedule.py", "import web"),
    ("The replay has its own markup", "replay/world.py", "import aggregator.errors"),
    ("The search servers know nothing of Dalil", "servers/health.py", "import search.errors"),
    ("SQLAlchemy only in the store", "aggregator/services/health.py", "import sqlalchemy"),
    ("Scrapy only in the crawl", "aggregator/services/health.py", "import scrapy"),
    ("APScheduler only in the jobs", "aggregator/services/health.py", "import apscheduler"),
    ("FastAPI and Jinja only in the web site", "aggregator/services/health.py", "import jinja2"),
    ("Tantivy only in its engine", "search/query.py", "import tantivy"),
    ("Elasticsearch's library only in its engine", "search/engines/elastic/view.py", "import elasticsearch"),
    ("OpenSearch's library only in its engine", "search/engines/elasticsearch.py", "import opensearchpy"),
]


def lint(folder):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the code that a test may break."""
    folder = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "static", "templates")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_holds():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_every_contract_has_an_example_that_breaks_it():
    assert {name for name, _, _ in BROKEN} == {contract["name"] for contract in CONTRACTS["contracts"]}


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "path", "line"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_forbidden_import_is_caught(house, contract, path, line):
    file = house / path
    whole = file.read_text(encoding="utf-8")
    file.write_text(f"{whole}\n{line}\n", encoding="utf-8")
    try:
        answer = lint(house)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert answer.returncode == 1
    assert f"{contract} BROKEN" in answer.stdout
