"""The README is true: each command that it shows is run as it stands there, and says what it promises."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"`(dalil [^`]+)`", README)
PAGE = ROOT / "tests" / "sites" / "mostaql" / "projects-of-a-category" / "page.html"

EXPECTED = {
    "dalil demo [--once]": None,  # run by the fixture
    'dalil search "تصميم شعار" --kind offer --max-price 50': "khamsat | offer",
    "dalil search 'شعار site:khamsat price:20..80' --posted-within 30 --sort rating": "listings",
    "dalil suggest تصم": "تصميم",
    "dalil crawl mostaql --kind request --max-pages 2": "DALIL_CONTACT_URL",
    "dalil up": "DALIL_CONTACT_URL",
    "dalil parse mostaql page.html --url https://mostaql.com/projects": '"ref":"mostaql:request:',
    "dalil export all.jsonl": "listings written",
    "dalil import all.jsonl": "0 lines rejected",
    "dalil index status": "documents",
    "dalil sites": "khamsat",
    "dalil serve": None,  # run in test_spine
}


def test_every_command_of_the_readme_is_known_here():
    assert set(SHOWN) == set(EXPECTED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("readme")
    shutil.copy(PAGE, made / "page.html")
    return made


def test_the_commands_do_what_the_readme_says(demo, folder):
    installation, _ = demo
    for command, word in EXPECTED.items():
        if word is None:
            continue
        program, *arguments = shlex.split(command)
        done = subprocess.run(
            [Path(sys.executable).with_name(program), *arguments],
            cwd=folder,
            env=installation.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert word in done.stdout + done.stderr, command
        assert "Traceback" not in done.stderr


def test_the_starter_says_how_it_is_used():
    done = subprocess.run([sys.executable, "start.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python3 start.py demo" in done.stdout
