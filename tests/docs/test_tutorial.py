"""The tutorial is followed as it is written: its files are made, its commands run, its outputs seen."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "first-plugin.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
FILES = {name: body for _, name, body in BLOCKS if name}


def commands():
    """Each command with the lines that the tutorial shows of its output."""
    shown = "".join(body for language, _, body in BLOCKS if language == "console")
    steps = [step.strip().splitlines() for step in shown.split("$ ") if step.strip()]
    return [(step[0], step[1:]) for step in steps]


@pytest.fixture
def package(tmp_path):
    """The tutorial's folder, installed as pip would: its metadata stand beside it on the path."""
    folder = tmp_path / "tutorial"
    for name, body in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    [(group, points)] = project["entry-points"].items()
    metadata = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = "\n".join(f"{name} = {target}" for name, target in points.items())
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{lines}\n")
    return folder


def run(package, command):
    scripts = Path(sys.executable).parent
    environment = os.environ | {
        "PYTHONPATH": str(package),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
        "DALIL_DATA_DIR": str(package / "data"),
        "COLUMNS": "200",
    }
    return subprocess.run(
        shlex.split(command), cwd=package, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_whoever_follows_the_tutorial_sees_what_it_shows(package):
    for command, shown in commands():
        if command.startswith("pip install"):
            continue  # the metadata stand beside the package: no test goes to a package index
        done = run(package, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        missing = [line for line in shown if line not in done.stdout]
        assert missing == [], f"{command}\n{done.stdout}"


@pytest.mark.slow
def test_its_plugin_fails_its_tests_when_the_site_changes(package):
    assert run(package, "pytest --record-sites").returncode == 0
    page = package / "tests" / "pages" / "asks" / "page.html"
    before = page.read_text(encoding="utf-8")
    page.write_text(before.replace('class="offers"', 'class="bids"'), encoding="utf-8")
    done = run(package, "pytest")
    assert done.returncode == 1
    assert "offers_count of listing 0: expected 2, found None" in done.stdout


def test_it_tells_every_step_in_a_block_that_can_be_followed():
    assert {"pyproject.toml", "dalil_maharat/__init__.py", "dalil_maharat/pages.py"} <= FILES.keys()
    assert [command.split()[0] for command, _ in commands()] == ["pip", "pytest", "pytest", "dalil", "dalil"]
