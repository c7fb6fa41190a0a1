"""Prepares listings in several processes: reading and analysing them takes longer than indexing them."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, repeat
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from aggregator.errors import DalilError, IndexUnavailable
from aggregator.indexing.garbage import seldom_collected
from aggregator.indexing.preparing import HereAlone, MeanRatings, Reading
from aggregator.store import Store
from search.interface import Prepared

MOST_PROCESSES = 4
"""More would wait: an index takes in what four can prepare."""

AHEAD = 2
"""Readings that each process is given at a time, so that none waits for the next one."""

_Order = tuple[Reading, MeanRatings]
_Answer = tuple[list[str], list[bytes]] | DalilError
"""Refs and documents, which pass between processes faster than pairs of them, or what went wrong."""


def processes_at_hand() -> int:
    """How many processes may prepare at once; one gains nothing over doing it here."""
    return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))


@contextmanager
def spread(alone: HereAlone, *, processes: int) -> Iterator["Helpers"]:
    """Give helpers that do what `alone` does; they end with the block, or when this process does."""
    spawn = get_context("spawn")
    helpers: list[tuple[BaseProcess, Connection]] = []
    try:
        for _ in range(processes):
            ours, theirs = spawn.Pipe()
            process: BaseProcess = spawn.Process(target=_serve, args=(theirs, _Task(alone)))
            process.start()
            theirs.close()  # so that the end of the process is the end of the pipe
            helpers.append((process, ours))
        yield Helpers(helpers, alone.mean_ratings)
    except BaseException:
        for helper, _ in helpers:
            helper.terminate()
        raise
    finally:
        for helper, connection in helpers:
            connection.close()
            helper.join()


class Helpers:
    """Processes that take readings by turns."""

    def __init__(
        self, helpers: Sequence[tuple[BaseProcess, Connection]], mean_ratings: Callable[[], MeanRatings]
    ) -> None:
        self._helpers = helpers
        self._mean_ratings = mean_ratings

    def prepare(self, readings: Iterable[Reading]) -> Iterator[list[Prepared]]:
        """Yield what becomes of each reading; see Preparer."""
        # Read once for all of them, and only here: in a large store it takes as long as a hundred listings.
        means = self._mean_ratings()
        todo = zip(readings, repeat(means))
        given = taken = 0
        for order in islice(todo, AHEAD * len(self._helpers)):
            self._give(given, order)
            given += 1
        while taken < given:
            refs, documents = self._take(taken)
            taken += 1
            for order in islice(todo, 1):
                self._give(given, order)
                given += 1
            yield list(map(Prepared, refs, documents))

    def _give(self, number: int, order: _Order) -> None:
        process, connection = self._of(number)
        with _loss_of(process):
            connection.send(order)

    def _take(self, number: int) -> tuple[list[str], list[bytes]]:
        process, connection = self._of(number)
        with _loss_of(process):
            answer: _Answer = connection.recv()
        if isinstance(answer, DalilError):
            raise answer
        return answer

    def _of(self, number: int) -> tuple[BaseProcess, Connection]:
        return self._helpers[number % len(self._helpers)]


@contextmanager
def _loss_of(process: BaseProcess) -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        process.join()
        raise IndexUnavailable(
            f"a process that prepares listings ended early (exit code {process.exitcode}); try again"
        ) from error


class _Task:
    """What a helper is told so that it can do what `alone` does; the store it opens itself."""

    def __init__(self, alone: HereAlone) -> None:
        self._open = alone.store.opener()
        self._taxonomy = alone.taxonomy
        self._ready = alone.ready

    @contextmanager
    def open(self) -> Iterator[HereAlone]:
        store: Store
        with self._open() as store:
            yield HereAlone(store=store, taxonomy=self._taxonomy, ready=self._ready)


def _serve(connection: Connection, task: _Task) -> None:
    """Prepare what comes until the other end closes, or its process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the caller's to answer
    with suppress(EOFError, OSError), seldom_collected(), connection:
        try:
            with task.open() as alone:
                while True:
                    ready = alone.prepared(*connection.recv())
                    connection.send(([one.ref for one in ready], [one.json for one in ready]))
        except DalilError as error:
            connection.send(error)
