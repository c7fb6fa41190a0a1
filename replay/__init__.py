"""Stands in for the marketplaces on loopback, so that a crawl can be shown and tested without them."""

from replay.app import create_app
from replay.server import ReplayServer
from replay.world import World

__all__ = ["ReplayServer", "World", "create_app"]
