"""Waves, the contract that each is answered under, invitations, and what the sponsor sealed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned, firm_key, same_firm
from api.db.types import UtcDateTime

WAVE_STATUSES = ("planned", "open", "closed", "released")
INVITATION_STATUSES = ("planned", "invited", "started", "submitted", "declined")


class Wave(FirmOwned, Base):
    """One round of asking. The instrument is frozen into it by content when the first invitation goes out."""

    __tablename__ = "wave"
    __table_args__ = (
        firm_key(),
        same_firm("engagement_id", "engagement"),
        UniqueConstraint("engagement_id", "number"),
        CheckConstraint("status in ('planned', 'open', 'closed', 'released')", name="status_known"),
    )

    engagement_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(16), default="planned")
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # announced; closing is an act of its own
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    effective_mode: Mapped[str | None] = mapped_column(String(16))  # settled at closing (decision 9)
    instrument: Mapped[bytes | None] = mapped_column(LargeBinary)  # canonical JSON of what is asked
    instrument_hash: Mapped[str | None] = mapped_column(String(64))
    order_seed: Mapped[str] = mapped_column(String(64))  # option order is a function of this and the respondent
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contract(FirmOwned, Base):
    """The confidentiality contract of a wave, by version: mode, terms as they were shown, hash. Later versions only tighten."""

    __tablename__ = "contract"
    __table_args__ = (
        firm_key(),
        same_firm("wave_id", "wave"),
        UniqueConstraint("wave_id", "version"),
        CheckConstraint("mode in ('mixed', 'named', 'function', 'consultant', 'aggregate')", name="mode_known"),
    )

    wave_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    version: Mapped[int] = mapped_column(default=1)
    mode: Mapped[str] = mapped_column(String(16))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(FirmOwned, Base):
    """One respondent's personal link in one wave: hash for look-up, and the link itself encrypted so that it can be copied again."""

    __tablename__ = "invitation"
    __table_args__ = (
        firm_key(),
        same_firm("wave_id", "wave"),
        same_firm("respondent_id", "respondent"),
        same_firm("contract_id", "contract"),
        UniqueConstraint("wave_id", "respondent_id"),
        CheckConstraint("status in ('planned', 'invited', 'started', 'submitted', 'declined')", name="status_known"),
    )

    wave_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    respondent_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    token_sealed: Mapped[bytes] = mapped_column(LargeBinary(128))
    status: Mapped[str] = mapped_column(String(16), default="planned")
    consent: Mapped[str | None] = mapped_column(String(24))  # "agreed" or "prefers_consultant"; None before Start
    contract_id: Mapped[UUID | None] = mapped_column(Uuid)  # the version that was shown when Start was pressed
    first_copied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(String(35))


class SealedDirection(FirmOwned, Base):
    """The goal and three priorities that the sponsor declared before the first invitation; read by nobody before the wave closes."""

    __tablename__ = "sealed_direction"
    __table_args__ = (same_firm("wave_id", "wave"), UniqueConstraint("wave_id"))

    wave_id: Mapped[UUID] = mapped_column(Uuid)
    goal: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    priorities: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    hash: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
