"""Lets Python look for garbage seldom: our work leaves hardly any, and to look at everything takes long."""

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


def keep_for_good() -> None:
    """Pass over what is there now whenever garbage is looked for, and look seldom; for who answers others.

    To look at words and suggestions took 80 ms, at every hundredth search, in the middle of it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
