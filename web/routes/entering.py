"""Sign in by a link that is sent, and out again."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from aggregator.services.account import TargetInvalid
from web.deps import TheDesk, TheReader
from web.forms import TheForm
from web.routes.saving import Saving, pending_form, pending_name, save_pending
from web.views.account import SignIn
from web.views.notices import Question, told
from web.visitors import ThePerson, TheVisitor, keep_session, keep_visit, let_in, let_out

router = APIRouter(include_in_schema=False)


@router.get("/account/sign-in")
def show_sign_in(request: Request, visitor: TheVisitor, desk: TheDesk, reader: TheReader) -> Response:
    """Ask for an address."""
    view = SignIn(seal=visitor.seal, address="", fault="", open=desk.dalil.identity.open)
    page = desk.pages.show(request, reader, template="sign_in.html", view=view)
    return keep_visit(request, page, visitor)


@router.post("/account/sign-in")
def send_link(
    request: Request, form: TheForm, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Send a link; the answer is the same for an address that we know and one that we do not."""
    words, address = reader.words, form("address")
    if not desk.dalil.identity.open:
        return show_sign_in(request, visitor, desk, reader)
    desk.count("mail by an IP", request)
    try:
        desk.dalil.identity.ask_in(address, language=words.language, zone="Asia/Riyadh")
    except TargetInvalid as error:
        said = error.said[words.language]
        view = SignIn(seal=visitor.seal, address=address, fault=said, open=True)
        page = desk.pages.show(request, reader, template="sign_in.html", view=view, status=422)
        return keep_visit(request, page, visitor)
    notice = told(words("account.sent_title"), words("account.sent_text"), reader, to="/")
    return keep_visit(request, desk.pages.show(request, reader, template="told.html", view=notice), visitor)


@router.get("/account/enter/{token}")
def ask_enter(
    request: Request, token: str, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Ask whether to sign in, and to save what waits; looking at this page changes nothing."""
    opening, words = desk.dalil.identity.opening(token), reader.words
    name = pending_name(opening.pending, reader)
    question = Question(
        title=words("account.enter_title"),
        text=words("account.enter_saves" if name else "account.enter_text"),
        subject=name or opening.person.address,
        action=reader.links.to(f"/account/enter/{token}"),
        button=words("account.enter_save_button" if name else "account.enter_button"),
        seal=visitor.seal,
    )
    page = desk.pages.show(request, reader, template="question.html", view=question)
    return keep_visit(request, page, visitor)


@router.post("/account/enter/{token}")
def enter(
    request: Request, token: str, _form: TheForm, visitor: TheVisitor, *, desk: TheDesk, reader: TheReader
) -> Response:
    """Sign in, and save what waits; what cannot be saved is shown again, with the reason."""
    desk.count("token by an IP", request)
    entered = desk.dalil.identity.enter(token)
    if visitor.person is not None:
        desk.dalil.identity.sign_out(visitor.session)
    if not entered.pending:
        return let_in(request, entered, reader.links.to("/alerts", ("done", "entered")))
    if fault := save_pending(desk, entered.person, entered.pending, reader=reader):
        saving = Saving(request, visitor.entered(entered), desk, reader)
        return keep_session(request, saving.show(pending_form(entered.pending), fault=fault), entered)
    return let_in(request, entered, reader.links.to("/alerts", ("done", "saved")))


@router.get("/account/manage/{token}")
def ask_manage(
    request: Request, token: str, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Ask whether to go to the saved search that a message was about."""
    person, _ = desk.dalil.signed.managed(token)
    words = reader.words
    question = Question(
        title=words("account.manage_title"),
        text=words("account.enter_text"),
        subject=person.address,
        action=reader.links.to(f"/account/manage/{token}"),
        button=words("account.enter_button"),
        seal=visitor.seal,
    )
    page = desk.pages.show(request, reader, template="question.html", view=question)
    return keep_visit(request, page, visitor)


@router.post("/account/manage/{token}")
def manage(request: Request, token: str, _form: TheForm, desk: TheDesk, reader: TheReader) -> Response:
    """Sign in by the link of a message."""
    desk.count("token by an IP", request)
    entered, search = desk.dalil.identity.enter_to_manage(token)
    known = any(one.key == search for one in desk.dalil.alerting.of(entered.person.key))
    return let_in(request, entered, reader.links.to(f"/alerts/{search}" if known else "/alerts"))


@router.post("/account/sign-out")
def sign_out(
    form: TheForm, person: ThePerson, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """End this session, or all of them and every link that was sent."""
    if form("everywhere"):
        desk.dalil.identity.sign_out_everywhere(person.key)
    else:
        desk.dalil.identity.sign_out(visitor.session)
    return let_out(reader.links.home())
