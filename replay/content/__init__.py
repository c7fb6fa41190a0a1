"""Invents what the sites list: Arabic as people write it, the same for the same seed and number."""

from replay.content.invented import Category, Invented, Person, Price, Site
from replay.content.maker import Maker
from replay.content.stream import generate

__all__ = ["Category", "Invented", "Maker", "Person", "Price", "Site", "generate"]
