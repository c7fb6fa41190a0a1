"""Lets Python look for garbage seldom while much is made and thrown away: such work leaves hardly any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 50, 100)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom during the block: a tenth of the time of an import went there."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
