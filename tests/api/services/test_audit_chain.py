from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from api.db.engine import Sessions
from api.db.scope import scope
from api.services.audit import head, record, verify
from tests.api.people import NOON, make_house


@pytest.fixture
def firm(sessions: Sessions):
    """A firm with seven entries: one of its making and six more."""
    with sessions.writer() as session:
        made = make_house(session).firm
        for step in range(6):
            detail = {"step": step, "words": "größer"}
            record(
                session,
                actor="system",
                event="tried",
                subject_kind="firm",
                subject_id=made.id,
                detail=detail,
                now=NOON + timedelta(hours=step),
            )
    return made


def disarm(connection: Connection) -> None:
    """What somebody with the database's password could do first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        return
    connection.execute(text("DROP TRIGGER audit_entry_no_update"))
    connection.execute(text("DROP TRIGGER audit_entry_no_delete"))


def test_chain__untouched__holds(sessions: Sessions, firm) -> None:
    with sessions.reader() as session:
        scope(session, firm.id)
        assert head(session).number == 7
        assert verify(session) is None
        assert verify(session, known=head(session)) is None


@pytest.mark.parametrize(
    ("act", "first_bad"),
    [
        ("UPDATE audit_entry SET event = 'forged' WHERE number = 4", 4),
        ("UPDATE audit_entry SET actor = 'consultant:x' WHERE number = 1", 1),
        ("UPDATE audit_entry SET detail = '{\"step\": 9}' WHERE number = 5", 5),
        ("UPDATE audit_entry SET at = (SELECT at FROM audit_entry WHERE number = 7) WHERE number = 3", 3),
        ("UPDATE audit_entry SET hash = previous_hash WHERE number = 2", 2),
        ("DELETE FROM audit_entry WHERE number = 3", 3),
        ("DELETE FROM audit_entry WHERE number = 1", 1),
        ("UPDATE audit_entry SET number = number + 1 WHERE number = 7", 7),
        ("UPDATE audit_entry SET number = CASE number WHEN 4 THEN 104 ELSE number END", 4),
    ],
)
def test_chain__changed_by_hand__names_the_first_bad_entry(sessions: Sessions, firm, act: str, first_bad: int) -> None:
    with sessions.engine.begin() as connection:
        disarm(connection)
        connection.execute(text(act))
    with sessions.reader() as session:
        scope(session, firm.id)
        assert verify(session) == first_bad


def test_chain__cut_off_at_the_end__shows_against_a_kept_head(sessions: Sessions, firm) -> None:
    with sessions.reader() as session:
        scope(session, firm.id)
        kept = head(session)
    with sessions.engine.begin() as connection:
        disarm(connection)
        connection.execute(text("DELETE FROM audit_entry WHERE number > 5"))
    with sessions.reader() as session:
        scope(session, firm.id)
        assert verify(session) is None
        assert verify(session, known=kept) == 6


@pytest.mark.parametrize("act", ["UPDATE audit_entry SET event = 'forged'", "DELETE FROM audit_entry"])
def test_database__change_of_the_log__is_refused(sessions: Sessions, firm, act: str) -> None:  # noqa: ARG001
    with pytest.raises(DBAPIError, match="append-only"), sessions.engine.begin() as connection:
        connection.execute(text(act))


def test_writers__at_once__make_one_unbroken_chain(sessions: Sessions, firm) -> None:
    def write(number: int) -> None:
        with sessions.writer() as session:
            scope(session, firm.id)
            record(session, actor="system", event=f"tried_{number}", now=NOON)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(30)))
    with sessions.reader() as session:
        scope(session, firm.id)
        assert head(session).number == 37
        assert verify(session) is None
