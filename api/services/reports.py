"""Reports: drafted when the wave is closed, issued by hand, and then never changed."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import __version__
from api.db.models import Client, Contract, Engagement, Firm, Report, SealedDirection, Wave
from api.db.scope import firm_of
from api.problems import Conflict
from api.services.audit import record
from api.services.contracts import contract_of
from api.services.frozen import frozen_instrument
from api.services.results import score_wave
from scoring.released import Audience, Released
from survey_definitions.loading import load_actions

if TYPE_CHECKING:
    from reports.brief import Brief


def make_report(session: Session, wave: Wave, audience: Audience, now: datetime, *, actor: str = "system") -> Report:
    """A draft of the gap report of a closed wave for one audience. WaveNotClosed before."""
    from reports import compose_report, render_report  # 12 MB that a server needs only when it draws

    released = score_wave(session, wave, audience, now)
    model = compose_report(_brief(session, wave, now, draft=True), released, frozen_instrument(session, wave), load_actions())
    report = Report(
        wave_id=wave.id,
        kind="gap",
        audience=audience,
        status="draft",
        made_at=now,
        code_version=__version__,
        model_hash=model.digest,
        released=msgspec.to_builtins(released, str_keys=True),
        pdf=render_report(model),
    )
    session.add(report)
    session.flush()
    record(
        session, actor=actor, event="report_made", subject_kind="report", subject_id=report.id,
        detail={"audience": audience, "hash": report.model_hash}, now=now,
    )  # fmt: skip
    return report


def issue_report(session: Session, report: Report, now: datetime, *, actor: str = "system") -> None:
    """Let a draft stand for good, without the word on its pages; an earlier one of the same wave, kind and audience is superseded.

    The release that the draft showed is the one that is issued: nothing is scored again. Conflict where it is no draft.
    """
    from reports import compose_report, render_report  # 12 MB that a server needs only when it draws

    earlier = update(Report).where(
        Report.wave_id == report.wave_id,
        Report.kind == report.kind,
        Report.audience == report.audience,
        Report.status == "issued",
        Report.id != report.id,
    )
    wave = session.scalars(select(Wave).where(Wave.id == report.wave_id)).one()
    released = msgspec.convert(report.released, Released)
    final = compose_report(_brief(session, wave, report.made_at, draft=False), released, frozen_instrument(session, wave), load_actions())
    standing = {"status": "issued", "issued_at": now, "model_hash": final.digest, "pdf": render_report(final)}
    issue = update(Report).where(Report.id == report.id, Report.status == "draft").values(**standing)
    quietly = {"synchronize_session": False}
    session.flush()
    if session.execute(issue, execution_options=quietly).rowcount != 1:  # type: ignore[attr-defined] # an UPDATE gives a CursorResult
        raise Conflict("Only a draft can be issued.", remedy="Make a new draft; an issued report is never changed.")
    session.execute(earlier.values(status="superseded"), execution_options=quietly)
    session.refresh(report, ["status", "issued_at", "model_hash", "pdf"])
    record(
        session, actor=actor, event="report_issued", subject_kind="report", subject_id=report.id,
        detail={"hash": report.model_hash}, now=now,
    )  # fmt: skip


def _brief(session: Session, wave: Wave, now: datetime, *, draft: bool) -> "Brief":
    from reports.brief import Brief

    engagement, client = session.execute(
        select(Engagement, Client).join(Client, Client.id == Engagement.client_id).where(Engagement.id == wave.engagement_id)
    ).one()
    contract = contract_of(session, wave)
    declared = session.scalar(select(SealedDirection.priorities).where(SealedDirection.wave_id == wave.id)) or []
    return Brief(
        client=client.name,
        firm=session.scalars(select(Firm.name).where(Firm.id == firm_of(session))).one(),
        wave=wave.label,
        date=now.date(),
        prepared_for=engagement.sponsor_name,
        consultant=engagement.reader_name,
        contact=engagement.contact,
        language=engagement.language,
        mode_sentences=_mode_sentences(contract, wave),
        opened=wave.opened_at.date() if wave.opened_at else None,
        closed=wave.closed_at.date() if wave.closed_at else None,
        declared=tuple(str(code) for code in declared),
        version=__version__,
        draft=draft,
    )


def _mode_sentences(contract: Contract, wave: Wave) -> tuple[str, ...]:
    """What people were told, and what came of it. Nobody learns who preferred the stricter way."""
    told = (str(contract.terms["team"]), str(contract.terms["reader"]))
    if wave.effective_mode == contract.mode:
        return told
    return (*told, "Somebody preferred the stricter way, as was offered; so nothing here is attributed to anybody.")
