"""`python -m replay`: the sites for a demo or for a crawler in another process."""

import argparse
import json
import sys

from replay.server import ReplayServer
from replay.world import SIZES, World


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal comes; one JSON line with the base URLs is printed when they answer."""
    wish = _parser().parse_args(arguments)
    world = World(
        seed=wish.seed, scale=wish.listings / sum(SIZES.values()), speed=wish.speed, hostile=wish.hostile
    )
    server = ReplayServer(world, port=wish.port)
    try:
        server.listen()
    except OSError as error:
        sys.stderr.write(f"port {wish.port}: {error.strerror}\n")
        return 1
    sys.stdout.write(json.dumps({"base_urls": server.base_urls, "control": f"{server.url}/_control"}) + "\n")
    sys.stdout.flush()
    server.serve()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m replay", description=main.__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default) takes any free port")
    parser.add_argument("--seed", type=int, default=7, help="another seed is another world")
    parser.add_argument("--listings", type=int, default=sum(SIZES.values()), help="how many in all, about")
    parser.add_argument("--speed", type=float, default=1.0, help="seconds of the sites' clock per second")
    parser.add_argument("--hostile", action="store_true", help="add listings that bite")
    return parser


if __name__ == "__main__":
    sys.exit(main())
