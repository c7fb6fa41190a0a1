"""Stands at the door of a site and notes who comes."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from replay.requests_seen import RequestsSeen, Seen, now


class Watched:
    """A site whose requests are remembered in `seen`."""

    def __init__(self, app: ASGIApp, seen: RequestsSeen, site: str) -> None:
        self._app, self._seen, self._site = app, seen, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what is answered."""
        visit = self._seen.arrived(self._request(scope))

        async def noting(message: Message) -> None:
            visit.status = message.get("status", visit.status)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                visit.end()  # before the visitor has it all: then he may look into the log or come again
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            visit.end()

    def _request(self, scope: Scope) -> Seen:
        headers = Headers(scope=scope)
        return Seen(
            at=now(),
            site=self._site,
            method=scope["method"],
            path=path_asked(scope),
            user_agent=headers.get("user-agent", ""),
            if_none_match=headers.get("if-none-match"),
            if_modified_since=headers.get("if-modified-since"),
        )


def path_asked(scope: Scope) -> str:
    """Path and query of a request as the site's own, without the mount point."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path
