"""/console/waves/{id}/results and the reports made from them."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from sqlalchemy.orm import Session

from api.consultant.finding import find_report, find_wave
from api.consultant.rendering import console_page
from api.consultant.result_views import report_file_name, view_results
from api.services.reports import issue_report, make_report
from api.services.results import score_wave
from api.signing_in import Clock, SignedIn

Console = Request[SignedIn, str, Any]
DONE = {"made": "The report is made. Read it, then issue it.", "issued": "The report is issued and will not change."}


class ResultPages(Controller):
    """What a closed wave says, as the team may see it."""

    path = "/console"

    @get("/waves/{wave_id:uuid}/results", sync_to_thread=True)
    def show(self, request: Console, wave_id: FromPath[UUID], reader: NamedDependency[Session], clock: NamedDependency[Clock]) -> Template:
        """Index, blocks, areas, findings, reports. WaveNotClosed before closing."""
        wave, engagement, client = find_wave(reader, wave_id)
        released = score_wave(reader, wave, "team", clock())
        view = view_results(reader, wave, engagement, client, released)
        return console_page("results", reader, view=view, done=DONE.get(request.query_params.get("done", ""), ""))

    @post("/waves/{wave_id:uuid}/reports", sync_to_thread=True)
    def make(self, request: Console, wave_id: FromPath[UUID], writer: NamedDependency[Session], clock: NamedDependency[Clock]) -> Redirect:
        """A draft of the gap report."""
        wave, _, _ = find_wave(writer, wave_id)
        make_report(writer, wave, "team", clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{wave_id}/results?done=made", status_code=303)

    @post("/reports/{report_id:uuid}/issue", sync_to_thread=True)
    def issue(
        self, request: Console, report_id: FromPath[UUID], writer: NamedDependency[Session], clock: NamedDependency[Clock]
    ) -> Redirect:
        """The draft stands from now on."""
        report = find_report(writer, report_id)
        issue_report(writer, report, clock(), actor=request.user.actor)
        return Redirect(f"/console/waves/{report.wave_id}/results?done=issued", status_code=303)

    @get("/reports/{report_id:uuid}/gap-report.pdf", sync_to_thread=True)
    def download(self, report_id: FromPath[UUID], reader: NamedDependency[Session]) -> Response[bytes]:
        """The bytes as they were made."""
        report = find_report(reader, report_id)
        wave, _, client = find_wave(reader, report.wave_id)
        reader.refresh(report, ["pdf"])
        headers = {"Content-Disposition": f'inline; filename="{report_file_name(client.name, wave.label, report.status)}"'}
        return Response(report.pdf, media_type="application/pdf", headers=headers)
