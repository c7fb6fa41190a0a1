"""No property of search is timed: the first text that is read loads the vocabulary."""

from hypothesis import settings

settings.register_profile("search", deadline=None)
settings.load_profile("search")
