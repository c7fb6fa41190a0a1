"""Runs commands in this process on a data folder of their own."""

import json
from dataclasses import dataclass

import pytest

from aggregator.cli.app import run
from tests.cli.listings import lines


@dataclass(frozen=True)
class Answer:
    """What a command printed, and the exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def complaint(self):
        """The one line on stderr."""
        [line] = self.err.strip().splitlines()
        return line


@pytest.fixture
def dalil(tmp_path, monkeypatch, capsys):
    """A function that runs one command in a clean folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DALIL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return call


@pytest.fixture
def filled(dalil, tmp_path):
    """The same, with three listings imported."""
    file = tmp_path / "listings.jsonl"
    file.write_bytes(lines())
    assert dalil("import", file).code == 0
    return dalil
