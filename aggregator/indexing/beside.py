"""Indexes in a process of its own what another one is storing, so that a large import waits for no index."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event

from aggregator.errors import DalilError
from aggregator.indexing.indexer import Indexer

PAUSE_SECONDS = 0.2
"""Between two looks for changes: short beside an import, long beside a look."""

OpenIndexer = Callable[[], AbstractContextManager[Indexer]]


@contextmanager
def indexing_beside(open_indexer: OpenIndexer) -> Iterator[None]:
    """Index what the block stores while it does so.

    `open_indexer` is called in the other process, so it must be picklable: a function of a module,
    or a `partial` of one. This is a head start and no more: the caller's own `ensure`, which must
    follow, does what is left and tells what is wrong. A block that is done before the other
    process has begun waits for nothing. Raises nothing of its own.
    """
    spawn = get_context("spawn")
    begun, ended = spawn.Event(), spawn.Event()
    process = spawn.Process(target=_follow, args=(open_indexer, begun, ended))
    process.start()
    try:
        yield
    except BaseException:
        process.terminate()  # an index may be left at any moment
        raise
    else:
        ended.set()
        if not begun.is_set():
            process.terminate()
    finally:
        process.join()


def _follow(open_indexer: OpenIndexer, begun: Event, ended: Event) -> None:
    """Sync again and again until the caller has ended, well or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the caller's to answer
    caller = parent_process()

    def over() -> bool:
        return ended.is_set() or caller is None or not caller.is_alive()

    # Whatever fails here fails in the caller's own `ensure`, too, and is told there.
    with suppress(DalilError), open_indexer() as indexer:
        begun.set()
        while not over():
            indexer.sync(enough=over)
            ended.wait(PAUSE_SECONDS)
