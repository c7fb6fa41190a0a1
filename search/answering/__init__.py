"""Answers queries over any engine's view of its index: all that decides quality and order is here, once."""

from search.answering.answers import answer, scan
from search.answering.similar import similar

__all__ = ["answer", "scan", "similar"]
