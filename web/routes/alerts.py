"""Saved searches: what they are, what they sent, and what can be done with them."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from web.deps import Desk, TheDesk, TheReader
from web.failures import not_found
from web.forms import TheForm
from web.routes.own import own
from web.views.alerts import alert_list, history_page
from web.visitors import ThePerson, TheVisitor, keep_visit

router = APIRouter(include_in_schema=False)


@router.get("/alerts")
def show_alerts(
    request: Request, person: ThePerson, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """List what a person saved."""
    view = alert_list(
        desk.dalil.alerting.of(person.key),
        contacts=desk.dalil.account.contacts(person.key),
        channels=desk.dalil.account.channels,
        feed_url=desk.dalil.signed.feed_url,
        done=request.query_params.get("done", ""),
        reader=reader,
        seal=visitor.seal,
    )
    page = desk.pages.show(request, reader, template="alerts.html", view=view)
    return keep_visit(request, page, visitor)


@router.get("/alerts/{key}/history")
def show_history(
    request: Request, key: str, person: ThePerson, visitor: TheVisitor, *, desk: TheDesk, reader: TheReader
) -> Response:
    """Show what a saved search sent, and why."""
    search = own(desk, person, key)
    view = history_page(search, desk.dalil.alerting.history(person.key, key), reader)
    page = desk.pages.show(request, reader, template="history.html", view=view)
    return keep_visit(request, page, visitor)


@router.post("/alerts/{key}/{action}")
def act(
    key: str, action: str, _form: TheForm, person: ThePerson, *, desk: TheDesk, reader: TheReader
) -> Response:
    """Pause, resume, prolong or remove a saved search, or send an example of it."""
    search = own(desk, person, key)
    if (does := _ACTIONS.get(action)) is None:
        raise not_found()
    does(desk, person.key, search.key)
    return RedirectResponse(reader.links.to("/alerts", ("done", action)), 303)


def _send_example(desk: Desk, _person: str, key: str) -> None:
    desk.dalil.limiting.count("example to a contact", key)
    desk.dalil.alerting.send_examples(key)


_ACTIONS: dict[str, Callable[[Desk, str, str], object]] = {
    "pause": lambda desk, person, key: desk.dalil.alerting.pause(person, key),
    "resume": lambda desk, person, key: desk.dalil.alerting.resume(person, key),
    "prolong": lambda desk, person, key: desk.dalil.alerting.prolong(person, key),
    "remove": lambda desk, person, key: desk.dalil.alerting.remove(person, key),
    "example": _send_example,
}
