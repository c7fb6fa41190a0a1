"""The control desk: what tests in other processes ask of the world over HTTP."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from replay.world import World


class Control:
    """The desk of one world. Wrong input gets 400 and `{"error": ...}`, a missing listing 404."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Its addresses."""
        return [
            Route("/faults", self.faults, methods=["GET"]),
            Route("/faults", self.fail, methods=["POST"]),
            Route("/faults", self.heal, methods=["DELETE"]),
            Route("/advance", self.advance, methods=["POST"]),
            Route("/remove", self.remove, methods=["POST"]),
            Route("/change", self.change, methods=["POST"]),
            Route("/log", self.log, methods=["GET"]),
            Route("/log", self.forget, methods=["DELETE"]),
        ]

    async def faults(self, _: Request) -> Response:
        """The faults that are on: `{"faults": [{"site", "fault", "path", "times", "seconds"}]}`."""
        on = [
            {
                "site": one.site,
                "fault": one.fault,
                "path": one.path.pattern,
                "times": one.times,
                "seconds": one.seconds,
            }
            for one in self._world.faults.on()
        ]
        return JSONResponse({"faults": on})

    async def fail(self, request: Request) -> Response:
        """Switch a fault on: `{"site", "fault"}`; it may have `"path"` (a regex), `"times"`, `"seconds"`."""
        return await _done(request, lambda wish: self._world.fail(**wish))

    async def heal(self, request: Request) -> Response:
        """Switch all faults off, or with `?site=` those of one site."""
        self._world.heal(request.query_params.get("site"))
        return JSONResponse({})

    async def advance(self, request: Request) -> Response:
        """Put the clock forward: `{"seconds": 60}`; answers what it shows then."""
        answer = await _done(request, lambda wish: self._world.advance(**wish))
        return JSONResponse({"now": self._world.now().isoformat()}) if answer.status_code == 200 else answer  # noqa: PLR2004

    async def remove(self, request: Request) -> Response:
        """Let a listing vanish: `{"site", "kind", "id"}`."""
        return await _done(request, lambda wish: self._world.remove(*_named(wish)))

    async def change(self, request: Request) -> Response:
        """Change a listing: `{"site", "kind", "id"}` and `"title"` or `"budget": [low, high]` (dollars)."""
        return await _done(request, self._changed)

    def _changed(self, wish: dict[str, Any]) -> None:
        low_high = wish.get("budget")
        price = (int(low_high[0]), int(low_high[1])) if low_high else None
        self._world.change(*_named(wish), title=wish.get("title"), price=price)

    async def log(self, request: Request) -> Response:
        """Requests seen, of all sites or of `?site=`, and by site the largest number that came at once."""
        seen = self._world.seen.requests(request.query_params.get("site"))
        rows = [asdict(one) | {"at": one.at.isoformat()} for one in seen]
        return JSONResponse({"requests": rows, "most_at_once": self._world.seen.most_at_once()})

    async def forget(self, _: Request) -> Response:
        """Start a new log."""
        self._world.seen.forget()
        return JSONResponse({})


def _named(wish: dict[str, Any]) -> tuple[str, str, str]:
    if not {"site", "kind", "id"} <= set(wish):
        raise ValueError("expected site, kind and id")
    return wish["site"], wish["kind"], str(wish["id"])


def _wish(body: bytes) -> dict[str, Any]:
    wish = json.loads(body)
    if not isinstance(wish, dict):
        raise TypeError("expected a JSON object")
    return wish


async def _done(request: Request, act: Callable[[dict[str, Any]], None]) -> Response:
    """Do what a JSON body asks for, or say what is wrong with it."""
    try:
        act(_wish(await request.body()))
    except KeyError as error:
        return JSONResponse({"error": f"not found: {error.args[0]}"}, 404)
    except (ValueError, TypeError, IndexError, re.error) as error:
        return JSONResponse({"error": str(error)}, 400)
    return JSONResponse({})
