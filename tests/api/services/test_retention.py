from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import Answer, AuditEntry, Report, Response
from api.db.scope import scope
from api.services.keys import check_key
from api.services.reports import make_report
from api.services.retention import erase_expired, months_before
from api.services.waves import close_wave
from api.tokens import KeyFault, Keyring
from tests.api.people import NOON
from tests.api.services.test_results_of_a_wave import closed


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        (datetime(2026, 11, 25, tzinfo=UTC), 24, datetime(2024, 11, 25, tzinfo=UTC)),
        (datetime(2026, 2, 28, tzinfo=UTC), 24, datetime(2024, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 31, tzinfo=UTC), 2, datetime(2025, 11, 30, tzinfo=UTC)),
    ],
)
def test_months_before__ends_of_months(moment, months, before):
    assert months_before(moment, months) == before


def counts(sessions: Sessions, firm_id) -> tuple[int, int, int]:
    with sessions.reader() as session:
        scope(session, firm_id)
        return tuple(session.scalar(select(func.count(table.id))) for table in (Answer, Response, Report))


def test_erase_expired__on_the_day_and_not_before__reports_stay(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        close_wave(session, wave, keyring, NOON)
        make_report(session, wave, "team", NOON)
        firm_id = wave.firm_id
    before = counts(sessions, firm_id)
    assert min(before) > 0
    last_day = NOON.replace(year=NOON.year + 2)
    assert erase_expired(sessions, last_day) == 0
    assert counts(sessions, firm_id) == before
    assert erase_expired(sessions, last_day + timedelta(days=1)) == before[1]
    assert counts(sessions, firm_id) == (0, 0, before[2])
    assert erase_expired(sessions, last_day + timedelta(days=2)) == 0
    with sessions.reader() as session:
        scope(session, firm_id)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "answers_erased")).one()
        assert entry.detail == {"responses": before[1]}


def test_check_key__the_right_one_and_another(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.reader() as session:
        check_key(session, Keyring(b"x" * 31 + b"y"))  # nothing is sealed yet, so every key fits
    with sessions.writer() as session:
        closed(session, keyring)
    with sessions.reader() as session:
        check_key(session, keyring)
        with pytest.raises(KeyFault, match="does not fit"):
            check_key(session, Keyring(b"x" * 31 + b"y"))
