"""Firms, their consultants, and who is signed in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.foundation import Base, FirmOwned, firm_key, same_firm
from api.db.types import UtcDateTime


class Firm(Base):
    """The consultancy, or the company that assesses itself."""

    __tablename__ = "firm"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consultant(FirmOwned, Base):
    """A signed-in person who runs engagements."""

    __tablename__ = "consultant"
    __table_args__ = (firm_key(),)

    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case; one person, one account on an installation
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    administrator: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignIn(FirmOwned, Base):
    """One signed-in browser. Only the hash of its token is kept; the token is new at every sign-in."""

    __tablename__ = "sign_in"
    __table_args__ = (same_firm("consultant_id", "consultant"),)

    consultant_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
