"""Indexes in a process of its own what another one is storing, so that a large import waits for no index."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event

from aggregator.errors import DalilError
from aggregator.indexing.garbage import seldom_collected
from aggregator.indexing.indexer import Indexer

PAUSE_SECONDS = 0.2
"""Between two looks for changes, and for whether the other process is done."""

OpenIndexer = Callable[[], AbstractContextManager[Indexer]]


class Beside:
    """The process that indexes what this one stores."""

    def __init__(self, open_indexer: OpenIndexer) -> None:
        spawn = get_context("spawn")
        self._begun, self._ended = spawn.Event(), spawn.Event()
        self._process = spawn.Process(target=_follow, args=(open_indexer, self._begun, self._ended))
        self._process.start()

    def finish(self, look: Callable[[], None] | None = None) -> None:
        """Wait until all that was stored is indexed; `look` is called meanwhile.

        A process that has not even begun is not waited for.
        """
        self._ended.set()
        if not self._begun.is_set():
            self.give_up()
        while self._process.is_alive():
            self._process.join(PAUSE_SECONDS)
            if look is not None:
                look()

    def give_up(self) -> None:
        """End the process; an index may be left at any moment."""
        self._process.terminate()
        self._process.join()


@contextmanager
def indexing_beside(open_indexer: OpenIndexer) -> Iterator[Beside]:
    """Index what the block stores while it does so, with several processes.

    `open_indexer` is called in the other process, so it must be picklable: a function of a module,
    or a `partial` of one. The caller's own `ensure`, which must follow, does what is left and tells
    what is wrong. Raises nothing of its own.
    """
    beside = Beside(open_indexer)
    try:
        yield beside
        beside.finish()
    except BaseException:
        beside.give_up()
        raise


class _CallerGone(DalilError):
    """Nobody waits for the index any more; whoever opens it next does the rest."""


def _follow(open_indexer: OpenIndexer, begun: Event, ended: Event) -> None:
    """Sync again and again until the caller has ended, well or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the caller's to answer
    caller = parent_process()

    def is_over() -> bool:
        if caller is None or not caller.is_alive():
            raise _CallerGone
        return ended.is_set()

    # Whatever fails here fails in the caller's own `ensure`, too, and is told there.
    with suppress(DalilError), seldom_collected(), open_indexer() as indexer:
        begun.set()
        indexer.follow(is_over, lambda: ended.wait(PAUSE_SECONDS))
