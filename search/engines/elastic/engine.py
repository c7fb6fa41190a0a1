"""The engine on a cluster: many readers and writers on any machine, rebuilt behind an alias."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from search.clauses import Everything
from search.engines.answering import AnsweringEngine
from search.engines.building import PreparingBuilder
from search.engines.elastic.address import Address
from search.engines.elastic.bulk import Sender, Waiting, parts
from search.engines.elastic.client import Client
from search.engines.elastic.generations import Generations, writing_alias
from search.engines.elastic.lease import Lease
from search.engines.elastic.schema import prepare, version
from search.engines.elastic.searching import Searching
from search.engines.elastic.view import ElasticView
from search.errors import IndexMoved, IndexUnusable
from search.interface import Builder, Prepare, Prepared
from search.results import EngineStatus
from search.sources import agreed
from search.view import View

PATIENCE_SECONDS = 30.0
"""How long a writer waits for another one; longer than a killed one is taken for alive."""


class ElasticEngine(AnsweringEngine):
    """Elasticsearch or OpenSearch, whichever the client speaks to."""

    shared = True

    def __init__(
        self, client: Client, address: Address, *, for_rebuild: bool, patience: float = PATIENCE_SECONDS
    ) -> None:
        super().__init__()
        self._client = client
        self._name = address.name
        self._generations = Generations(client, address, patience=patience)
        self._searching = Searching(client, self._generations, address.name)
        if not for_rebuild:
            self.cursor()

    @property
    def prepare(self) -> Prepare:
        """Return what makes a document ready."""
        return prepare

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        since: int | None = None,
        source: str = "",
    ) -> None:
        """Take documents in; see the interface."""
        with self._generations.writing() as lease, closing(Waiting()) as waiting:
            state = self._generations.state()
            if since is not None and state.cursor < since:
                raise IndexMoved(state.cursor)
            source = agreed(state.source, source)
            for part in parts(prepared, deleted):
                waiting.add(part)
            sender = Sender(self._client, writing_alias(state.index))
            for part in waiting:
                lease.check()
                sender.send(part)
            if waiting:
                self._generations.refresh(state.index)
            sender.finish()
            lease.check()
            self._generations.remember(state, cursor, source)

    def cursor(self) -> int:
        """Return the last change sequence contained."""
        return self._generations.state().cursor

    def source(self) -> str:
        """Return where the documents come from."""
        return self._generations.source()

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Give a view of what is visible."""
        yield ElasticView(self._searching.search, self._searching.scan)

    def count(self) -> int:
        """Return how many documents the index holds."""
        return ElasticView(self._searching.search, self._searching.scan).counts([Everything()])[0]

    @contextmanager
    def rebuild(self) -> Iterator[Builder]:
        """Build a generation beside the live one; see the interface."""
        with self._generations.rebuilding() as (index, lease):
            builder = GenerationBuilder(Sender(self._client, writing_alias(index)), lease)
            yield builder
            builder.finish()
            self._generations.finish(index, builder.cursor, builder.source)
            with self._generations.writing():
                lease.check()
                self._generations.publish(index)

    def status(self) -> EngineStatus:
        """Describe the index; an unusable one counts no documents."""
        try:
            documents, cursor, built_with = self.count(), self.cursor(), version()
        except IndexUnusable:
            documents, cursor, built_with = 0, 0, "unusable"
        return EngineStatus(
            name=self._name,
            documents=documents,
            cursor=cursor,
            schema_version=built_with,
            bytes=self._generations.bytes(),
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()


class GenerationBuilder(PreparingBuilder):
    """Takes documents into a generation that is not live yet."""

    def __init__(self, sender: Sender, lease: Lease) -> None:
        super().__init__(prepare)
        self._sender = sender
        self._lease = lease
        self.cursor = 0
        self.source = ""

    def apply_prepared(
        self,
        prepared: Iterable[Prepared],
        *,
        deleted: Iterable[str] = (),
        cursor: int,
        source: str = "",
    ) -> None:
        """Take prepared documents in; they become durable together when the rebuild ends."""
        source = agreed(self.source, source)
        for part in parts(prepared, deleted):
            self._lease.check()
            self._sender.send(part)
        self.cursor, self.source = cursor, source

    def finish(self) -> None:
        """Raise for documents that were refused, and for a rebuild that another one took over."""
        self._sender.finish()
        self._lease.check()
