"""Reports as they were made: bytes, hash, and the model they were drawn from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned, firm_key, same_firm
from api.db.types import UtcDateTime


class Report(FirmOwned, Base):
    """One PDF of one wave for one audience. An issued report never changes; a wrong one is superseded."""

    __tablename__ = "report"
    __table_args__ = (
        firm_key(),
        same_firm("wave_id", "wave"),
        CheckConstraint("status in ('draft', 'issued', 'superseded')", name="status_known"),
    )

    wave_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(24), default="gap")
    audience: Mapped[str] = mapped_column(String(16), default="team")
    status: Mapped[str] = mapped_column(String(16), default="draft")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_version: Mapped[str] = mapped_column(String(32))
    model_hash: Mapped[str] = mapped_column(String(64))
    released: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))  # the release that it shows
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
