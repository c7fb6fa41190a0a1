"""Pinned jars: read from their list, fetched from Maven Central, refused when they are not what is pinned."""

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import requests
from jgo.maven import MavenContext

from servers.errors import ServerUnavailable

AT_ONCE = 16
"""Jars fetched at the same time: most are small, so the way there and back is what takes time."""
PATIENCE = 60
"""Seconds a silent registry is waited for."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned file: Maven coordinate `group:artifact:version` and SHA-256 in hex."""

    coordinate: str
    sha256: str


def pinned(listing: Path) -> list[Jar]:
    """Read a list: a line per jar, `coordinate sha256`; `#` begins a comment."""
    lines = listing.read_text().splitlines()
    return [Jar(*line.split()) for line in lines if line and not line.startswith("#")]


def fetched(jars: Iterable[Jar], repository: Path) -> Iterator[Path]:
    """Fetch jars into a local Maven repository, in any order.

    Raises ServerUnavailable when one cannot be had or is not what was pinned.
    """
    context = MavenContext(repo_cache=repository, timeout=PATIENCE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_fetch, jar, context) for jar in jars]
        try:
            for done in as_completed(running):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _fetch(jar: Jar, context: MavenContext) -> Path:
    group, artifact, version = jar.coordinate.split(":")
    try:
        path: Path = context.project(group, artifact).at_version(version).artifact().resolve()
    except (requests.RequestException, RuntimeError, OSError) as error:
        raise ServerUnavailable(f"{jar.coordinate} cannot be fetched: {error}") from error
    if digest(path) != jar.sha256:
        raise ServerUnavailable(f"{jar.coordinate} is not the file that was pinned")
    return path


def digest(file: Path) -> str:
    """SHA-256 in hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
