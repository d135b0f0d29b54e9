"""The audit log: append-only, each entry chained to the one before it by hash (trust R73, R74).

Never a time per named respondent: what respondents do is not written here at all, beyond counts at closing.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import AuditEntry, Firm
from api.db.scope import firm_of

FIRST = "0" * 64


class Head(Struct, frozen=True):
    """The end of the chain, to be kept elsewhere: a later check against it shows a cut-off end."""

    number: int
    hash: str


def _hash(entry: AuditEntry) -> str:
    covered = {
        "firm": str(entry.firm_id),
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "event": entry.event,
        "subject_kind": entry.subject_kind,
        "subject_id": str(entry.subject_id or ""),
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(msgspec.json.encode(covered, order="deterministic")).hexdigest()


def head(session: Session) -> Head:
    """The last entry's number and hash; (0, zeros) for an empty log."""
    row = session.execute(select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)).first()
    return Head(row[0], row[1]) if row else Head(0, FIRST)


def record(
    session: Session,
    *,
    actor: str,
    event: str,
    subject_kind: str = "",
    subject_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
    now: datetime,
) -> AuditEntry:
    """Append one event to the firm's log. `detail` holds plain JSON values: counts and names of fields, never answers."""
    firm_id = firm_of(session)
    # On PostgreSQL two writers would read the same last number; the firm's row is the queue that they stand in.
    session.execute(select(Firm.id).where(Firm.id == firm_id).with_for_update())
    session.flush()
    last = head(session)
    entry = AuditEntry(
        firm_id=firm_id,
        number=last.number + 1,
        at=now,
        actor=actor,
        event=event,
        subject_kind=subject_kind,
        subject_id=subject_id,
        detail=detail or {},
        previous_hash=last.hash,
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    return entry


def verify(session: Session, *, known: Head | None = None) -> int | None:
    """The number of the first entry that is changed, missing or out of place; None where the chain holds.

    With `known`, a head that was kept elsewhere, a cut-off or rewritten end is named too.
    """
    expected, previous = 1, FIRST
    hashes: dict[int, str] = {0: FIRST}
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(populate_existing=True)):
        if entry.number != expected or entry.previous_hash != previous or entry.hash != _hash(entry):
            return min(entry.number, expected)
        hashes[entry.number] = previous = entry.hash
        expected += 1
    if known is not None and hashes.get(known.number) != known.hash:
        return min(expected, known.number)
    return None
