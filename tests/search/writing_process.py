"""A process that writes without end, to be killed; document N comes with cursor N.

python -m tests.search.writing_process FOLDER apply|rebuild FIRST
"""

import sys
from itertools import count

from search.conformance import document
from search.engines import open_engine


def documents(first, last):
    return [document(str(number), title=f"شعار {number}") for number in range(first, last + 1)]


def main(folder, way, first):
    engine = open_engine(f"tantivy:{folder}", for_rebuild=True)
    print("begun", flush=True)  # noqa: T201  the parent waits for it
    for last in count(first):
        if way == "apply":
            engine.apply(documents(max(1, last - 2), last), deleted=["mostaql:request:none"], cursor=last)
        else:
            with engine.rebuild() as builder:
                builder.apply(documents(1, last), cursor=last)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
