"""A market of a few hundred invented listings, to see what everyday searches bring to the top."""

import tomllib
from itertools import cycle, product
from pathlib import Path

from search.conformance import day, document

KINDS = ("offer", "request", "specialist")


def listings():
    """Every title with every description of its trade; refs carry the trade's name."""
    trades = tomllib.loads(Path(__file__).with_name("trades.toml").read_text("utf-8"))
    kinds, days = cycle(KINDS), cycle(range(1, 29))
    return [
        document(
            f"suq:{next(kinds)}:{trade}-{number}",
            title=title,
            description=description,
            skills=tuple(facts["skills"]),
            labels=tuple(facts["labels"]),
            posted_at=day(next(days)),
        )
        for trade, facts in trades.items()
        for number, (title, description) in enumerate(product(facts["titles"], facts["descriptions"]))
    ]


def trade_of(hit):
    return hit.ref.split(":")[2].rsplit("-", 1)[0]
