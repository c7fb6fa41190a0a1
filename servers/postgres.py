"""Starts a real PostgreSQL for tests: the system's own, over a folder of its own, reached through a file."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.errors import ServerNotStarted, ServerUnavailable

INSTALLED = Path("/usr/lib/postgresql")
"""Debian keeps each version's programs here, off the search path."""

PATIENCE = 60
PAUSE = 0.05

# The server ends with its standard input, and so however we end, and its folder goes with it.
_GUARD = (
    'folder=$1; shift; "$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$folder"'
)


@contextmanager
def postgres() -> Iterator[str]:
    """Lend the address of an empty database. Raises ServerUnavailable where PostgreSQL is not installed."""
    initdb, server = _program("initdb"), _program("postgres")
    user = _owner()
    folder = Path(tempfile.mkdtemp(prefix="dalil-postgres-"))
    shutil.chown(folder, user)
    try:
        _run([initdb, "--pgdata", folder / "data", "--username", "dalil", "--auth", "trust"], user)
        with _started([server, *_options(folder)], user, folder=folder):
            _await(folder)
            yield f"postgresql+psycopg://dalil@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> Path:
    found = shutil.which(name) or next(iter(sorted(INSTALLED.glob(f"*/bin/{name}"), reverse=True)), None)
    if found is None:
        raise ServerUnavailable("PostgreSQL is not installed (Debian's package: postgresql)")
    return Path(found)


def _owner() -> str:
    """Return who runs the server: it refuses to run as root."""
    if os.geteuid():
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _options(folder: Path) -> list[str | Path]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",  # what is lost with the machine's power is of no use to anybody
        "max_connections": "200",
    }
    pairs = [f"--{name}={value}" for name, value in settings.items()]
    return ["-D", folder / "data", *pairs]


def _run(command: list[str | Path], user: str) -> None:
    done = subprocess.run(
        command, user=_other(user), cwd="/", env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerNotStarted("PostgreSQL's initdb failed", log=done.stderr)


@contextmanager
def _started(command: list[str | Path], user: str, *, folder: Path) -> Iterator[None]:
    guarded = ["/bin/sh", "-c", _GUARD, "sh", folder, *command]
    with (
        (folder / "log").open("wb") as written,
        subprocess.Popen(
            guarded,
            user=_other(user),
            cwd="/",
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=written,
            start_new_session=True,
        ),
    ):
        yield


def _other(user: str) -> str | None:
    return None if os.geteuid() else user


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def _await(folder: Path) -> None:
    """Wait until the server takes connections. Raises ServerNotStarted."""
    deadline = time.monotonic() + PATIENCE
    status = folder / "data" / "postmaster.pid"
    while not (status.exists() and "ready" in status.read_text()):
        if time.monotonic() > deadline:
            raise ServerNotStarted("PostgreSQL took too long", log=(folder / "log").read_text())
        time.sleep(PAUSE)
