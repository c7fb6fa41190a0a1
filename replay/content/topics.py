"""The trades: what clients ask for and specialists offer, read from the topic files."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from replay.content.invented import Category


@dataclass(frozen=True, slots=True)
class Occupation:
    """What people of a trade call themselves, with its slug on Mostaql."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One trade in the words of those who live on it. Texts may hold the slots of `replay.content.words`."""

    key: str
    categories: dict[str, Category]
    """By site: where it files this trade."""
    occupation: Occupation
    skills: tuple[str, ...]
    budget: tuple[int, int]
    """Usual US dollars of a request: low, high."""
    offer: tuple[int, int]
    """Usual US dollars of a ready service: low, high, in steps of 5."""
    days: tuple[int, int]
    titles: tuple[str, ...]
    about: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    promises: tuple[str, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """All trades, in the order of the files."""
    folder = files("replay.content") / "topics"
    names = tomllib.loads((folder / "menu.toml").read_text("utf-8"))
    pages = sorted(folder.iterdir(), key=lambda page: page.name)
    return tuple(
        _topic(key, facts, names)
        for page in pages
        if page.name != "menu.toml"
        for key, facts in tomllib.loads(page.read_text("utf-8")).items()
    )


def _topic(key: str, facts: dict[str, Any], names: dict[str, Any]) -> Topic:
    return Topic(
        key=key,
        categories=_categories(facts, names),
        occupation=Occupation(*facts["occupation"]),
        budget=tuple(facts["budget"]),
        offer=tuple(facts["offer"]),
        days=tuple(facts["days"]),
        **{name: tuple(facts[name]) for name in ("skills", "titles", "about", "needs", "offers", "promises")},
    )


def _categories(facts: dict[str, Any], names: dict[str, Any]) -> dict[str, Category]:
    mostaql, (parent, leaf, label, group), kafiil = facts["mostaql"], facts["khamsat"], facts["kafiil"]
    return {
        "mostaql": Category(mostaql, names["mostaql"][mostaql]),
        "khamsat": Category(leaf, label, parent, names["khamsat"][parent], group),
        "kafiil": Category(*names["kafiil"][kafiil]),
    }


@cache
def _by_key() -> dict[str, Topic]:
    return {topic.key: topic for topic in topics()}


def topic_of(key: str) -> Topic:
    """The trade with a key (KeyError: there is none)."""
    return _by_key()[key]


@cache
def menu(site: str) -> tuple[Category, ...]:
    """A site's categories that hold at least one trade, in the order of the trades."""
    return tuple(dict.fromkeys(topic.categories[site] for topic in topics()))
