"""Clients: the organisations whose leaders are asked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Client
from api.problems import InputFault
from api.services.audit import record


def create_client(session: Session, name: str, now: datetime, *, actor: str = "system") -> Client:
    """A new client. InputFault where the name is empty, too long or taken."""
    client = Client(name=_free_name(session, name), created_at=now)
    session.add(client)
    session.flush()
    record(session, actor=actor, event="client_created", subject_kind="client", subject_id=client.id, now=now)
    return client


def rename(session: Session, client: Client, name: str, now: datetime, *, actor: str = "system") -> None:
    """Another name. InputFault as for a new client."""
    client.name = _free_name(session, name, but=client)
    record(session, actor=actor, event="client_renamed", subject_kind="client", subject_id=client.id, now=now)


def archive(session: Session, client: Client, now: datetime, *, actor: str = "system") -> None:
    """Out of the list; everything stays. Twice is once."""
    if client.archived_at is None:
        client.archived_at = now
        record(session, actor=actor, event="client_archived", subject_kind="client", subject_id=client.id, now=now)


def _free_name(session: Session, name: str, *, but: Client | None = None) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise InputFault({"name": "Give the client a name of up to 200 characters."})
    taken = session.scalar(select(Client).where(Client.name == name))
    if taken is not None and taken is not but:
        raise InputFault({"name": "There is a client of this name already."})
    return name
