"""Rows of the signed-in firm by the id in the address; anything else is not there."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from api.db.models import Client, Engagement, Invitation, Report, Wave
from api.problems import NotFound


def find_engagement(session: Session, engagement_id: UUID) -> tuple[Engagement, Client]:
    """An engagement with its client; NotFound for one of another firm as for none."""
    query = select(Engagement, Client).join(Client, Client.id == Engagement.client_id).where(Engagement.id == engagement_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def find_wave(session: Session, wave_id: UUID) -> tuple[Wave, Engagement, Client]:
    """A wave with its engagement and client; NotFound."""
    wave = session.scalar(select(Wave).where(Wave.id == wave_id).options(defer(Wave.instrument)))
    if wave is None:
        raise NotFound
    return wave, *find_engagement(session, wave.engagement_id)


def find_own_invitation(session: Session, invitation_id: UUID) -> Invitation:
    """An invitation; NotFound."""
    invitation = session.scalar(select(Invitation).where(Invitation.id == invitation_id))
    if invitation is None:
        raise NotFound
    return invitation


def find_report(session: Session, report_id: UUID) -> Report:
    """A report without its PDF; NotFound."""
    report = session.scalar(select(Report).where(Report.id == report_id))
    if report is None:
        raise NotFound
    return report
