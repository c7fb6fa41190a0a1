"""A real server over a real store and index, filled once; tests only read from it."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from parsel import Selector

from aggregator.composition import Dalil, dalil
from aggregator.domain.listing import Listing, ListingSchema
from aggregator.settings import load_settings
from tests.web.builders import market, usd
from web.app import create_app


def fill(opened: Dalil, folder: Path, listings: Iterable[Listing]) -> None:
    """Take listings in as `dalil import` does."""
    path = folder / "listings.jsonl"
    path.write_bytes(b"\n".join(ListingSchema.dump_json(listing) for listing in listings))
    result = opened.exchange.import_file(path, lambda _: None)
    assert not result.rejected
    opened.indexer.sync()


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve on a free port; its address. Requests may come at once: the socket listens already."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    with dalil(load_settings(data_dir=folder)) as opened:
        listings = market()
        fill(opened, folder, listings)
        offer = next(listing for listing in listings if listing.ref == "khamsat:offer:100")
        fill(opened, folder, [replace(offer, price=usd(30))])
        yield opened


@pytest.fixture(scope="session")
def site(filled):
    with serving(create_app(filled)) as address:
        yield address


@pytest.fixture
def own_site(world):
    """The site over the `world` that a test has for itself."""
    with serving(create_app(world)) as address:
        yield address


@pytest.fixture
def client(site):
    with httpx.Client(base_url=site) as client:
        yield client


@pytest.fixture
def get(client):
    """A page, parsed; asserts its status, 200 unless said."""

    def get(path: str, expect: int = 200, **parameters: object) -> Selector:
        answer = client.get(path, params=parameters or None)
        assert answer.status_code == expect, answer.url
        return Selector(answer.text)

    return get
