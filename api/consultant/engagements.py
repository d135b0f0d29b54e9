"""/console: the list, clients, and what was agreed with each."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from litestar.response import Redirect, Template
from sqlalchemy.orm import Session

from api.consultant.finding import find_engagement
from api.consultant.forms import Form, read_fields
from api.consultant.listing import list_clients, list_engagements, minutes_of, more_minutes, view_engagement
from api.consultant.rendering import console_page
from api.consultant.views import InstrumentChoice
from api.problems import InputFault, NotFound
from api.services.clients import create_client
from api.services.engagements import create_engagement, update_engagement
from api.signing_in import Clock, SignedIn
from survey_definitions.loading import load_instrument, packaged_instruments

Console = Request[SignedIn, str, Any]
TERMS = ("title", "sponsor_name", "sponsor_title", "sponsor_words", "reader_name", "contact")


class EngagementPages(Controller):
    """The list, new clients and engagements, and the page of one."""

    path = "/console"

    @get("/", sync_to_thread=True)
    def show_all(self, reader: NamedDependency[Session]) -> Template:
        """Every engagement and the next thing to do."""
        return console_page("engagements", reader, rows=list_engagements(reader), clients=list_clients(reader))

    @get("/clients/new", sync_to_thread=True)
    def ask_client(self, reader: NamedDependency[Session]) -> Template:
        """The form for a client."""
        return console_page("client_new", reader, form=Form())

    @post("/clients", sync_to_thread=True)
    def add_client(
        self, request: Console, body: RawBody, writer: NamedDependency[Session], clock: NamedDependency[Clock]
    ) -> Template | Redirect:
        """A new client, then its engagement."""
        fields = read_fields(body)
        try:
            client = create_client(writer, fields.get("name", ""), clock(), actor=request.user.actor)
        except InputFault as fault:
            writer.rollback()
            return console_page("client_new", writer, status=422, form=Form(fields, fault.fields))
        return Redirect(f"/console/engagements/new?client={client.id}", status_code=303)

    @get("/engagements/new", sync_to_thread=True)
    def ask_engagement(self, request: Console, reader: NamedDependency[Session]) -> Template | Redirect:
        """The form for an engagement; without a client, the form for that."""
        if not list_clients(reader):
            return Redirect("/console/clients/new", status_code=303)
        return _ask(reader, Form({"client": request.query_params.get("client", "")}))

    @post("/engagements", sync_to_thread=True)
    def add_engagement(
        self, request: Console, body: RawBody, writer: NamedDependency[Session], clock: NamedDependency[Clock]
    ) -> Template | Redirect:
        """A new engagement, then its page."""
        fields = read_fields(body)
        terms = {name: fields.get(name, "") for name in TERMS}
        try:
            made = create_engagement(
                writer,
                _uuid(fields.get("client", "")),
                instrument=fields.get("instrument", ""),
                in_depth=fields.get("in_depth") == "yes",
                now=clock(),
                actor=request.user.actor,
                **terms,
            )
        except InputFault as fault:
            writer.rollback()
            return _ask(writer, Form(fields, fault.fields), status=422)
        return Redirect(f"/console/engagements/{made.id}", status_code=303)

    @get("/engagements/{engagement_id:uuid}", sync_to_thread=True)
    def show(self, request: Console, engagement_id: FromPath[UUID], reader: NamedDependency[Session]) -> Template:
        """One engagement: waves, roster, priorities, sponsor."""
        view = view_engagement(reader, *find_engagement(reader, engagement_id))
        done = {"roster": "The roster is stored.", "priorities": "The list is stored.", "terms": "The change is stored."}
        said = done.get(request.query_params.get("done", ""), "")
        return console_page("engagement", reader, view=view, done=said)

    @get("/engagements/{engagement_id:uuid}/edit", sync_to_thread=True)
    def ask_change(self, engagement_id: FromPath[UUID], reader: NamedDependency[Session]) -> Template:
        """The form with what is agreed now."""
        engagement, client = find_engagement(reader, engagement_id)
        form = Form({name: getattr(engagement, name) for name in TERMS} | {"in_depth": "yes" if engagement.in_depth else ""})
        return console_page("engagement_edit", reader, view=view_engagement(reader, engagement, client), form=form)

    @post("/engagements/{engagement_id:uuid}/edit", sync_to_thread=True)
    def change(
        self,
        request: Console,
        engagement_id: FromPath[UUID],
        body: RawBody,
        writer: NamedDependency[Session],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """Store the change."""
        fields = read_fields(body)
        engagement, client = find_engagement(writer, engagement_id)
        try:
            terms = {name: fields.get(name, "") for name in TERMS}
            depth = fields.get("in_depth") == "yes"
            update_engagement(writer, engagement, in_depth=depth, now=clock(), actor=request.user.actor, **terms)
        except InputFault as fault:
            writer.rollback()
            view = view_engagement(writer, engagement, client)
            return console_page("engagement_edit", writer, status=422, view=view, form=Form(fields, fault.fields))
        return Redirect(f"/console/engagements/{engagement_id}?done=terms", status_code=303)


def _ask(session: Session, form: Form, *, status: int = 200) -> Template:
    loaded = {name: load_instrument(name) for name in packaged_instruments()}
    instruments = [
        InstrumentChoice(name, one.title, one.summary, len(one.items()), minutes_of(one), more_minutes(name))
        for name, one in loaded.items()
    ]
    return console_page("engagement_new", session, status=status, form=form, clients=list_clients(session), instruments=instruments)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
