"""Khamsat: threads in which clients ask, services on sale by category, and the sellers' pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from replay.content.details import Thread
from replay.content.dice import Dice
from replay.content.invented import Category, Invented, Person
from replay.content.maker import FIRST_IDS, ID_STEP
from replay.content.records import Sales, record, sales
from replay.content.topics import menu
from replay.content.words import filled, words
from replay.pages import HTML, Page, answer, number_in, rendered
from replay.world import World

ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /ajax/accounts\nDisallow: /settings\nAllow: /\n"
ROWS = 25
CARDS = 48
_STORY_GAP = 3
"""Which of the ids between two requests are threads of the section for stories."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a row of the list shows: who touched the thread last, and when."""

    request: Invented
    last: Person
    touched: datetime
    faceless: bool
    """The last one to write has no portrait."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a service shows."""

    offer: Invented
    sales: Sales


class Khamsat:
    """The pages of the site in one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Its addresses."""
        return [
            Route("/robots.txt", self.robots),
            Route("/community/requests", self.requests),
            Route("/ajax/load_more/community/requests", self.more, methods=["POST"]),
            Route("/community/requests/{page:path}", self.request),
            Route("/community/stories/{page:path}", self.story),
            Route("/user/{name}", self.seller),
            Route("/{category}", self.offers),
            Route("/{category}/{leaf}", self.offers),
            Route("/{category}/{leaf}/{page:path}", self.offer),
        ]

    async def robots(self, _: Request) -> Response:
        """What crawlers may read."""
        return PlainTextResponse(ROBOTS)

    async def requests(self, request: Request) -> Response:
        """The threads, the last touched first."""
        rows = self._rows()[:ROWS]
        modified = max((row.touched for row in rows), default=self._world.epoch)
        return answer(request, self._world, Page("khamsat/requests.html", {"rows": tuple(rows)}, modified))

    async def more(self, request: Request) -> Response:
        """The rows after those whose ids the form names, as JSON with markup in it."""
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        seen = frozenset(form.get("posts_ids[]", ()))
        rows = [row for row in self._rows() if row.request.id not in seen][:ROWS]
        content = rendered("khamsat/_rows.html", {"rows": rows}, self._world.now())
        return JSONResponse({"content": content if rows else ""})

    async def request(self, request: Request) -> Response:
        """A thread, also by its bare id; an id of another section leads there."""
        number = number_in(request)
        asked = self._world.find("khamsat", "request", number)
        if asked is None:
            return _to_story(number) if _is_story(number) else await self.missing(request)
        life, now = self._world.thread(asked), self._world.now()
        facts = {"asked": asked, "client": life.client, "comments": life.answered(now)}
        page = Page("khamsat/request.html", facts, self._world.touched_last([asked]))
        return answer(request, self._world, page)

    async def story(self, request: Request) -> Response:
        """A thread of the section for stories."""
        facts = {"title": _story_title(number_in(request))}
        return answer(request, self._world, Page("khamsat/story.html", facts, self._world.epoch))

    async def offers(self, request: Request) -> Response:
        """The services of a category or of one of its leaves, the newest first."""
        top, leaf = request.path_params["category"], request.path_params.get("leaf", "")
        leaves = _leaves(top)
        chosen = next((one for one in leaves if one.slug == leaf and one.parent == top), None)
        if not leaves or (leaf and not chosen):
            raise HTTPException(404)
        everything = list(self._cards())
        cards = [card for card in everything if _stands_in(card.offer.category, top, leaf)]
        filled_leaves = {card.offer.category for card in everything}
        facts = {
            "category": chosen,
            "top": top,
            "label": _label(top),
            "leaves": () if leaf else tuple(one for one in leaves if one in filled_leaves),
            "cards": tuple(cards[:CARDS]),
            "more": len(cards) > CARDS,
        }
        modified = max((card.offer.posted for card in cards), default=self._world.epoch)
        return answer(request, self._world, Page("khamsat/offers.html", facts, modified))

    async def offer(self, request: Request) -> Response:
        """A service."""
        offer = self._world.find("khamsat", "offer", number_in(request))
        if offer is None:
            return await self.missing(request)
        seller = self._world.find("khamsat", "specialist", offer.author.handle)
        level = record(self._world.seed, seller).level if seller else ""
        facts = {"offer": offer, "sales": sales(self._world.seed, offer), "level": level}
        return answer(request, self._world, Page("khamsat/offer.html", facts, offer.posted))

    async def seller(self, request: Request) -> Response:
        """A seller with his numbers and services."""
        seller = self._world.find("khamsat", "specialist", request.path_params["name"])
        if seller is None:
            return await self.missing(request)
        cards = tuple(card for card in self._cards() if card.offer.author == seller.author)
        facts = {"seller": seller, "record": record(self._world.seed, seller), "cards": cards}
        modified = max([seller.posted, *(card.offer.posted for card in cards)])
        return answer(request, self._world, Page("khamsat/seller.html", facts, modified))

    async def missing(self, request: Request, error: Exception | None = None) -> Response:
        """Trap: what was removed is answered with 200; only an address that never was gets 404."""
        page = Page("khamsat/missing.html", {}, self._world.touched, HTML, 404 if error else 200)
        return answer(request, self._world, page)

    def _rows(self) -> list[RequestRow]:
        """All threads, the last touched first."""
        now = self._world.now()
        asked = self._world.listings("khamsat", "request")
        rows = [_row(one, self._world.thread(one), now) for one in asked]
        return sorted(rows, key=lambda row: (row.touched, row.request.id), reverse=True)

    def _cards(self) -> Iterable[Card]:
        offers = self._world.listings("khamsat", "offer")
        return (Card(offer, sales(self._world.seed, offer)) for offer in offers)


def _row(asked: Invented, life: Thread, now: datetime) -> RequestRow:
    answers = life.answered(now)
    if not answers:
        return RequestRow(asked, asked.author, asked.posted, faceless=False)
    last = answers[-1]
    return RequestRow(asked, last.author, last.at, faceless=last.id % 5 == 0)


def _leaves(top: str) -> tuple[Category, ...]:
    """What a category page links to; the newest category has none of its own and shows other categories'."""
    if top == "ai-services":
        return tuple(
            one for one in menu("khamsat") if one.slug in {"machine-learning", "ai-agent-development"}
        )
    return tuple(one for one in menu("khamsat") if one.parent == top)


def _label(top: str) -> str:
    return next((one.parent_label for one in menu("khamsat") if one.parent == top), "ذكاء اصطناعي")


def _stands_in(category: Category, top: str, leaf: str) -> bool:
    return category.parent == top and leaf in {"", category.slug}


def _is_story(number: str) -> bool:
    """Between the ids of requests stand those of other sections."""
    if not number.isdecimal() or len(number) > len("790000"):
        return False
    above = int(number) - FIRST_IDS["khamsat", "request"]
    return above >= 0 and above % ID_STEP == _STORY_GAP


def _to_story(number: str) -> Response:
    return RedirectResponse(f"/community/stories/{number}", status_code=302)


def _story_title(number: str) -> str:
    dice = Dice(f"story:{number}")
    return filled(dice.pick(words().stories), dice)
