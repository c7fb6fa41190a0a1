"""What a visitor gets while a fault is on: a refusal, or the page with damage done to it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from zlib import crc32

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from replay.faults import Fault, Faults, Switch
from replay.watching import path_asked

HUGE_BYTES = 50_000_000
_PIECES = 20
_LOOK_EVERY = 0.1
"""Seconds between two looks at whether a slow page is still to be slow."""
_CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
_NAMES = re.compile(r'\b(class|id|itemprop|data-[a-z-]+)=("[^"]*"|\'[^\']*\'| ?[^\s>"\']+)')
_CHALLENGE = """<!DOCTYPE html>
<html lang="en">
<head>
    <meta charset="utf-8">
    <title></title>
    <script type="text/javascript">
    window.awsWafCookieDomainList = [];
    window.gokuProps = {"key":"AQIDAHjc","iv":"CgAHVh1A","context":"c2FtcGxl"};
    </script>
    <script src="https://0123456789ab.token.awswaf.invalid/0123456789ab/challenge.js"></script>
</head>
<body>
    <div id="challenge-container"></div>
    <script type="text/javascript">
        AwsWafIntegration.saveReferrer();
        AwsWafIntegration.checkForceRefresh().then(() => { AwsWafIntegration.getToken(); });
    </script>
    <noscript><h1>JavaScript is disabled</h1>
    In order to continue, we need to verify that you're not a robot.</noscript>
</body>
</html>
"""


class Faulty:
    """A site whose faults can be switched on."""

    def __init__(self, app: ASGIApp, faults: Faults, site: str) -> None:
        self._app, self._faults, self._site = app, faults, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the fault wants that fits the request, or as ever."""
        switch = self._faults.take(self._site, path_asked(scope))
        if switch is None:
            await self._app(scope, receive, send)
        elif refuse := _REFUSALS.get(switch.fault):
            await refuse(switch)(scope, receive, send)
        else:
            page = await _whole_page(self._app, scope, receive)
            await _DAMAGES[switch.fault](page, switch)(scope, receive, send)


async def _whole_page(app: ASGIApp, scope: Scope, receive: Receive) -> Response:
    """The answer to a request without its conditions, and without tags by which it could be known again."""
    page, parts = Response(), []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            page.status_code, page.raw_headers = message["status"], list(message["headers"])
        else:
            parts.append(message.get("body", b""))

    headers = [header for header in scope["headers"] if header[0] not in _CONDITIONS]
    await app({**scope, "headers": headers}, receive, keep)
    return _with_body(page, b"".join(parts))


def _with_body(page: Response, body: bytes) -> Response:
    headers = MutableHeaders(raw=page.raw_headers)
    for name in ("etag", "last-modified"):
        del headers[name]
    headers["content-length"] = str(len(body))
    page.body, page.raw_headers = body, headers.raw
    return page


def _rate_limited(switch: Switch) -> Response:
    return PlainTextResponse("Too Many Requests", 429, {"Retry-After": f"{switch.seconds:.0f}"})


def _unavailable(switch: Switch) -> Response:
    return HTMLResponse(
        "<html><head><title>503 Service Temporarily Unavailable</title></head>"
        "<body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>",
        503,
        {"Retry-After": f"{switch.seconds:.0f}"},
    )


def _forbidden(_: Switch) -> Response:
    return HTMLResponse("<html><head><title>403 Forbidden</title></head><body>Forbidden</body></html>", 403)


def _empty_202(_: Switch) -> Response:
    return Response(b"", 202, {"x-amzn-waf-action": "challenge"}, "text/html")


def _challenge(_: Switch) -> Response:
    return HTMLResponse(_CHALLENGE)


def _short(_: Switch) -> Response:
    return HTMLResponse("<!doctype html><html><body></body></html>")


def _huge(_: Switch) -> Response:
    return StreamingResponse(_endless(), headers={"content-length": str(HUGE_BYTES)}, media_type="text/html")


async def _endless() -> AsyncIterator[bytes]:
    """A table that does not end before 50 MB."""
    yield (start := b"<!doctype html><html><body><table>\n")
    row = b"<tr><td>" + b"x" * 65_520 + b"</td></tr>\n"
    left = HUGE_BYTES - len(start)
    while left > 0:
        yield row[:left]
        left -= len(row)


def _slow(page: Response, switch: Switch) -> Response:
    headers = {name: value for name, value in page.headers.items() if name != "content-type"}
    return StreamingResponse(
        _dripping(bytes(page.body), switch),
        page.status_code,
        headers,
        page.headers.get("content-type"),
    )


async def _dripping(body: bytes, switch: Switch) -> AsyncIterator[bytes]:
    """The body in drops; what is left comes at once when the fault is switched off meanwhile."""
    size = max(1, -(-len(body) // _PIECES))
    for start in range(0, len(body), size):
        yield body[start : start + size]
        await _pause(switch, switch.seconds / _PIECES)


async def _pause(switch: Switch, seconds: float) -> None:
    """Wait, but not longer than the fault is on."""
    while seconds > 0 and not switch.off:
        await asyncio.sleep(min(seconds, _LOOK_EVERY))
        seconds -= _LOOK_EVERY


def _truncated(page: Response, _: Switch) -> Response:
    """Cut in the middle of the page, perhaps of a letter; Content-Length is that of the rest."""
    return _with_body(page, bytes(page.body)[: len(page.body) // 2])


def _wrong_charset(page: Response, _: Switch) -> Response:
    """Bytes of windows-1256 under a header that still says UTF-8."""
    return _with_body(page, bytes(page.body).decode().encode("cp1256", "xmlcharrefreplace"))


def _redesign(page: Response, _: Switch) -> Response:
    """The same page in other classes, ids and hooks."""
    return _with_body(page, _NAMES.sub(_renamed, bytes(page.body).decode()).encode())


def _renamed(attribute: re.Match[str]) -> str:
    name, value = attribute.groups()
    other = {"class": "class", "id": "id"}.get(name, f"data-r{crc32(name.encode()) % 1000}")
    return f'{other}="n{crc32(value.encode()):08x}"'


_REFUSALS: Mapping[Fault, Callable[[Switch], Response]] = {
    Fault.RATE_LIMITED: _rate_limited,
    Fault.FORBIDDEN: _forbidden,
    Fault.EMPTY_202: _empty_202,
    Fault.CHALLENGE: _challenge,
    Fault.UNAVAILABLE: _unavailable,
    Fault.SHORT: _short,
    Fault.HUGE: _huge,
}
_DAMAGES: Mapping[Fault, Callable[[Response, Switch], Response]] = {
    Fault.SLOW: _slow,
    Fault.TRUNCATED: _truncated,
    Fault.WRONG_CHARSET: _wrong_charset,
    Fault.REDESIGN: _redesign,
}
