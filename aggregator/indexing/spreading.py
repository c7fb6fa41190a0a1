"""Prepares listings in several processes: reading and analysing them takes longer than indexing them."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count, repeat
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
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

MOST_KEPT = 8
"""Answers that wait for an earlier one before no more readings are given."""

_Order = tuple[Reading, MeanRatings]
_Answer = tuple[list[str], list[bytes]] | DalilError
"""Refs and documents, which pass between processes faster than pairs of them, or what went wrong."""


def processes_at_hand() -> int:
    """How many processes may prepare at once; one gains nothing over doing it here."""
    return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))


@contextmanager
def spread(alone: HereAlone, *, processes: int) -> Iterator["Helpers"]:
    """Give helpers that do what `alone` does; they end with the block, or when this process does."""
    helpers: list[_Helper] = []
    try:
        for _ in range(processes):
            helpers.append(_Helper(_Task(alone)))  # noqa: PERF401  those before one that fails must be ended
        yield Helpers(helpers, alone.mean_ratings)
    except BaseException:
        for helper in helpers:
            helper.process.terminate()
        raise
    finally:
        for helper in helpers:
            helper.connection.close()
            helper.process.join()


class _Helper:
    """A process with the numbers of the orders that it was given and has not answered, in order."""

    def __init__(self, task: "_Task") -> None:
        spawn = get_context("spawn")
        self.connection, theirs = spawn.Pipe()
        self.process: BaseProcess = spawn.Process(target=_serve, args=(theirs, task))
        self.process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self.waiting: deque[int] = deque()

    def give(self, number: int, order: _Order) -> None:
        """Hand an order over; it may take what comes while others are at work."""
        with _loss_of(self.process):
            self.connection.send(order)
        self.waiting.append(number)

    def take(self) -> tuple[int, list[Prepared]]:
        """Wait for the next answer; returns the order's number, too."""
        with _loss_of(self.process):
            answer: _Answer = self.connection.recv()
        if isinstance(answer, DalilError):
            raise answer
        return self.waiting.popleft(), list(map(Prepared, *answer))


class Helpers:
    """Processes that take readings as they have time for them."""

    def __init__(self, helpers: Sequence[_Helper], mean_ratings: Callable[[], MeanRatings]) -> None:
        self._helpers = helpers
        self._mean_ratings = mean_ratings
        self._given = 0

    def prepare(self, readings: Iterable[Reading]) -> Iterator[list[Prepared]]:
        """Yield what becomes of each reading; see Preparer."""
        # Read once for all of them, and only here: in a large store it takes as long as a hundred listings.
        orders = zip(readings, repeat(self._mean_ratings()))
        arrived: dict[int, list[Prepared]] = {}
        for number in count(self._given):
            while number not in arrived:
                if len(arrived) < MOST_KEPT:
                    self._give(orders)
                if number == self._given:
                    return
                # What somebody asked for before and did not wait for has a lower number.
                arrived.update((of, ready) for of, ready in self._answers() if of >= number)
            yield arrived.pop(number)

    def _give(self, orders: Iterator[_Order]) -> None:
        """Give those who wait for too little more, by turns."""
        idle = [one for held in range(AHEAD) for one in self._helpers if len(one.waiting) <= held]
        for helper, order in zip(idle, orders, strict=False):
            helper.give(self._given, order)
            self._given += 1

    def _answers(self) -> Iterator[tuple[int, list[Prepared]]]:
        """Take what is ready from all: who waits until his answer is taken does nothing meanwhile."""
        busy = [helper for helper in self._helpers if helper.waiting]
        ready = wait([helper.connection for helper in busy])
        for helper in busy:
            if helper.connection in ready:
                yield helper.take()


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
