"""`python -m servers.preparation NAME`: fetches a server and lays it out in the cache, ready to start.

The folder appears under its name when all is in it, by one rename: an interrupted run leaves nothing that
is taken for a server. Two runs at once wait for each other.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from servers.cache import folder, kept
from servers.catalog import CATALOG, COMPILER, PROGRAMS, Distribution, ServerName
from servers.errors import ServerUnavailable
from servers.jars import fetched, pinned
from servers.java import java

UNFINISHED = ".unfinished-"
COMPILER_CLASS = "org.eclipse.jdt.internal.compiler.batch.Main"
IN_A_MODULE = ("netty-", "transport-netty4-")
"""What Elasticsearch expects in the folder of its network module, and not on the class path."""
STEP = 25
"""Jars between two lines of progress."""


def main(name: ServerName) -> int:
    """Prepare one server; returns the exit code."""
    distribution = CATALOG[name]
    folder().mkdir(parents=True, exist_ok=True)
    with FileLock(folder() / ".lock"):
        if kept(distribution):
            return 0
        _remove_unfinished()
        try:
            prepare(distribution)
        except ServerUnavailable as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def prepare(distribution: Distribution) -> None:
    """Fetch, lay out and compile."""
    started = time.monotonic()
    with _unfinished() as place:
        jars = _fetch(distribution, place / "repository")
        _lay_out(distribution, jars, place)
        _compile(distribution, place)
        shutil.rmtree(place / "repository")
        size = sum(file.stat().st_size for file in place.rglob("*.jar")) / 1e6
        place.rename(folder() / distribution.key)
    say(f"{distribution.title}: ready after {time.monotonic() - started:.0f} s, {size:.0f} MB in {folder()}")


@contextmanager
def _unfinished() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder()))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _remove_unfinished() -> None:
    """Clear away what a killed run left; the lock says that nobody is at work on it."""
    for place in folder().glob(f"{UNFINISHED}*"):
        shutil.rmtree(place, ignore_errors=True)


def _fetch(distribution: Distribution, repository: Path) -> list[Path]:
    jars = pinned(distribution.jars)
    say(f"{distribution.title}: fetching {len(jars)} jars from Maven Central, once")
    paths = []
    for path in fetched(jars, repository):
        paths.append(path)
        if len(paths) % STEP == 0:
            say(f"{distribution.title}: {len(paths)} of {len(jars)} jars")
    return paths


def _lay_out(distribution: Distribution, jars: list[Path], place: Path) -> None:
    for kind in ("lib", "modules"):
        (place / kind).mkdir()
    if distribution.module:
        _describe_module(distribution, place / "modules" / distribution.module)
    for jar in jars:
        apart = distribution.module and jar.name.startswith(IN_A_MODULE)
        jar.rename(place / ("modules/" + distribution.module if apart else "lib") / jar.name)


def _describe_module(distribution: Distribution, module: Path) -> None:
    module.mkdir()
    facts = {
        "description": "Netty based transport",
        "version": distribution.version,
        "name": distribution.module,
        "classname": "org.elasticsearch.transport.netty4.Netty4Plugin",
        "java.version": "17",
        "elasticsearch.version": distribution.version,
    }
    lines = "".join(f"{key}={value}\n" for key, value in facts.items())
    (module / "plugin-descriptor.properties").write_text(lines)


def _compile(distribution: Distribution, place: Path) -> None:
    """Compile the starting program; the runtime has no compiler of its own, so one comes as a jar."""
    compiler = next(fetched(pinned(COMPILER), place / "repository"))
    path = os.pathsep.join(str(jar) for jar in sorted((place / "lib").iterdir()))
    command: list[str | Path] = [java(), "-cp", compiler, COMPILER_CLASS]
    command += ["-source", "21", "-target", "21", "-proc:none", "-nowarn", "-cp", path]
    command += ["-d", place / "program", *distribution.sources]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerUnavailable(f"{distribution.programs[0]} does not compile: {done.stderr}")
    shutil.copy(PROGRAMS / "log4j2.properties", place / "program")


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(ServerName(sys.argv[1])))
