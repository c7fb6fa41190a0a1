"""Who asks for a page: somebody signed in, or a browser that we tell from others until its form is sent."""

import secrets
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from aggregator.domain.alert import Person
from aggregator.services.identity import SESSION_LIVES, Entered
from aggregator.services.signing import Signing
from web.deps import desk_of, reader_of

SESSION, VISIT = "dalil_session", "dalil_visit"
_PURPOSE = "form"
_SHORTEST_VISIT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A browser: `session` and `visit` are its cookies, `fresh` says that it has yet to get the visit."""

    person: Person | None
    session: str
    visit: str
    fresh: bool
    signing: Signing

    @property
    def seal(self) -> str:
        """What a form of this visitor must send along; of use in no other browser and no other session."""
        return self.signing.mark(_PURPOSE, f"{self.visit}\n{self.session if self.person else ''}")

    def entered(self, entered: Entered) -> "Visitor":
        """Return the same browser with somebody signed in."""
        return replace(self, person=entered.person, session=entered.session)

    def sealed(self, given: str) -> bool:
        """Whether a form brought the seal back; a browser without our cookie cannot have had one."""
        bound = f"{self.visit}\n{self.session if self.person else ''}"
        return not self.fresh and self.signing.marked(_PURPOSE, bound, mark=given)


def visitor_of(request: Request) -> Visitor:
    """Read the cookies; those that we never gave count as none."""
    dalil = desk_of(request).dalil
    session, visit = request.cookies.get(SESSION, ""), request.cookies.get(VISIT, "")
    fresh = len(visit) < _SHORTEST_VISIT
    return Visitor(
        person=dalil.identity.person_of(session),
        session=session,
        visit=secrets.token_urlsafe(32) if fresh else visit,
        fresh=fresh,
        signing=dalil.signing,
    )


TheVisitor = Annotated[Visitor, Depends(visitor_of)]


def signed_in(request: Request, visitor: TheVisitor) -> Person:
    """Give who is signed in; otherwise leads to the page where one signs in."""
    if visitor.person is None:
        raise HTTPException(303, headers={"Location": reader_of(request).links.to("/account/sign-in")})
    return visitor.person


ThePerson = Annotated[Person, Depends(signed_in)]


def let_in(request: Request, entered: Entered, address: str) -> Response:
    """Lead on with the cookie of a new session, whatever session there was."""
    return keep_session(request, RedirectResponse(address, 303), entered)


def keep_session(request: Request, response: Response, entered: Entered) -> Response:
    """Give the browser the cookie of a new session."""
    age = int(SESSION_LIVES.total_seconds())
    response.set_cookie(
        SESSION, entered.session, max_age=age, httponly=True, samesite="lax", secure=is_secure(request)
    )
    return response


def let_out(address: str) -> Response:
    """Lead on without a session."""
    response = RedirectResponse(address, 303)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response


def keep_visit(request: Request, response: Response, visitor: Visitor) -> Response:
    """Give a new browser its cookie, and let nobody keep a page that is made for one visitor."""
    response.headers["Cache-Control"] = "no-store"
    if visitor.fresh:
        response.set_cookie(VISIT, visitor.visit, httponly=True, samesite="lax", secure=is_secure(request))
    return response


def is_secure(request: Request) -> bool:
    """Whether people reach us by https: cookies must not leave by anything else then."""
    public = desk_of(request).dalil.settings.public_url
    return request.url.scheme == "https" or urlsplit(str(public or "")).scheme == "https"
