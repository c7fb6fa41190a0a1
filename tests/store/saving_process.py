"""A process that saves batches, to be run beside others or killed; tells on stdout what it is about to do.

python -m tests.store.saving_process URL NAME BATCHES
"""

import sys

from aggregator.store import open_store
from tests.store.builders import minute, money, seen

SIZE = 40


def batch(name, number):
    """Half of it are the listings of the batch before, with another price."""
    first = number * SIZE // 2
    refs = [f"suq:request:{name}{count}" for count in range(first, first + SIZE)]
    return [seen(ref, budget=money(number + 1), at=minute(number)) for ref in (*refs, "suq:request:shared")]


def refs_after(name, batches):
    return {sighting.listing.ref for number in range(batches) for sighting in batch(name, number)}


def main(url, name, batches):
    print("opening", flush=True)  # noqa: T201  the parent waits for it
    with open_store(url) as store:
        for number in range(batches):
            print(number, flush=True)  # noqa: T201  the parent waits for it
            store.listings.save(batch(name, number))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
