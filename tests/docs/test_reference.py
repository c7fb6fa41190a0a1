"""Generated pages are those of today's code, links lead somewhere, and pages keep their form."""

import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import pytest

from aggregator.domain.listing import ListingSchema
from tests.cli.listings import listings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+)")


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("path", "text"), generator().pages().items(), ids=lambda value: Path(str(value)).name[:40]
)
def test_a_generated_page_is_current(path, text):
    assert path.read_text(encoding="utf-8") == text, "run: just docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_exist(page):
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.kind)
def test_every_kind_of_listing_fits_the_published_schema(listing):
    schema = generator().listing_schema()
    document = ListingSchema.dump_python(listing, mode="json")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(document)


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_decision_tells_context_choice_and_cost_on_one_screen(page):
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 12
    assert re.match(rf"# {page.stem} \S", text)
    assert all(word in text for word in ("Context:", "Choice:", "Cost:"))


def test_the_readme_is_short_and_starts_with_the_two_commands():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    shown = [line for line in lines[:25] if line.startswith("python3 start.py")]
    assert shown == ["python3 start.py demo", "python3 start.py test"]


def test_ci_calls_exactly_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in script if "start.py" in line] == ["python3 start.py test"]
