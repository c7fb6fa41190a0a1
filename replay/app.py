"""The three sites and the control desk as one ASGI application."""

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from replay.control import Control
from replay.faulty import Faulty
from replay.kafiil import Kafiil
from replay.khamsat import Khamsat
from replay.mostaql import Mostaql
from replay.watching import Watched
from replay.world import World

_Site = type[Mostaql] | type[Khamsat] | type[Kafiil]
SITES: dict[str, _Site] = {"mostaql": Mostaql, "khamsat": Khamsat, "kafiil": Kafiil}


def create_app(world: World) -> Starlette:
    """The sites at `/mostaql`, `/khamsat` and `/kafiil`, the control desk at `/_control`."""
    sites = [Mount(f"/{key}", _site(world, key)) for key in SITES]
    return Starlette(routes=[*sites, Mount("/_control", routes=Control(world).routes())])


def _site(world: World, key: str) -> ASGIApp:
    site = SITES[key](world)
    pages = Starlette(routes=site.routes(), exception_handlers={404: site.missing})
    return Watched(Faulty(pages, world.faults, key), world.seen, key)
