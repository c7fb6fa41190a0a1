"""The set of known categories: a sub-category's name must find the services that are filed under it.

The rows are real and not ours, so they are read from where somebody has them and never kept here.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relevance.documents import document
from relevance.judged import Absent, JudgedSet, Question

NAME = "services of Khamsat by sub-category"

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
SERVICES = FOLDER / "khamsat-services-sample.csv"
NAMES = FOLDER / "khamsat-subcategories.csv"

FEWEST = 5
"""Services of a sub-category that make it a question: with fewer, one wrong hit decides everything."""

SAYS_NOTHING = "أخرى"
"""The name of a dozen sub-categories, "other": nobody can answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One row: what its seller wrote, and where the site files it (never indexed)."""

    id: str
    leaf: str
    title: str
    tags: tuple[str, ...]


def known_categories(services: Path = SERVICES, *, names: Path = NAMES) -> JudgedSet | Absent:
    """Read the set from the two files; it is absent where a file is."""
    if missing := [str(path) for path in (services, names) if not path.is_file()]:
        return Absent(name=NAME, why=f"no file {' and no file '.join(missing)}")
    rows = list(read_services(services))
    questions = tuple(_questions(rows, _leaves_by_name(names)))
    if not questions:
        return Absent(name=NAME, why=f"no named sub-category has {FEWEST} services in {services}")
    return JudgedSet(
        name=NAME,
        documents=tuple(document(row.id, "offer", title=row.title, skills=row.tags) for row in rows),
        questions=questions,
        weights={"title": 2.0, "skills": 1.0},
    )


def read_services(path: Path) -> Iterator[Service]:
    """Read the columns `id`, `url_path` (`/category/leaf/id`), `title` and `tags` of a file of services."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tags = (tag.strip() for tag in row["tags"].split(","))
            yield Service(
                id=row["id"],
                leaf=row["url_path"].strip("/").split("/")[1],
                title=row["title"],
                tags=tuple(tag for tag in tags if tag),
            )


def _leaves_by_name(path: Path) -> Mapping[str, set[str]]:
    """Read which leaves bear a name: two of one name are one answer."""
    leaves: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            leaves[row["arabic_name"]].add(row["leaf_slug"])
    leaves.pop(SAYS_NOTHING, None)
    return leaves


def _questions(rows: list[Service], names: Mapping[str, set[str]]) -> Iterable[Question]:
    sizes = Counter(row.leaf for row in rows)
    for name, leaves in names.items():
        if sum(sizes[leaf] for leaf in leaves) >= FEWEST:
            yield Question(text=name, grades={row.id: 1 for row in rows if row.leaf in leaves})
