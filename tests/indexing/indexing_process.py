"""A process that stores and indexes without end, to be killed; tells on stdout that it has begun.

python -m tests.indexing.indexing_process FOLDER sync|rebuild SEED
"""

import random
import sys
from itertools import count
from pathlib import Path

from aggregator.store import open_store
from tests.indexing.market import indexer_in
from tests.store.builders import minute, seen


def main(folder, way, seed):
    dice = random.Random(seed)  # noqa: S311  no secret is made of it
    with indexer_in(folder) as indexer, open_store(f"sqlite:///{folder / 'dalil.db'}") as store:
        print("begun", flush=True)  # noqa: T201  the parent waits for it
        for step in count():
            refs = [f"suq:request:{dice.randrange(300)}" for _ in range(40)]
            title = f"شعار {seed} {step}"
            store.listings.save([seen(ref, title=title, at=minute(step)) for ref in refs])
            store.listings.mark_gone(refs[:5], at=minute(step))
            indexer.rebuild() if way == "rebuild" else indexer.ensure()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
