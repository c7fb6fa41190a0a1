"""The `dalil` command: each subcommand calls one service and says what came of it."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run one command and exit."""
    # Not above: processes that a command starts run its script again, and need nothing of all this.
    try:
        from aggregator.cli.app import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(130)  # as `cli.app` does later, when it could say so

    run()
