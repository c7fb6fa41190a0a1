"""`python -m servers.lock`: pins anew, after a change of version, every jar that the servers are made of."""

import tempfile
from pathlib import Path

from jgo.maven import MavenContext

from servers.catalog import CATALOG, COMPILER, COMPILER_ROOTS
from servers.jars import Jar, digest


def main() -> None:
    """Write the lists in `jars/`; takes minutes, as it asks for every dependency of every dependency."""
    write(COMPILER, COMPILER_ROOTS)
    for distribution in CATALOG.values():
        write(distribution.jars, distribution.roots)


def write(listing: Path, roots: tuple[str, ...]) -> None:
    """Pin what the roots need."""
    with tempfile.TemporaryDirectory() as folder:
        jars = resolved(roots, MavenContext(repo_cache=Path(folder), timeout=60))
    heading = f"# Written by `python -m servers.lock`: {' and '.join(roots)} with all they need.\n"
    listing.write_text(heading + "".join(f"{jar.coordinate} {jar.sha256}\n" for jar in jars))


def resolved(roots: tuple[str, ...], context: MavenContext) -> list[Jar]:
    """The roots and all they need to run.

    Jars for one kind of processor only are left out: they make things faster, and Java has its own way.
    """
    inputs, needed = context.resolver.resolve([context.create_dependency(root) for root in roots])
    artifacts = [each.artifact for each in [*inputs, *needed] if not each.artifact.classifier]
    return sorted(
        (Jar(str(each.component), digest(each.resolve())) for each in artifacts),
        key=lambda jar: jar.coordinate,
    )


if __name__ == "__main__":
    main()
