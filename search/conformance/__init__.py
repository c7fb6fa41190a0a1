"""What every search engine must do, as tests: an engine's author inherits them and names the engine.

    class TestMyEngine(EngineConformance):
        @pytest.fixture
        def open_again(self, tmp_path):
            return lambda: open_engine(f"mine:{tmp_path}")

`open_again` opens the same index every time one test calls it. It may open the same one for all
tests, where making one is dear: it is emptied before each. An engine that keeps nothing beyond its
own life says `endures = False`; the tests about that are then skipped with the reason.
"""

import pytest

_PARTS = (
    "asking",
    "belonging",
    "comparing",
    "counting",
    "enduring",
    "filtering",
    "finding",
    "marking",
    "narrowing",
    "ordering",
    "paging",
    "preparing",
    "ranking",
    "rebuilding",
    "resembling",
    "suggesting",
    "writing",
)
pytest.register_assert_rewrite(*(f"{__name__}.{part}" for part in _PARTS))

from search.conformance.asking import AnswersAnything  # noqa: E402  asserts are rewritten first
from search.conformance.belonging import Belongs  # noqa: E402
from search.conformance.comparing import Agrees  # noqa: E402
from search.conformance.counting import Counts, SpreadsPrices  # noqa: E402
from search.conformance.documents import day, document  # noqa: E402
from search.conformance.enduring import Endures  # noqa: E402
from search.conformance.filtering import Filters  # noqa: E402
from search.conformance.finding import Finds  # noqa: E402
from search.conformance.marking import Marks  # noqa: E402
from search.conformance.narrowing import Narrows  # noqa: E402
from search.conformance.ordering import Orders  # noqa: E402
from search.conformance.paging import Pages  # noqa: E402
from search.conformance.preparing import Prepares  # noqa: E402
from search.conformance.ranking import Ranks  # noqa: E402
from search.conformance.rebuilding import Rebuilds  # noqa: E402
from search.conformance.resembling import Resembles  # noqa: E402
from search.conformance.suggesting import Suggests  # noqa: E402
from search.conformance.writing import Writes  # noqa: E402

__all__ = ["EngineConformance", "day", "document"]


class EngineConformance(
    Writes,
    Prepares,
    Rebuilds,
    Belongs,
    Endures,
    Finds,
    Ranks,
    Filters,
    Narrows,
    Counts,
    SpreadsPrices,
    Orders,
    Pages,
    Marks,
    Suggests,
    Resembles,
    AnswersAnything,
    Agrees,
):
    """All behaviours; a difference that an engine cannot help is overridden with a skip and its reason."""
