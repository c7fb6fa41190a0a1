"""Reads what a form sent: bounded, without control characters, and only from pages of ours."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, HTTPException, Request

from web.asking import without_control
from web.deps import desk_of
from web.visitors import Visitor, visitor_of

LARGEST_BODY = 64 * 1024
"""Bytes of a form; the longest search that may be saved has a quarter of it."""

SEAL = "seal"
"""The field that only a page of ours can have filled."""

_MOST_FIELDS = 500
_FORM_TYPE = "application/x-www-form-urlencoded"
_OURS = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Form:
    """Names and values in order; a name may come several times."""

    pairs: tuple[tuple[str, str], ...] = ()

    def __call__(self, name: str) -> str:
        """Return the first value of a name, "" where there is none."""
        return next((value for known, value in self.pairs if known == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a name that are not empty."""
        return tuple(value for known, value in self.pairs if known == name and value)


async def read_form(request: Request) -> Form:
    """Read the body; 413 for a larger one, however it is sent, 415 for one that no form sends."""
    if request.headers.get("content-type", _FORM_TYPE).partition(";")[0].strip().lower() != _FORM_TYPE:
        raise HTTPException(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error
    return Form(tuple((without_control(name), without_control(value)) for name, value in pairs))


def sealed_form(
    request: Request,
    form: Annotated[Form, Depends(read_form)],
    visitor: Annotated[Visitor, Depends(visitor_of)],
) -> Form:
    """Give the form if a page of ours sent it, for the same visitor; otherwise 403."""
    if not _from_us(request) or not visitor.sealed(form(SEAL)):
        raise HTTPException(403)
    desk_of(request).count("change by an IP", request)
    return form


def _from_us(request: Request) -> bool:
    """Whether the browser, where it says, says that one of our own pages sent this."""
    if request.headers.get("sec-fetch-site", "none") not in _OURS:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc in desk_of(request).hosts(request)


TheForm = Annotated[Form, Depends(sealed_form)]
