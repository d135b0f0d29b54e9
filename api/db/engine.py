"""The engine and its two kinds of transaction. SQLite's settings are read back, for a PRAGMA that fails says nothing."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import ModuleType

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker

from api.db.scope import ScopedSession

BUSY_MILLISECONDS = 10_000
SQLITE_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: with NORMAL, a power cut takes the last commits with it
    "foreign_keys": 1,
    "busy_timeout": BUSY_MILLISECONDS,
    "trusted_schema": 0,
    "secure_delete": 1,  # a deleted answer leaves no bytes behind
    "mmap_size": 0,
}


class EngineFault(Exception):
    """A database address that cannot be used, or a setting that did not take."""


def sqlite_module() -> ModuleType:
    """The driver: pysqlite3 where it is installed, since the library behind many a sqlite3 has a WAL race that can corrupt the file."""
    with suppress(ImportError):
        return importlib.import_module("pysqlite3.dbapi2")
    return importlib.import_module("sqlite3")


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred and loses updates; ours is in _begin_sqlite
    cursor = connection.cursor()
    try:
        for name, wanted in SQLITE_SETTINGS.items():
            cursor.execute(f"PRAGMA {name}={wanted}").fetchall()
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            # mmap_size answers nothing where the library was built without it, which is as good as 0
            if row is not None and row[0] != wanted:
                raise EngineFault(f"SQLite keeps {name}={row[0]!r} where {wanted!r} is needed; is the file on a network drive?")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that writes later fails at once with "database is locked", whatever the timeout.
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///file` or `postgresql://...`; EngineFault for anything else, and for SQLite in memory."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        engine = create_engine(address.set(drivername="postgresql+psycopg"), pool_size=8, max_overflow=8, pool_pre_ping=True)
        engine.update_execution_options(isolation_level="READ COMMITTED")
        return engine
    if address.get_backend_name() != "sqlite":
        raise EngineFault(f"{address.get_backend_name()} is not supported: use sqlite:///file or postgresql://user@host/name")
    if address.database in (None, "", ":memory:"):
        raise EngineFault("SQLite needs a file, as in sqlite:///parallax.db: a database in memory is another one for each thread")
    engine = create_engine(address.set(drivername="sqlite"), module=sqlite_module(), pool_size=16, max_overflow=16)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


class Sessions:
    """Makes sessions. A reader never writes; a writer commits when its block ends and rolls back when it raises."""

    def __init__(self, engine: Engine, info: Mapping[str, object] | None = None) -> None:
        """`info` is what every session carries in `session.info`: the keyring, for one."""
        self.engine = engine
        carried = dict(info or {})
        self._reader = sessionmaker(engine, class_=ScopedSession, expire_on_commit=False, autoflush=False, info=carried)
        writing = engine.execution_options(sqlite_begin="IMMEDIATE") if engine.dialect.name == "sqlite" else engine
        self._writer = sessionmaker(writing, class_=ScopedSession, expire_on_commit=False, info=carried)

    def open_reader(self) -> Session:
        """A session for reading; the caller closes it."""
        return self._reader()

    def open_writer(self) -> Session:
        """A session for writing; the caller ends it by `finish` and closes it."""
        return self._writer()

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """A session whose changes, if any, are thrown away."""
        with self._reader() as session:
            yield session

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session that commits on return and rolls back on a raise."""
        with self._writer() as session:
            try:
                yield session
            except BaseException as error:
                self.finish(session, error)
                raise
            self.finish(session, None)

    def finish(self, session: Session, error: BaseException | None) -> None:
        """End a writer's transaction: commit, or roll back where it raised (unless the problem says that what it wrote is kept)."""
        if error is not None and not getattr(error, "commits", False):
            session.rollback()
            return
        session.commit()
        if session.info.pop("fold", False):
            self.fold()

    def fold(self) -> None:
        """Take what was deleted out of the files too: SQLite's log is emptied, PostgreSQL's dead rows are cleared away."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.engine.dialect.name == "postgresql":
                connection.exec_driver_sql("VACUUM response, answer, response_link")
                return
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.rollback()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
