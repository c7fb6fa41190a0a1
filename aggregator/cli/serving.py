"""Serves the web site in this process."""

import socket

import uvicorn

from aggregator.cli.output import say
from aggregator.errors import DalilError

WEB_APP = "web.app:create"
"""An import string, because nothing of ours imports the web site."""


def check_port(host: str, port: int) -> None:
    """Raise DalilError when nobody could listen there, before any long work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise DalilError(f"cannot listen on {host} port {port}: {error.strerror}; try --port") from error


def serve_pages(host: str, port: int) -> None:
    """Serve until interrupted."""
    check_port(host, port)
    say(f"The search page is on http://{host}:{port} - press Ctrl-C to stop.")
    uvicorn.run(WEB_APP, factory=True, host=host, port=port, log_level="warning")
