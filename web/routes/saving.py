"""Save a search that somebody sees, or change a saved one; each can be tried before."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from aggregator.domain.alert import Person
from aggregator.errors import BadInput, IndexUnavailable, SearchTooBroad, TooManySearches
from aggregator.services.account import TargetInvalid
from aggregator.services.dry_running import DryRun
from aggregator.services.identity import signs_in
from web.asking import Asked
from web.deps import Desk, TheDesk, TheReader
from web.forms import SEAL, Form, TheForm
from web.reading import read
from web.routes.own import own
from web.views.notices import told
from web.views.reader import Reader
from web.views.results import misunderstood
from web.views.wish import wish_page
from web.visitors import ThePerson, TheVisitor, Visitor, keep_visit
from web.wishes import Kept, Wish, asked_of, form_of, form_of_saved, read_wish

router = APIRouter(include_in_schema=False)

_UNPROCESSABLE = 422


class Saving:
    """One request to save a search: who asks, what they filled in, and which search is changed (`key`)."""

    def __init__(
        self, request: Request, visitor: Visitor, desk: Desk, reader: Reader, *, key: str = ""
    ) -> None:
        self._request = request
        self._visitor = visitor
        self._desk = desk
        self._reader = reader
        self._key = key

    def show(
        self,
        form: Form,
        *,
        faults: dict[str, str] | None = None,
        fault: str = "",
        dry_run: DryRun | None = None,
    ) -> Response:
        """Show the form as it was filled; 422 where something is wrong."""
        account, person = self._desk.dalil.account, self._visitor.person
        view = wish_page(
            form,
            asked_of(form),
            contacts=account.contacts(person.key) if person else None,
            channels=account.channels,
            reader=self._reader,
            seal=self._visitor.seal,
            faults=faults,
            fault=fault,
            key=self._key,
            dry_run=dry_run,
        )
        status = _UNPROCESSABLE if faults or fault else 200
        page = self._desk.pages.show(
            self._request, self._reader, template="save.html", view=view, status=status
        )
        return keep_visit(self._request, page, self._visitor)

    def take(self, form: Form) -> Response:
        """Try, save or send the link that saves."""
        wish = read_wish(form, self._desk.known, words=self._reader.words, now=self._reader.now)
        faults = dict(wish.faults)
        if saves := form("do") == "save":
            faults |= self._missing(wish)
        if faults or wish.kept is None:
            return self.show(form, faults=faults, fault=self._reader.words("save.fault"))
        try:
            return self._save(form, wish, wish.kept) if saves else self._try(form, wish.kept)
        except TargetInvalid as error:
            return self.show(form, faults={"address": error.said[self._reader.words.language]})
        except BadInput as error:
            return self.show(form, fault=refusal(error, self._reader))

    def _missing(self, wish: Wish) -> dict[str, str]:
        """Say what must be there to save, and is not."""
        if self._visitor.person is None:
            return {} if wish.address else {"address": self._reader.words("account.no_address")}
        return {} if self._contacts(wish) else {"contact": self._reader.words("save.no_contact")}

    def _save(self, form: Form, wish: Wish, kept: Kept) -> Response:
        if self._visitor.person is not None:
            return self._store(kept, self._visitor.person.key, self._contacts(wish))
        if not self._desk.dalil.identity.open:
            return self.show(form, fault=self._reader.words("account.closed"))
        return self._send_link(form, kept, wish.address)

    def _try(self, form: Form, kept: Kept) -> Response:
        return self.show(form, dry_run=self._dry_run(kept))

    def _contacts(self, wish: Wish) -> tuple[str, ...]:
        if self._visitor.person is None:
            return ()
        theirs = {one.key for one in self._desk.dalil.account.contacts(self._visitor.person.key)}
        return tuple(key for key in wish.contacts if key in theirs)

    def _dry_run(self, kept: Kept) -> DryRun:
        self._desk.count("preview by an IP", self._request)
        return self._desk.dalil.alerting.dry_run(kept.criteria, kept.schedule)

    def _send_link(self, form: Form, kept: Kept, address: str) -> Response:
        self._desk.dalil.identity.check(address)
        self._dry_run(kept)  # what must not be saved is told now, not after the mail
        self._desk.count("mail by an IP", self._request)
        words = self._reader.words
        waits = [pair for pair in form.pairs if pair[0] not in {SEAL, "do", "address", "contact"}]
        self._desk.dalil.identity.ask_in(
            address, language=words.language, zone=kept.schedule.zone, pending=json.dumps(waits)
        )
        view = told(words("account.sent_title"), words("account.sent_text"), self._reader, to="/")
        page = self._desk.pages.show(self._request, self._reader, template="told.html", view=view)
        return keep_visit(self._request, page, self._visitor)

    def _store(self, kept: Kept, person: str, contacts: tuple[str, ...]) -> Response:
        alerting = self._desk.dalil.alerting
        if self._key:
            alerting.update(
                person,
                self._key,
                name=kept.name,
                criteria=kept.criteria,
                schedule=kept.schedule,
                contacts=contacts,
            )
        else:
            alerting.save(
                person, kept.name, criteria=kept.criteria, schedule=kept.schedule, contacts=contacts
            )
        return RedirectResponse(self._reader.links.to("/alerts", ("done", "saved")), 303)


@router.get("/alerts/new")
def show_new(
    request: Request, asked: Annotated[Asked, Query()], visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Show the form for a search that somebody sees."""
    problems = read(asked, desk.known, now=reader.now).problems
    if problems:
        view = misunderstood(asked, problems, reader)
        return desk.pages.show(
            request, reader, template="misunderstood.html", view=view, asked=asked, status=_UNPROCESSABLE
        )
    return Saving(request, visitor, desk, reader).show(form_of(asked))


@router.post("/alerts/new")
def save_new(
    request: Request, form: TheForm, visitor: TheVisitor, desk: TheDesk, reader: TheReader
) -> Response:
    """Try a search or save it; somebody who is not signed in is sent a link that saves it."""
    return Saving(request, visitor, desk, reader).take(form)


@router.get("/alerts/{key}")
def show_saved(
    request: Request, key: str, person: ThePerson, visitor: TheVisitor, *, desk: TheDesk, reader: TheReader
) -> Response:
    """Show the form of a saved search."""
    return Saving(request, visitor, desk, reader, key=key).show(form_of_saved(own(desk, person, key)))


@router.post("/alerts/{key}")
def change_saved(
    request: Request,
    key: str,
    form: TheForm,
    person: ThePerson,
    *,
    visitor: TheVisitor,
    desk: TheDesk,
    reader: TheReader,
) -> Response:
    """Change a saved search, or try the change."""
    own(desk, person, key)
    return Saving(request, visitor, desk, reader, key=key).take(form)


def save_pending(desk: Desk, person: Person, pending: str, *, reader: Reader) -> str:
    """Save what somebody asked for before they signed in; returns what is wrong with it, or nothing."""
    wish = read_wish(pending_form(pending), desk.known, words=reader.words, now=reader.now)
    contacts = desk.dalil.account.contacts(person.key)
    door = [one.key for one in contacts if signs_in(one, person)][:1]
    if (kept := wish.kept) is None:
        return reader.words("save.fault")
    try:
        desk.dalil.alerting.save(
            person.key, kept.name, criteria=kept.criteria, schedule=kept.schedule, contacts=door
        )
    except BadInput as error:
        return refusal(error, reader)
    except IndexUnavailable:
        return reader.words("failure.title_503")  # who signed in stays so, and saves it again
    return ""


def pending_form(pending: str) -> Form:
    """Read what somebody filled in before they signed in."""
    return Form(tuple((str(name), str(value)) for name, value in json.loads(pending)))


def pending_name(pending: str, reader: Reader) -> str:
    """Name the search that waits for its link to be opened; "" where none does."""
    if not pending:
        return ""
    form = pending_form(pending)
    return form("name") or form("q") or reader.words("search.all")


def refusal(error: BadInput, reader: Reader) -> str:
    """Say why a search cannot be saved."""
    words = reader.words
    if isinstance(error, SearchTooBroad):
        if error.a_day:
            return words("save.flood", number=words.number(round(error.a_day)))
        return words("save.too_broad", shows=words.number(error.listings), of=words.number(error.of))
    if isinstance(error, TooManySearches):
        return words("save.too_many", number=words.number(error.most))
    return words("save.refused")
