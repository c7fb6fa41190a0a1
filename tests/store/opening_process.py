"""A process that opens many new databases, each of them at the same moment as its brothers."""

from aggregator.store.database import connect


def open_all(ready, folder, files):
    for number in range(files):
        ready.wait(timeout=60)
        connect(f"sqlite:///{folder}/{number}.db").close()
