"""Who did what, in an order that cannot be changed unseen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned
from api.db.types import UtcDateTime


class AuditEntry(FirmOwned, Base):
    """One event. `hash` covers the entry and the hash before it, so a change, a gap or a swap shows."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("firm_id", "number"),)

    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))  # "consultant:<id>", "respondent", "system"
    event: Mapped[str] = mapped_column(String(48))
    subject_kind: Mapped[str] = mapped_column(String(32), default="")
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True), default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
