# ruff: noqa: INP001 - Alembic runs this file by its path
"""How migrations run: both databases, all steps in one transaction, rows kept."""

import os
from pathlib import Path
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine

from api.db.engine import open_engine
from api.db.models import Base
from api.db.types import UtcDateTime
from api.settings import load_settings

MIGRATING = 7_231_405_116  # the advisory lock: of two processes that start at once, one migrates and the other finds it done


def render_item(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column type as a plain one, so that revisions never import models that may change after them."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(engine: Engine) -> None:
    """Run what was asked for. On SQLite a table is rebuilt to change it, and with foreign keys on that would empty its children."""
    sqlite = engine.dialect.name == "sqlite"
    writing = engine.execution_options(sqlite_begin="IMMEDIATE") if sqlite else engine
    with writing.connect() as connection:
        # PRAGMA foreign_keys does nothing inside a transaction, so it goes to the raw connection before there is one.
        raw = connection.connection.driver_connection if sqlite else None
        if raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
                _migrate(connection, sqlite=sqlite)
                if sqlite:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise RuntimeError(f"the migration would leave rows without their parents: {broken[:5]}")
        finally:
            if raw is not None:
                raw.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection, *, sqlite: bool) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=sqlite,
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
    )
    context.run_migrations()


given = context.config.attributes.get("engine")
if given is not None:
    run(given)
else:
    opened = open_engine(load_settings(dict(os.environ), Path.cwd()).database_url)
    run(opened)
    opened.dispose()
