"""How long a rebuild from the store takes beside the bare library on the same tokens, and its memory."""

import sys
import tempfile
import threading
import time
from multiprocessing import get_context
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import psutil  # type: ignore[import-untyped]

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer
from aggregator.store import Store, open_store
from aggregator.store.values import Sighting
from bench.bare_index import bare_values, seconds_to_index
from bench.search.world import PROCESSES, Span, documents_of, listings_of, spans, url_of
from search.engines import open_engine

GIGABYTE = 1_000_000_000
_LOOK_SECONDS = 0.5


def store_of(folder: Path, count: int) -> str:
    """The address of a store of the market of `count` listings, filled first where it is not."""
    url = f"sqlite:///{folder / f'store-{count}.db'}"
    with open_store(url) as store:
        if store.changes.last_seq() < count:
            _fill(store, count)
    return url


def _fill(store: Store, count: int) -> None:
    with get_context("spawn").Pool(PROCESSES) as pool:
        for many in pool.imap(listings_of, spans(count)):
            store.listings.save([Sighting(listing=listing) for listing in many])


def ours(folder: Path, count: int) -> tuple[float, int]:
    """Seconds of a rebuild in a process of its own, and the most memory that it and its helpers held."""
    store_of(folder, count)
    return _run("ours", folder, count)


def bare(folder: Path, count: int) -> float:
    """Seconds that the bare library takes for the same documents, whose tokens are ready in memory."""
    return _run("bare", folder, count)[0]


def _run(way: str, folder: Path, count: int) -> tuple[float, int]:
    command = [sys.executable, "-m", "bench.search.rebuilding", way, str(folder), str(count)]
    with Popen(command, stdout=PIPE, text=True) as process:
        most = _Most(process.pid)
        out, _ = process.communicate()
        most.end()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed")
    return float(out.split()[-1]), most.bytes


class _Most(threading.Thread):
    """Watches how much memory a process and those below it hold together (resident, shared pages twice)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._process = psutil.Process(pid)
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self.bytes = max(self.bytes, self._now())

    def _now(self) -> int:
        held = 0
        try:
            for process in (self._process, *self._process.children(recursive=True)):
                held += process.memory_info().rss
        except psutil.NoSuchProcess:
            return 0
        return held

    def end(self) -> None:
        self._over.set()
        self.join()


def _rebuild(folder: Path, count: int) -> float:
    """Rebuild the index that is searched later."""
    with open_store(store_of(folder, count)) as store:
        engine = open_engine(url_of(folder, count), for_rebuild=True)
        indexer = Indexer(engine, store, load_taxonomy())
        began = time.perf_counter()
        indexer.rebuild()
        return time.perf_counter() - began


def _index_bare(folder: Path, count: int) -> float:
    ready = _ready(count)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        return seconds_to_index(ready, Path(place))


def _ready(count: int) -> list[dict[str, Any]]:
    with get_context("spawn").Pool(PROCESSES) as pool:
        return [values for many in pool.imap(_values_of, spans(count)) for values in many]


def _values_of(span: Span) -> list[dict[str, Any]]:
    return [bare_values(document) for document in documents_of(span)]


if __name__ == "__main__":
    way = {"ours": _rebuild, "bare": _index_bare}[sys.argv[1]]
    print(way(Path(sys.argv[2]), int(sys.argv[3])))
