"""The whole of Dalil as its users meet it: commands in processes of their own, against the replay sites."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from replay.server import ReplayServer
from replay.world import World

DALIL = str(Path(sys.executable).with_name("dalil"))


@dataclass
class Installation:
    """One data folder and the commands that work on it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        settings = {"DALIL_DATA_DIR": str(self.folder), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
        self.environment = {**os.environ, **settings}

    def start(self, *arguments, **options):
        return subprocess.Popen([DALIL, *map(str, arguments)], env=self.environment, **options)

    def run(self, *arguments, code=0):
        """Run a command to its end; what it printed."""
        done = subprocess.run(
            [DALIL, *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *arguments, code=0):
        return json.loads(self.run(*arguments, "--json", code=code).stdout)

    def listings(self):
        """All that is stored, by ref."""
        file = self.folder / "all.jsonl"
        self.run("export", file)
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return {row["ref"]: row for row in rows}


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """An installation after `dalil demo --once`, with what that printed."""
    installation = Installation(tmp_path_factory.mktemp("demo"))
    return installation, installation.run("demo", "--once")


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path / "data")


@pytest.fixture
def replay():
    """A small world whose clock stands still, served while a test lasts."""
    with ReplayServer(World(scale=0.05, speed=0)) as server:
        yield server


def base_url(server, *sites):
    """The options that let the replay stand in for sites."""
    return [part for site in sites for part in ("--base-url", f"{site}={server.base_urls[site]}")]
