import json
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from replay import ReplayServer
from tests.replay.visiting import still_world


def test_the_sites_answer_as_soon_as_the_block_begins():
    with ReplayServer(still_world()) as server:
        assert set(server.base_urls) == {"mostaql", "khamsat", "kafiil"}
        statuses = [httpx.get(f"{url}/robots.txt").status_code for url in server.base_urls.values()]
    assert statuses == [200, 200, 200]


def test_the_port_is_free_again_after_the_block():
    with ReplayServer(still_world()) as server:
        port = urlsplit(server.url).port
        httpx.get(f"{server.url}/mostaql/robots.txt")
    with pytest.raises(ConnectionError), socket.create_connection(("127.0.0.1", port), timeout=5):
        pass


def test_two_servers_run_side_by_side():
    with ReplayServer(still_world()) as ours, ReplayServer(still_world(seed=8)) as theirs:
        pages = [httpx.get(f"{server.base_urls['mostaql']}/rss").text for server in (ours, theirs)]
    assert pages[0] != pages[1]


def test_an_open_slow_page_does_not_keep_the_server():
    with ReplayServer(still_world()) as server:
        server.world.fail("mostaql", "slow", seconds=86_400)
        with httpx.stream("GET", server.base_urls["mostaql"] + "/projects") as answer:
            assert answer.status_code == 200


def test_a_server_that_was_not_started_has_no_address():
    with pytest.raises(RuntimeError, match="started"):
        _ = ReplayServer(still_world()).url


def test_a_taken_port_is_told():
    with ReplayServer(still_world()) as server:
        port = urlsplit(server.url).port
        with pytest.raises(OSError, match="in use"), ReplayServer(still_world(), port=port):
            pass


@pytest.mark.slow
def test_the_command_prints_where_it_listens_and_ends_on_a_signal():
    command = [sys.executable, "-m", "replay", "--listings", "60", "--speed", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = json.loads(process.stdout.readline())
        status = httpx.get(said["base_urls"]["kafiil"] + "/projects").status_code
        log = httpx.get(said["control"] + "/log").json()
        process.terminate()
    assert status == 200
    assert [row["path"] for row in log["requests"]] == ["/projects"]
    assert process.returncode in {0, -15}


@pytest.mark.slow
def test_the_command_says_when_its_port_is_taken():
    with ReplayServer(still_world()) as server:
        port = urlsplit(server.url).port
        command = [sys.executable, "-m", "replay", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert f"port {port}: Address already in use" in ended.stderr
    assert ended.stdout == ""
