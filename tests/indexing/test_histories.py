"""Whatever the order of events, a sync at the end makes the index what the store says."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.domain.taxonomy import load_taxonomy
from aggregator.indexing import Indexer
from aggregator.store import open_store
from search.engines import open_engine
from tests.indexing.market import titles_found, titles_stored
from tests.store.builders import minute, seen

numbers = st.lists(st.integers(0, 9), min_size=1, max_size=5)
events = st.one_of(
    st.tuples(st.just("save"), numbers),
    st.tuples(st.just("lose"), numbers),
    st.tuples(st.sampled_from(["sync", "rebuild", "ensure"]), st.none()),
)


def happen(event, given_numbers, store, index, *, at):
    refs = [f"suq:request:{number}" for number in given_numbers or ()]
    match event:
        case "save":
            store.listings.save([seen(ref, title=f"شعار {at}", at=minute(at)) for ref in refs])
        case "lose":
            store.listings.mark_gone(refs, at=minute(at))
        case _:
            getattr(index, event)()


@settings(max_examples=30, deadline=None)
@given(st.lists(events, max_size=12))
def test_the_index_ends_as_the_store(history):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'dalil.db'}") as store,
    ):
        engine = open_engine("tantivy::memory:")
        index = Indexer(engine, store, load_taxonomy())
        for at, (event, given_numbers) in enumerate(history):
            happen(event, given_numbers, store, index, at=at)
        result = index.sync()
        assert titles_found(engine) == titles_stored(store)
        assert engine.cursor() == result.cursor == store.changes.last_seq()
        assert index.status().changes_waiting == 0
