"""What can go wrong with a server of our own: it cannot be had here, or it was had and did not come up.

ServerError
├── ServerUnavailable   no Java runtime, or the jars are neither kept nor reachable: tests are skipped
└── ServerNotStarted    the server ended or stayed silent: a failure, told with the end of its log
"""


class ServerError(Exception):
    """The root."""


class ServerUnavailable(ServerError):
    """This machine cannot have the server; the message says what is missing."""


class ServerNotStarted(ServerError):
    """The server was started and did not come up; `log` is the end of what it printed."""

    def __init__(self, what: str, *, log: str) -> None:
        super().__init__(f"{what}; its log ends:\n{log or '(nothing was printed)'}")
        self.log = log
