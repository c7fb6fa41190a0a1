"""Mostaql: projects with their pages, feed and script's JSON; freelancers and their profiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from replay.content.addresses import slug
from replay.content.details import Answer, Client, Thread
from replay.content.invented import Category, Invented
from replay.content.records import Record, record
from replay.content.topics import Occupation, menu, topic_of, topics
from replay.pages import HTML, Page, answer, number_in, rendered, sliced
from replay.world import World

HOME = "https://mostaql.com"
ROBOTS = "User-agent: *\nDisallow: /search*\nDisallow: /ajax/\n"
_ROWS = 25
_NEWS = 20
_STATUSES = {
    "open": ("open", "مفتوح"),
    "started": ("underway", "قيد التنفيذ"),
    "completed": ("completed", "مكتمل"),
    "closed": ("closed", "مغلق"),
    "cancelled": ("cancelled", "ملغي"),
}
_LISTED = frozenset({"open", "started"})


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """What a row of the list shows. `started` is when its work began, None while it is open."""

    project: Invented
    started: datetime | None
    offers: int


@dataclass(frozen=True, slots=True)
class SkillTag:
    """A skill with the address of its list."""

    label: str
    slug: str


class Mostaql:
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
            Route("/go/{page}", self.project),
            Route("/rss", self.feed),
            Route("/freelancers", self.freelancers),
            Route("/freelancers/{occupation}", self.freelancers),
            Route("/u/{name}", self.profile),
        ]

    async def robots(self, _: Request) -> Response:
        """What crawlers may read."""
        return PlainTextResponse(ROBOTS)

    async def projects(self, request: Request) -> Response:
        """The list of projects, whole or of some categories; JSON for the site's own script."""
        chosen = _chosen(request)
        rows = sliced(request, self._rows(chosen), _ROWS)
        address = f"{HOME}/projects" + (f"/{chosen[0].slug}" if len(chosen) == 1 else "")
        facts = {"page": rows, "address": address, "chosen": chosen, "categories": menu("mostaql")}
        modified = self._world.touched_last([row.project for row in rows.rows])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self._collection(rows.rows)
        return answer(request, self._world, Page("mostaql/projects.html", facts, modified))

    async def project(self, request: Request) -> Response:
        """A project; an address without the right slug leads to the one with it."""
        project = self._world.find("mostaql", "request", number_in(request))
        if project is None:
            return await self.missing(request)
        if request.path_params["page"] != f"{project.id}-{_plain_slug(project)}":
            return RedirectResponse(project.url, status_code=301)
        facts = _project_facts(project, self._world.thread(project), self._world.now())
        page = Page("mostaql/project.html", facts, self._world.touched_last([project]))
        return answer(request, self._world, page)

    async def feed(self, request: Request) -> Response:
        """The newest projects as RSS."""
        rows = [row.project for row in self._rows(_chosen(request)) if row.started is None][:_NEWS]
        modified = self._world.touched_last(rows)
        page = Page("mostaql/rss.xml", {"projects": rows}, modified, "application/rss+xml; charset=UTF-8")
        return answer(request, self._world, page)

    async def freelancers(self, request: Request) -> Response:
        """The list of freelancers, of all or of one occupation."""
        occupation = request.path_params.get("occupation", "")
        people = [
            (specialist, record(self._world.seed, specialist))
            for specialist in self._world.listings("mostaql", "specialist")
            if occupation in {"", topic_of(specialist.topic).occupation.slug}
        ]
        address = f"{HOME}/freelancers" + (f"/{occupation}" if occupation else "")
        facts = {"page": sliced(request, people, _ROWS), "address": address, "occupations": _occupations()}
        modified = max((specialist.posted for specialist, _ in people), default=self._world.epoch)
        return answer(request, self._world, Page("mostaql/freelancers.html", facts, modified))

    async def profile(self, request: Request) -> Response:
        """A freelancer's profile."""
        specialist = self._world.find("mostaql", "specialist", request.path_params["name"])
        if specialist is None:
            return await self.missing(request)
        numbers: Record = record(self._world.seed, specialist)
        facts = {"specialist": specialist, "record": numbers, "skills": _tags(specialist.skills)}
        facts["occupation"] = topic_of(specialist.topic).occupation
        return answer(request, self._world, Page("mostaql/profile.html", facts, specialist.posted))

    async def missing(self, request: Request, _: Exception | None = None) -> Response:
        """What stands at an address where nothing is."""
        page = Page("mostaql/missing.html", {}, self._world.touched, HTML, status=404)
        return answer(request, self._world, page)

    def _rows(self, chosen: tuple[Category, ...]) -> list[ProjectRow]:
        """The listed projects, newest first."""
        now = self._world.now()
        lives = (
            (project, self._world.thread(project))
            for project in self._world.listings("mostaql", "request")
            if not chosen or project.category in chosen
        )
        return [_row(project, life, now) for project, life in lives if life.status(now) in _LISTED]

    def _collection(self, rows: Iterable[ProjectRow]) -> Response:
        now = self._world.now()
        collection = [
            {
                "id": int(row.project.id),
                "rendered": rendered("mostaql/_row.html", {"row": row}, now),
            }
            for row in rows
        ]
        return JSONResponse({"collection": collection}, headers={"Vary": "X-Requested-With"})


def _chosen(request: Request) -> tuple[Category, ...]:
    """The categories asked for, by path or query (404 for an unknown one)."""
    asked = request.path_params.get("category") or request.query_params.get("category", "")
    known = {category.slug: category for category in menu("mostaql")}
    slugs = [name for name in asked.split(",") if name]
    if not set(slugs) <= set(known):
        raise HTTPException(404)
    return tuple(known[name] for name in slugs)


def _row(project: Invented, life: Thread, now: datetime) -> ProjectRow:
    started = life.ending.at if life.ending and life.status(now) == "started" else None
    return ProjectRow(project, started, len(life.answered(now)))


def _project_facts(project: Invented, life: Thread, now: datetime) -> dict[str, object]:
    bids: tuple[Answer, ...] = life.answered(now)
    client: Client = life.client
    return {
        "project": project,
        "status": _STATUSES[life.status(now)],
        "client": client,
        "bids": bids,
        "skills": _tags(project.skills),
    }


def _tags(skills: Iterable[str]) -> list[SkillTag]:
    """English skills keep their capitals in addresses, Arabic ones are percent-encoded."""
    return [SkillTag(skill, skill.replace(" ", "-") if skill.isascii() else slug(skill)) for skill in skills]


def _occupations() -> tuple[Occupation, ...]:
    return tuple(dict.fromkeys(topic.occupation for topic in topics()))


def _plain_slug(project: Invented) -> str:
    """The slug as a server sees it: decoded."""
    return unquote(slug(project.title))
