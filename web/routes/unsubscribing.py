"""The way out of a saved search's messages to one place: by the link in each of them, and nothing else."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.deps import TheDesk, TheReader
from web.views.notices import Question, told
from web.visitors import TheVisitor, keep_visit

router = APIRouter(include_in_schema=False)


@router.get("/unsubscribe/{token}")
def ask_unsubscribe(
    request: Request, token: str, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Ask whether to end a search's messages to one place; looking at this page changes nothing."""
    desk.dalil.signed.unsubscribed(token)
    words = reader.words
    question = Question(
        title=words("unsubscribe.title"),
        text=words("unsubscribe.text"),
        action=reader.links.to(f"/unsubscribe/{token}"),
        button=words("unsubscribe.button"),
        seal="",
    )
    page = desk.pages.show(request, reader, template="question.html", view=question)
    return keep_visit(request, page, visitor)


@router.post("/unsubscribe/{token}")
def unsubscribe(
    request: Request, token: str, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """End a search's messages to one place by their link alone, as mail programs do (RFC 8058)."""
    search, contact = desk.dalil.signed.unsubscribed(token)
    desk.dalil.alerting.unsubscribe(search, contact)
    words = reader.words
    view = told(words("unsubscribe.done_title"), words("unsubscribe.done_text"), reader, to="/alerts")
    page = desk.pages.show(request, reader, template="told.html", view=view)
    return keep_visit(request, page, visitor)
