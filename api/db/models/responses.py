"""What people answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned, firm_key, same_firm
from api.db.types import UtcDateTime


class Response(FirmOwned, Base):
    """All of one respondent's answers in a wave. In `aggregate` it holds no invitation and no time (decision 11)."""

    __tablename__ = "response"
    __table_args__ = (
        firm_key(),
        same_firm("wave_id", "wave"),
        same_firm("invitation_id", "invitation"),
        UniqueConstraint("invitation_id"),
        CheckConstraint("status in ('partial', 'complete')", name="status_known"),
    )

    wave_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    invitation_id: Mapped[UUID | None] = mapped_column(Uuid)
    status: Mapped[str] = mapped_column(String(16), default="partial")
    function: Mapped[str | None] = mapped_column(String(48))  # kept here only where `aggregate` has cut the link to the roster
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ResponseLink(FirmOwned, Base):
    """In `aggregate`, until the wave closes: which response is whose, encrypted with a key outside the database."""

    __tablename__ = "response_link"
    __table_args__ = (same_firm("invitation_id", "invitation"), UniqueConstraint("invitation_id"))

    invitation_id: Mapped[UUID] = mapped_column(Uuid)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(128))


class Answer(FirmOwned, Base):
    """A respondent's value for one item. `version` counts changes, so that two tabs never overwrite each other unseen (decision 29)."""

    __tablename__ = "answer"
    __table_args__ = (same_firm("response_id", "response"), UniqueConstraint("response_id", "item_code"))

    response_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    item_code: Mapped[str] = mapped_column(String(48))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # None: taken back
    previous: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # what it was before the last change, for the undo
    comment: Mapped[str] = mapped_column(Text, default="")
    comment_for: Mapped[str] = mapped_column(String(16), default="consultant")
    shown_order: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
