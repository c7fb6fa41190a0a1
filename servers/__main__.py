"""`just engine NAME`: starts a real search server, tells where it answers, and stops it on Ctrl-C.

`python -m servers fetch` only fetches what is needed to start them, for use without network later.
"""

import argparse
import signal
import sys

from servers.cache import folder, prepared
from servers.catalog import CATALOG, ServerName
from servers.errors import ServerError
from servers.server import HEAP, Server, running

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped like Ctrl-C, with nothing left behind
    try:
        return fetch(options.names) if options.command == "fetch" else serve(options)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Interrupted before it was up")
        return INTERRUPTED


def fetch(names: list[ServerName]) -> int:
    """Put servers into the cache."""
    for name in names or ServerName:
        prepared(CATALOG[name])
        say(f"{CATALOG[name].title} is in {folder()}")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Run a server until it is told to stop; 1 when it ends by itself."""
    name = ServerName(options.command)
    several = f" with {options.nodes} nodes" if options.nodes > 1 else ""
    prepared(CATALOG[name])
    say(f"Starting {CATALOG[name].title}{several}: about {10 if options.nodes == 1 else 20} seconds")
    with running(name, nodes=options.nodes, heap=options.heap, full_speed=options.full_speed) as server:
        say(welcome(server))
        try:
            server.members[0].wait()
        except KeyboardInterrupt:
            say(f"Stopping {CATALOG[name].title}; what it stored goes with it")
            return 0
        print(server.log, file=sys.stderr)
        say(f"{CATALOG[name].title} ended by itself; its log stands above")
        return 1


def welcome(server: Server) -> str:
    """What a developer needs to use it."""
    hosts = ",".join(url.removeprefix("http://") for url in server.nodes)
    return (
        f"{server.distribution.title} answers on {' and '.join(server.nodes)} until Ctrl-C. Use it with:\n"
        f"DALIL_SEARCH_URL={server.distribution.scheme}+http://{hosts}/dalil"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m servers", description="Real search servers on this machine."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="NAME")
    for name, distribution in CATALOG.items():
        command = commands.add_parser(name.value, help=f"start {distribution.title}")
        command.add_argument("--nodes", type=int, choices=range(1, 6), default=1, help="how many nodes (1)")
        command.add_argument("--heap", default=HEAP, help=f"memory for each node ({HEAP})")
        command.add_argument(
            "--full-speed", action="store_true", help="for measuring: slower to start, then faster"
        )
    command = commands.add_parser("fetch", help="only fetch servers, all or the named")
    command.add_argument("names", nargs="*", type=ServerName, metavar="NAME")
    return parser


def say(text: str) -> None:
    """Tell the developer."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
