"""What the contract says about time: answers are deleted when the months that people were told are over."""

from calendar import monthrange
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.db.engine import Sessions
from api.db.models import Answer, Firm, Response, Wave
from api.db.scope import scope
from api.services.audit import record
from api.services.contracts import MONTHS_KEPT


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def erase_expired(sessions: Sessions, now: datetime) -> int:
    """Delete the answers and responses of waves that closed longer ago than was promised; the number of responses deleted.

    Reports that were issued stay as they are: they show what was released then. Running it twice is running it once.
    """
    with sessions.reader() as session:
        firms = list(session.scalars(select(Firm.id)))
    erased = 0
    for firm_id in firms:
        with sessions.writer() as session:
            scope(session, firm_id)
            erased += _erase_of_firm(session, now)
    return erased


def _erase_of_firm(session: Session, now: datetime) -> int:
    over = select(Wave.id).where(Wave.closed_at < months_before(now, MONTHS_KEPT))
    erased = 0
    quietly = {"synchronize_session": False}
    for wave_id in session.scalars(over).all():
        responses = session.scalars(select(Response.id).where(Response.wave_id == wave_id)).all()
        if not responses:
            continue
        session.execute(delete(Answer).where(Answer.response_id.in_(responses)), execution_options=quietly)
        session.execute(delete(Response).where(Response.id.in_(responses)), execution_options=quietly)
        detail = {"responses": len(responses)}
        record(session, actor="system", event="answers_erased", subject_kind="wave", subject_id=wave_id, detail=detail, now=now)
        erased += len(responses)
    return erased
