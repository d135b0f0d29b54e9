from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from api.db.engine import EngineFault, Sessions, open_engine
from api.db.models import Client, Firm
from api.db.scope import scope
from api.problems import SignInRefused
from api.services.clients import create_client
from tests.api.people import NOON, make_house


def test_settings__read_back(sessions: Sessions, database: str) -> None:
    with sessions.engine.connect() as connection:
        if database == "postgresql":
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
            return
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000
        assert connection.dialect.dbapi.sqlite_version_info >= (3, 51, 3)  # older ones have the WAL-reset race


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y"])
def test_address__that_cannot_work__is_refused(url: str) -> None:
    with pytest.raises((EngineFault, ModuleNotFoundError)):
        open_engine(url)


def test_writers__read_add_one_commit__lose_nothing(sessions: Sessions) -> None:
    """The lost update of a deferred BEGIN, and its `database is locked`."""
    with sessions.writer() as session:
        firm = make_house(session).firm
        client = create_client(session, "0", NOON)

    def work(_: int) -> None:
        for _ in range(20):
            with sessions.writer() as session:
                scope(session, firm.id)
                row = session.scalars(select(Client).where(Client.id == client.id).with_for_update()).one()
                row.name = str(int(row.name) + 1)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    with sessions.reader() as session:
        scope(session, firm.id)
        assert session.scalars(select(Client.name)).one() == "120"


def test_writer__raise__rolls_back_unless_the_problem_keeps(sessions: Sessions) -> None:
    def write_and_raise(error: Exception) -> None:
        with sessions.writer() as session:
            scope(session, firm.id)
            session.scalars(select(Client)).one().name = type(error).__name__
            session.flush()
            raise error

    def rename(error: Exception) -> str:
        with pytest.raises(type(error)):
            write_and_raise(error)
        with sessions.reader() as session:
            scope(session, firm.id)
            return session.scalars(select(Client.name)).one()

    with sessions.writer() as session:
        firm = make_house(session).firm
        create_client(session, "Aster", NOON)
    assert rename(ValueError("x")) == "Aster"
    assert rename(SignInRefused()) == "SignInRefused"


def test_reader__change__is_thrown_away(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
    with sessions.reader() as session:
        session.scalars(select(Firm)).one().name = "Changed"
    with sessions.reader() as session:
        assert session.scalars(select(Firm.name)).one() == "Merrow & Pike"


def test_time__any_zone__comes_back_as_utc_and_naive_is_refused(sessions: Sessions) -> None:
    local = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with sessions.writer() as session:
        make_house(session, local)
    with sessions.reader() as session:
        kept = session.scalars(select(Firm.created_at)).one()
    assert kept == local
    assert kept.tzinfo == UTC
    with pytest.raises(StatementError, match="naive"), sessions.writer() as session:
        session.add(Firm(name="x", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - what is refused
