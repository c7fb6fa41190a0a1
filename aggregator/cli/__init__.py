"""The `dalil` command: each subcommand calls one service and says what came of it."""

from aggregator.cli.app import main

__all__ = ["main"]
