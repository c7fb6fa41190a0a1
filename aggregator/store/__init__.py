"""The truth about listings in SQL; nobody else knows its tables."""

from aggregator.store.store import Store, open_store

__all__ = ["Store", "open_store"]
