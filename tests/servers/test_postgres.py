"""A PostgreSQL for tests takes what it is given, and goes with whoever started it."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa

from servers import postgres as module
from servers.errors import ServerUnavailable

ROOT = Path(__file__).parents[2]
STARTED = """
import sys
from servers.postgres import postgres

with postgres() as address:
    print(address, flush=True)
    sys.stdin.read()
"""


def test_it_takes_texts_of_all_scripts(postgres):
    engine = sa.create_engine(postgres)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("select :text"), {"text": "شعار"}) == "شعار"
    engine.dispose()


@pytest.mark.slow
@pytest.mark.usefixtures("postgres")
def test_a_killed_parent_takes_its_server_with_it():
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", STARTED], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    ) as process:
        folder = Path(sa.make_url(process.stdout.readline().strip()).query["host"])
        running = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        _, alive = psutil.wait_procs(running, timeout=30)
    assert len(running) > 1
    assert not alive
    assert not folder.exists()


def test_a_machine_without_it_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    monkeypatch.setattr(module, "INSTALLED", tmp_path)
    with pytest.raises(ServerUnavailable, match="postgresql"), module.postgres():
        pass
