"""Starts the replay sites beside us: a server with invented listings, so that a demo touches no real site."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from aggregator.errors import DalilError

REPLAY_MODULE = "replay"


@contextmanager
def replay_sites() -> Iterator[Mapping[str, str]]:
    """Run the replay server in a process of its own; gives the base URL of each site (DalilError)."""
    command = [sys.executable, "-m", REPLAY_MODULE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield _base_urls(server)
        finally:
            server.terminate()


def _base_urls(server: "subprocess.Popen[str]") -> Mapping[str, str]:
    line = server.stdout.readline() if server.stdout else ""
    try:
        urls = json.loads(line)["base_urls"]
    except (ValueError, KeyError, TypeError) as error:
        raise DalilError("the replay sites did not start") from error
    return {str(site): str(url) for site, url in urls.items()}
