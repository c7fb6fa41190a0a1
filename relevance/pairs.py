"""Reads the two tables of pairs that decide the analysis: what must be found, and what must stay apart.

A pair is a query and a text as people write them. It is judged on the clauses that every engine is given.
"""

from dataclasses import dataclass
from pathlib import Path

from relevance.documents import document
from search.evaluating import holds, indexed
from search.fields import field_values
from search.matching import wanted
from search.plan import make_plan

TABLES = ("must_match", "must_not_match")
"""The tables, each a file of lines `query<TAB>text<TAB>reason`, the reason where it is not plain."""

_FOLDER = Path(__file__).with_name("pairs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A query and a text; `section` is the heading it stands under in its table."""

    query: str
    text: str
    why: str
    section: str


def read_pairs(name: str) -> list[Pair]:
    """Read the table `name`; a line `# ...` heads a section, a broken line raises `ValueError`."""
    found: list[Pair] = []
    section = ""
    for number, line in enumerate((_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines(), 1):
        if line.startswith("# "):
            section = line.removeprefix("# ")
        elif line:
            cells = line.split("\t")
            if len(cells) not in {2, 3} or not all(cells):
                raise ValueError(
                    f"{name}.tsv, line {number}: want query, text and maybe a reason, got {cells}"
                )
            query, text, *why = cells
            found.append(Pair(query=query, text=text, why="".join(why), section=section))
    return found


def finds(query: str, text: str) -> bool:
    """Tell whether a listing with the title `text` has everything that `query` asks for."""
    plan = make_plan(query)
    listing = document("khamsat:offer:1", "offer", title=text, skills=())
    return bool(plan.required) and holds(wanted(plan), indexed(field_values(listing)))
