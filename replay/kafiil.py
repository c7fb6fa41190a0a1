"""Kafiil: projects, services and profiles. No page of it was saved: much is plausible only."""

from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from replay.content.details import Thread
from replay.content.invented import Category, Invented
from replay.content.records import Sales, record, sales
from replay.content.topics import menu
from replay.pages import HTML, Page, answer, number_in, sliced
from replay.world import World

HOME = "https://kafiil.com"
ROBOTS = "User-agent: *\nDisallow: /login\nDisallow: /register\nAllow: /\n"
ROWS = 20
_ENDINGS = {
    "started": ("قيد التنفيذ", "تحت التنفيذ"),
    "completed": ("مكتمل", "مكتمل"),
    "closed": ("منتهي", "مغلق"),
    "cancelled": ("ملغي", "ملغي"),
}
_PRIVATE_EVERY, _WAITING_EVERY = 23, 29


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """What a row of the list shows."""

    project: Invented
    status: str
    offers: int


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a service shows."""

    offer: Invented
    sales: Sales


class Kafiil:
    """The pages of the site in one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Its addresses."""
        return [
            Route("/robots.txt", self.robots),
            Route("/projects", self.projects),
            Route("/projects/{category}", self.projects),
            Route("/project/{page:path}", self.project),
            Route("/services", self.offers),
            Route("/services/{category}", self.offers),
            Route("/service/{page:path}", self.offer),
            Route("/u/{name}", self.profile),
        ]

    async def robots(self, _: Request) -> Response:
        """What crawlers may read."""
        return PlainTextResponse(ROBOTS)

    async def projects(self, request: Request) -> Response:
        """The projects in every state, the newest first."""
        chosen, now = _chosen(request), self._world.now()
        projects = [
            one for one in self._world.listings("kafiil", "request") if chosen in {None, one.category}
        ]
        rows = sliced(request, [_row(one, self._world.thread(one), now) for one in projects], ROWS)
        facts = {"page": rows, "address": _address("/projects", chosen), "chosen": chosen}
        facts["categories"] = menu("kafiil")
        modified = self._world.touched_last([row.project for row in rows.rows])
        return answer(request, self._world, Page("kafiil/projects.html", facts, modified))

    async def project(self, request: Request) -> Response:
        """A project."""
        project = self._world.find("kafiil", "request", number_in(request))
        if project is None:
            return await self.missing(request)
        life, now = self._world.thread(project), self._world.now()
        offers = life.answered(now)
        facts = {"row": _row(project, life, now), "client": life.client, "offers": offers}
        page = Page("kafiil/project.html", facts, self._world.touched_last([project]))
        return answer(request, self._world, page)

    async def offers(self, request: Request) -> Response:
        """The services, the newest first."""
        chosen = _chosen(request)
        cards = [
            Card(one, sales(self._world.seed, one))
            for one in self._world.listings("kafiil", "offer")
            if chosen in {None, one.category}
        ]
        page = sliced(request, cards, ROWS)
        facts = {"page": page, "address": _address("/services", chosen), "categories": menu("kafiil")}
        modified = max((card.offer.posted for card in page.rows), default=self._world.epoch)
        return answer(request, self._world, Page("kafiil/offers.html", facts, modified))

    async def offer(self, request: Request) -> Response:
        """A service."""
        offer = self._world.find("kafiil", "offer", number_in(request))
        if offer is None:
            return await self.missing(request)
        facts = {"card": Card(offer, sales(self._world.seed, offer))}
        return answer(request, self._world, Page("kafiil/offer.html", facts, offer.posted))

    async def profile(self, request: Request) -> Response:
        """A freelancer's profile."""
        person = self._world.find("kafiil", "specialist", request.path_params["name"])
        if person is None:
            return await self.missing(request)
        facts = {"person": person, "record": record(self._world.seed, person)}
        return answer(request, self._world, Page("kafiil/profile.html", facts, person.posted))

    async def missing(self, request: Request, _: Exception | None = None) -> Response:
        """What stands at an address where nothing is."""
        page = Page("kafiil/missing.html", {}, self._world.touched, HTML, 404)
        return answer(request, self._world, page)


def _chosen(request: Request) -> Category | None:
    """The category of the path (404 for an unknown one)."""
    asked = request.path_params.get("category")
    found = next((one for one in menu("kafiil") if one.slug == asked), None)
    if asked and found is None:
        raise HTTPException(404)
    return found


def _address(path: str, chosen: Category | None) -> str:
    return f"{HOME}{path}" + (f"/{chosen.slug}" if chosen else "")


def _row(project: Invented, life: Thread, now: datetime) -> ProjectRow:
    return ProjectRow(project, _status(int(project.id), life.status(now)), len(life.answered(now)))


def _status(number: int, status: str) -> str:
    """One of the nine words seen on the site."""
    if status != "open":
        return _ENDINGS[status][number % 2]
    if number % _PRIVATE_EVERY == 0:
        return "خاص"
    return "بإنتظار الموافقة" if number % _WAITING_EVERY == 0 else "مفتوح"
