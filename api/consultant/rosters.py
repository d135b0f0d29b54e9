"""The pasted roster and the list of priorities of an engagement."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from litestar.response import Redirect, Template
from sqlalchemy.orm import Session

from api.consultant.finding import find_engagement
from api.consultant.forms import read_fields
from api.consultant.listing import view_engagement
from api.consultant.rendering import console_page
from api.consultant.views import PastedPerson
from api.problems import PrioritiesFault
from api.services.engagements import instrument_of, set_priorities
from api.services.roster_import import apply_roster, compare_roster, read_roster
from api.signing_in import Clock, SignedIn

Console = Request[SignedIn, str, Any]
ROSTER_BYTES = 1024 * 1024
STATUSES = {  # word and pill
    "new": ("Added", "ok"),
    "changed": ("Details change", "acc"),
    "unchanged": ("Already in, no change", "none"),
    "fault": ("Needs a fix", "bad"),
}


class RosterPages(Controller):
    """Pages that take a list."""

    path = "/console/engagements/{engagement_id:uuid}"

    @get("/roster", sync_to_thread=True)
    def ask_roster(self, engagement_id: FromPath[UUID], reader: NamedDependency[Session]) -> Template:
        """The box to paste into."""
        view = view_engagement(reader, *find_engagement(reader, engagement_id))
        return console_page("roster", reader, view=view, text="", rows=(), note="")

    @post("/roster", sync_to_thread=True, request_max_body_size=ROSTER_BYTES)
    def add_people(
        self,
        request: Console,
        engagement_id: FromPath[UUID],
        body: RawBody,
        writer: NamedDependency[Session],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """Store all rows, or none and say what is wrong in which."""
        text = read_fields(body).get("roster", "")
        engagement, client = find_engagement(writer, engagement_id)
        instrument = instrument_of(engagement)
        paste = compare_roster(writer, engagement, read_roster(text, instrument))
        if paste.ok:
            apply_roster(writer, engagement, paste, clock(), actor=request.user.actor)
            return Redirect(f"/console/engagements/{engagement_id}?done=roster", status_code=303)
        writer.rollback()
        names = {function.code: function.text for function in instrument.functions}
        rows = tuple(
            PastedPerson(
                number=row.number,
                name=row.name,
                email=row.email or "",
                function=names.get(row.function, ""),
                faults=row.faults,
                status=STATUSES[row.status][0],
                pill=STATUSES[row.status][1],
            )
            for row in paste.rows
        )
        view = view_engagement(writer, engagement, client)
        return console_page("roster", writer, status=422, view=view, text=text, rows=rows, note=paste.fault)

    @get("/priorities", sync_to_thread=True)
    def ask_priorities(self, engagement_id: FromPath[UUID], reader: NamedDependency[Session]) -> Template:
        """The list as it stands."""
        view = view_engagement(reader, *find_engagement(reader, engagement_id))
        return console_page("priorities", reader, view=view, text="\n".join(view.priorities), faults=())

    @post("/priorities", sync_to_thread=True)
    def store_priorities(
        self,
        request: Console,
        engagement_id: FromPath[UUID],
        body: RawBody,
        writer: NamedDependency[Session],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """Store the whole list, or name the lines that are wrong."""
        text = read_fields(body).get("priorities", "")
        engagement, client = find_engagement(writer, engagement_id)
        try:
            set_priorities(writer, engagement, text, clock(), actor=request.user.actor)
        except PrioritiesFault as fault:
            writer.rollback()
            view = view_engagement(writer, engagement, client)
            return console_page("priorities", writer, status=422, view=view, text=text, faults=fault.rows)
        return Redirect(f"/console/engagements/{engagement_id}?done=priorities", status_code=303)
