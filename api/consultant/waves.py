"""/console/waves: plan, open, hand out links, close."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from litestar.response import Redirect, Template
from sqlalchemy.orm import Session

from api.consultant.finding import find_engagement, find_own_invitation, find_wave
from api.consultant.forms import Form, read_fields
from api.consultant.listing import view_engagement
from api.consultant.rendering import console_page
from api.consultant.views import ModeChoice
from api.consultant.wave_views import view_wave
from api.problems import Conflict, InputFault
from api.services.contracts import terms_for
from api.services.engagements import instrument_of
from api.services.invitations import renew_link
from api.services.waves import close_wave, invite_joiners, open_wave, plan_wave, release_wave
from api.settings import Settings
from api.signing_in import Clock, SignedIn
from api.tokens import Keyring
from scoring.released import MODES

Console = Request[SignedIn, str, Any]
MODE_TITLES = {
    "mixed": "Mixed: plans by function, people and trust never",
    "named": "Named: answers with names",
    "function": "By function, even where a function is one person",
    "consultant": "The reader alone sees names",
    "aggregate": "Totals only; the link is destroyed at closing",
}
DONE = {
    "opened": "The wave is open. Copy each person's link and send it.",
    "closed": "The wave is closed. The results can be read now.",
    "renewed": "The link was replaced; the old one no longer works.",
    "joined": "There are links for the people who joined.",
    "released": "The wave is released.",
}


class WavePages(Controller):
    """A wave from planning to closing."""

    path = "/console"

    @get("/engagements/{engagement_id:uuid}/waves/new", sync_to_thread=True)
    def ask(self, engagement_id: FromPath[UUID], reader: NamedDependency[Session]) -> Template:
        """The form for a wave."""
        return _ask(reader, engagement_id, Form())

    @post("/engagements/{engagement_id:uuid}/waves", sync_to_thread=True)
    def plan(
        self,
        request: Console,
        engagement_id: FromPath[UUID],
        body: RawBody,
        writer: NamedDependency[Session],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """A planned wave that nobody is asked in yet."""
        fields = read_fields(body)
        engagement, _ = find_engagement(writer, engagement_id)
        try:
            closes_at = read_moment(fields.get("closes_at", ""))
            wave = plan_wave(
                writer,
                engagement,
                label=fields.get("label", ""),
                mode=fields.get("mode", ""),
                closes_at=closes_at,
                now=clock(),
                actor=request.user.actor,
            )
        except InputFault as fault:
            writer.rollback()
            return _ask(writer, engagement_id, Form(fields, fault.fields), status=422)
        return Redirect(f"/console/waves/{wave.id}", status_code=303)

    @get("/waves/{wave_id:uuid}", sync_to_thread=True)
    def show(
        self,
        request: Console,
        wave_id: FromPath[UUID],
        reader: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        settings: NamedDependency[Settings],
    ) -> Template:
        """Who has answered, and the links."""
        view = view_wave(reader, *find_wave(reader, wave_id), keyring, settings.address)
        return console_page("wave", reader, view=view, done=DONE.get(request.query_params.get("done", ""), ""), problem=None)

    @post("/waves/{wave_id:uuid}/open", sync_to_thread=True)
    def open(
        self,
        request: Console,
        wave_id: FromPath[UUID],
        writer: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        settings: NamedDependency[Settings],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """Freeze, and make the links; or the same page again with what is missing."""
        wave, engagement, client = find_wave(writer, wave_id)
        try:
            open_wave(writer, wave, keyring, clock(), actor=request.user.actor)
        except Conflict as problem:
            writer.rollback()
            view = view_wave(writer, wave, engagement, client, keyring, settings.address)
            return console_page("wave", writer, status=problem.status, view=view, done="", problem=problem)
        return Redirect(f"/console/waves/{wave_id}?done=opened", status_code=303)

    @post("/waves/{wave_id:uuid}/joiners", sync_to_thread=True)
    def add_joiners(
        self,
        request: Console,
        wave_id: FromPath[UUID],
        writer: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        clock: NamedDependency[Clock],
    ) -> Redirect:
        """Links for who came onto the roster after opening."""
        wave, _, _ = find_wave(writer, wave_id)
        invite_joiners(writer, wave, keyring, clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{wave_id}?done=joined", status_code=303)

    @post("/invitations/{invitation_id:uuid}/renew", sync_to_thread=True)
    def renew(
        self,
        request: Console,
        invitation_id: FromPath[UUID],
        writer: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        clock: NamedDependency[Clock],
    ) -> Redirect:
        """A new link for one person."""
        invitation = find_own_invitation(writer, invitation_id)
        renew_link(writer, invitation, keyring, clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{invitation.wave_id}?done=renewed", status_code=303)

    @get("/waves/{wave_id:uuid}/close", sync_to_thread=True)
    def ask_close(
        self,
        wave_id: FromPath[UUID],
        reader: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        settings: NamedDependency[Settings],
    ) -> Template:
        """What closing does to whom."""
        view = view_wave(reader, *find_wave(reader, wave_id), keyring, settings.address)
        return console_page("wave_close", reader, view=view)

    @post("/waves/{wave_id:uuid}/close", sync_to_thread=True)
    def close(
        self,
        request: Console,
        wave_id: FromPath[UUID],
        writer: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        clock: NamedDependency[Clock],
    ) -> Redirect:
        """No more answers from now on."""
        wave, _, _ = find_wave(writer, wave_id)
        close_wave(writer, wave, keyring, clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{wave_id}?done=closed", status_code=303)

    @post("/waves/{wave_id:uuid}/release", sync_to_thread=True)
    def release(
        self, request: Console, wave_id: FromPath[UUID], writer: NamedDependency[Session], clock: NamedDependency[Clock]
    ) -> Redirect:
        """The team may see the results."""
        wave, _, _ = find_wave(writer, wave_id)
        release_wave(writer, wave, clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{wave_id}?done=released", status_code=303)


def read_moment(text: str) -> datetime | None:
    """The value of a date and time field, read as UTC. InputFault where it is none."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputFault({"closes_at": "Write the closing time as 2027-01-29T18:00, or leave it empty."}) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _ask(session: Session, engagement_id: UUID, form: Form, *, status: int = 200) -> Template:
    engagement, client = find_engagement(session, engagement_id)
    instrument = instrument_of(engagement)
    terms = {mode: terms_for(mode, engagement, instrument) for mode in MODES}
    modes = [ModeChoice(mode, MODE_TITLES[mode], f"{terms[mode]['team']} {terms[mode]['reader']}") for mode in MODES]
    return console_page("wave_new", session, status=status, view=view_engagement(session, engagement, client), form=form, modes=modes)
