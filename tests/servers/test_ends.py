"""However a start ends, nothing stays behind: no process, no folder, and a failure tells its reason."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from servers import ServerName, ServerNotStarted, running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def _usual_ports_taken():
    with contextlib.ExitStack() as stack:
        for port in (9200, 9300):
            holder = stack.enter_context(socket.socket())
            with contextlib.suppress(OSError):  # taken by somebody else is taken, too
                holder.bind(("127.0.0.1", port))
                holder.listen()
        yield


@pytest.fixture
def started(_usual_ports_taken, tmp_path):
    """A server started from the shell, with what it printed until it was up, and its node's process."""
    command = [sys.executable, "-m", "servers", "elasticsearch"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        told = []
        for line in process.stdout:
            told.append(line)
            if line.startswith("DALIL_SEARCH_URL"):
                break
        yield process, "".join(told), psutil.Process(process.pid).children()
        process.kill()


def test_ctrl_c_or_a_polite_stop_leaves_nothing(started, tmp_path):
    process, told, nodes = started
    assert "DALIL_SEARCH_URL=elasticsearch+http://127.0.0.1:" in told
    assert len(nodes) == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not any(node.is_running() for node in nodes)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_parent_takes_its_server_with_it(started, tmp_path):
    process, _, nodes = started
    process.kill()
    gone, alive = psutil.wait_procs(nodes, timeout=30)
    assert (len(gone), alive) == (1, [])
    assert list(tmp_path.iterdir()) == []


def test_a_failed_start_shows_the_end_of_the_log():
    with pytest.raises(ServerNotStarted, match=r"unknown setting \[no.such.setting\]") as failure:  # noqa: SIM117
        with running(ServerName.ELASTICSEARCH8, settings={"no.such.setting": "1"}):
            pytest.fail("it started")
    assert "unknown setting" in failure.value.log
