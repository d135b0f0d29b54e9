"""Clients, what was agreed with them, and the people who are asked."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned, firm_key, same_firm
from api.db.types import UtcDateTime


class Client(FirmOwned, Base):
    """The organisation whose leaders are asked."""

    __tablename__ = "client"
    __table_args__ = (firm_key(), UniqueConstraint("firm_id", "name"))

    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Engagement(FirmOwned, Base):
    """The agreement with a client: instrument, list of priorities, sponsor, who to write to."""

    __tablename__ = "engagement"
    __table_args__ = (firm_key(), same_firm("client_id", "client"))

    client_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    title: Mapped[str] = mapped_column(String(200))
    instrument: Mapped[str] = mapped_column(String(64))  # name of a packaged instrument
    in_depth: Mapped[bool] = mapped_column(default=False, server_default=false())  # also what is asked on request only
    language: Mapped[str] = mapped_column(String(35), default="en")
    priorities: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # [{"code", "text"}]; None: the instrument's own list
    sponsor_name: Mapped[str] = mapped_column(String(200), default="")
    sponsor_title: Mapped[str] = mapped_column(String(200), default="")
    sponsor_words: Mapped[str] = mapped_column(Text, default="")
    reader_name: Mapped[str] = mapped_column(String(200), default="")  # who reads answers with names in `mixed` and `consultant`
    contact: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Respondent(FirmOwned, Base):
    """A named executive on the roster of an engagement."""

    __tablename__ = "respondent"
    __table_args__ = (
        firm_key(),
        same_firm("engagement_id", "engagement"),
        UniqueConstraint("engagement_id", "email"),
        CheckConstraint("tier in (1, 2)", name="tier_known"),
    )

    engagement_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))  # None: the link is handed over by other means
    title: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[str] = mapped_column(String(48))
    seats: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True), default=list)
    tier: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Fact(FirmOwned, Base):
    """One value of the fact sheet: what is written down or measured, with its source and date. Never scored."""

    __tablename__ = "fact"
    __table_args__ = (same_firm("engagement_id", "engagement"), UniqueConstraint("engagement_id", "item_code"))

    engagement_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    item_code: Mapped[str] = mapped_column(String(48))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str] = mapped_column(String(400), default="")
    as_of: Mapped[date | None]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
