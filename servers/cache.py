"""Where servers are kept between runs, ready to start: found again without network, never half there."""

import os
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

from servers.catalog import Distribution
from servers.errors import ServerUnavailable
from servers.java import java

VARIABLE = "DALIL_ENGINES_CACHE"


def folder() -> Path:
    """The cache: what DALIL_ENGINES_CACHE names, or a folder in the user's own."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_cache_path("dalil", appauthor=False) / "engines"


def kept(distribution: Distribution) -> Path | None:
    """The folder of a server that is ready to start; None when it has to be fetched first."""
    place = folder() / distribution.key
    return place if place.is_dir() else None


def prepared(distribution: Distribution) -> Path:
    """The folder of a server, fetched first when need be.

    Fetching is told line by line on standard output. It is done in a process of its own, because tests
    keep theirs from talking to anything but this machine. Raises ServerUnavailable.
    """
    java()
    if place := kept(distribution):
        return place
    command = [sys.executable, "-m", "servers.preparation", distribution.name.value]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    place = kept(distribution)
    if done.returncode or place is None:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason was told"]
        raise ServerUnavailable(f"{distribution.title} cannot be fetched: {reason[-1]}")
    return place
