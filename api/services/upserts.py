"""Insert or update by a unique key: the same statement on both databases."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.db.models import Base

_REASON = {"unscoped": "rows carry their firm, and the composite keys refuse parents of another"}


@lru_cache(maxsize=32)
def _upsert(dialect: str, model: type[Base], columns: tuple[str, ...], key: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    statement = _insert(dialect, model)
    changing = [name for name in columns if name not in {*key, "id", "firm_id"}]
    return statement.on_conflict_do_update(index_elements=list(key), set_={name: statement.excluded[name] for name in changing})


def _insert(dialect: str, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - true of every mapped class here, and mypy cannot know
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def upsert(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]) -> None:
    """Insert the rows; where `key` is taken, overwrite every column but key, id and firm. All rows have the same columns."""
    statement = _upsert(session.get_bind().dialect.name, model, tuple(rows[0]), key)
    session.execute(statement, [dict(row) for row in rows], execution_options=_REASON)


def insert_once(session: Session, model: type[Base], row: Mapping[str, Any], *, key: tuple[str, ...]) -> bool:
    """Insert the row unless `key` is taken; whether it was inserted."""
    statement = _insert(session.get_bind().dialect.name, model).on_conflict_do_nothing(index_elements=list(key)).values(dict(row))
    # without `preserve_rowcount` the count of an INSERT is gone on PostgreSQL as soon as its cursor is closed
    result = session.execute(statement, execution_options={**_REASON, "preserve_rowcount": True})
    return bool(result.rowcount == 1)  # type: ignore[attr-defined] # an INSERT gives a CursorResult
