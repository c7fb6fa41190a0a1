"""Puts the web site together; `create` is the import string that servers are given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from aggregator.composition import Dalil, open_dalil
from web.assets import Assets
from web.deps import Desk
from web.failures import handle_failures
from web.protection import HeadAsGet, Protection, refuse_long_queries
from web.rendering import Pages
from web.routes import account, alerts, api, browsers, entering, feeds, health, pages, saving, unsubscribing

_ABOUT = (
    "One search over the Arab freelance marketplaces. Every result leads to its original page. "
    "No key is needed; please ask at most a few times a second."
)
_WORTH_COMPRESSING = 1_000

_PEOPLE = (saving.router, alerts.router, unsubscribing.router, entering.router, account.router)


def create() -> FastAPI:
    """Open the application as settings say; it is closed when the server stops."""
    dalil = open_dalil()

    @asynccontextmanager
    async def close_at_the_end(_: FastAPI) -> AsyncIterator[None]:
        # Pages are answered meanwhile; who comes first waits no longer than without it.
        warming = Thread(target=dalil.searching.warm, daemon=True)
        warming.start()
        yield
        warming.join()
        dalil.close()

    app = create_app(dalil)
    app.router.lifespan_context = close_at_the_end
    return app


def create_app(dalil: Dalil) -> FastAPI:
    """Build the site over an open application, which stays the caller's to close.

    There is no page that draws the OpenAPI description: those that exist load scripts
    from elsewhere. The description itself is at `/openapi.json`.
    """
    app = FastAPI(
        title="Dalil",
        description=_ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(refuse_long_queries)],
    )
    assets = Assets()
    sites = {site.key: site for site in dalil.catalogue.sites()}
    app.state.desk = Desk(dalil=dalil, pages=Pages(assets), sites=sites)
    for router in (*_PEOPLE, pages.router, feeds.router, browsers.router, api.router, health.router):
        app.include_router(router)
    app.mount(assets.path, assets)
    handle_failures(app)
    for middleware in (HeadAsGet, Protection):
        app.add_middleware(middleware)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING)
    return app
