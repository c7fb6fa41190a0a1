"""What belongs to a person: where messages go, all that is known of them, and forgetting it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from aggregator.errors import BadInput
from aggregator.services.account import TargetInvalid
from web.deps import TheDesk, TheReader
from web.failures import not_found
from web.forms import TheForm
from web.links import isolated
from web.views.account import account_page
from web.views.notices import Question, told
from web.visitors import ThePerson, TheVisitor, keep_visit, let_out

router = APIRouter(include_in_schema=False)

_DONE = frozenset({"asked", "removed", "confirmed"})


@router.get("/account")
def show_account(
    request: Request, person: ThePerson, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Show where messages go, and the ways out."""
    account, done = desk.dalil.account, request.query_params.get("done", "")
    view = account_page(
        person,
        account.contacts(person.key),
        channels=account.channels,
        reader=reader,
        seal=visitor.seal,
        done=reader.words(f"account.{done}") if done in _DONE else "",
    )
    return keep_visit(request, desk.pages.show(request, reader, template="account.html", view=view), visitor)


@router.post("/account/contacts")
def add_contact(
    request: Request,
    form: TheForm,
    person: ThePerson,
    visitor: TheVisitor,
    *,
    desk: TheDesk,
    reader: TheReader,
) -> Response:
    """Keep a contact and ask there whether it is theirs."""
    account, channel, target = desk.dalil.account, form("channel"), form("target")
    try:
        account.add_contact(person, channel, target=target, language=reader.words.language)
    except (TargetInvalid, BadInput) as error:
        said = error.said[reader.words.language] if isinstance(error, TargetInvalid) else ""
        view = account_page(
            person,
            account.contacts(person.key),
            channels=account.channels,
            reader=reader,
            seal=visitor.seal,
            typed=(channel, target),
            fault=said or reader.words("account.refused"),
        )
        page = desk.pages.show(request, reader, template="account.html", view=view, status=422)
        return keep_visit(request, page, visitor)
    return RedirectResponse(reader.links.to("/account", ("done", "asked")), 303)


@router.post("/account/contacts/{key}/remove")
def remove_contact(key: str, _form: TheForm, person: ThePerson, desk: TheDesk, reader: TheReader) -> Response:
    """Forget a contact."""
    try:
        desk.dalil.account.remove_contact(person, key)
    except BadInput as error:
        raise not_found() from error
    return RedirectResponse(reader.links.to("/account", ("done", "removed")), 303)


@router.get("/account/confirm/{token}")
def ask_confirm(
    request: Request, token: str, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Ask whether a contact is theirs; looking at this page changes nothing."""
    contact, words = desk.dalil.account.confirming(token), reader.words
    question = Question(
        title=words("account.confirm_title"),
        text=words("account.confirm_text"),
        subject=contact.target,
        action=reader.links.to(f"/account/confirm/{token}"),
        button=words("account.confirm_button"),
        seal=visitor.seal,
    )
    page = desk.pages.show(request, reader, template="question.html", view=question)
    return keep_visit(request, page, visitor)


@router.post("/account/confirm/{token}")
def confirm(
    request: Request, token: str, _form: TheForm, visitor: TheVisitor, *, desk: TheDesk, reader: TheReader
) -> Response:
    """Let messages go there."""
    desk.count("token by an IP", request)
    contact, words = desk.dalil.account.confirm_contact(token), reader.words
    text = words("account.confirmed_text", target=isolated(contact.target))
    view = told(words("account.confirmed"), text, reader, to="/alerts")
    return keep_visit(request, desk.pages.show(request, reader, template="told.html", view=view), visitor)


@router.get("/account/export")
def export(person: ThePerson, desk: TheDesk) -> Response:
    """Give a person all that is known of them."""
    headers = {"Content-Disposition": 'attachment; filename="dalil.json"', "Cache-Control": "no-store"}
    return Response(desk.dalil.account.export(person), media_type="application/json", headers=headers)


@router.get("/account/erase")
def ask_erase(
    request: Request, person: ThePerson, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Ask once more."""
    words = reader.words
    question = Question(
        title=words("account.erase"),
        text=words("account.erase_text"),
        subject=person.address,
        action=reader.links.to("/account/erase"),
        button=words("account.erase_button"),
        seal=visitor.seal,
    )
    page = desk.pages.show(request, reader, template="question.html", view=question)
    return keep_visit(request, page, visitor)


@router.post("/account/erase")
def erase(_form: TheForm, person: ThePerson, desk: TheDesk, reader: TheReader) -> Response:
    """Forget a person."""
    desk.dalil.account.erase(person.key)
    return let_out(reader.links.to("/account/erased"))


@router.get("/account/erased")
def show_erased(request: Request, desk: TheDesk, reader: TheReader) -> Response:
    """Say that nothing is left."""
    words = reader.words
    view = told(words("account.erased"), words("account.erased_text"), reader, to="/")
    return desk.pages.show(request, reader, template="told.html", view=view)
