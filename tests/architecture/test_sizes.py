"""The house's limits: small functions, small files, and a first line that says why a module exists."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("aggregator", "plugins", "search", "web", "replay", "servers", "relevance", "bench", "docs")
FILES = [
    ROOT / "start.py",
    *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))),
]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 10


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_are_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert [function.name for function in functions(path) if length(function) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_first_line_says_why_the_module_exists(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":", "?"))


def test_half_of_all_functions_are_shorter_than_ten_lines():
    assert median(length(function) for path in FILES for function in functions(path)) < MEDIAN_FUNCTION


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "base"])
def test_no_module_is_a_drawer_for_everything(word):
    assert [path for path in FILES if path.stem == word] == []
