"""One session, one firm. Every ORM statement is filtered to the session's firm, and without a firm it raises."""

from typing import cast
from uuid import UUID

from sqlalchemy import Table, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

from api.db.models.foundation import FirmOwned

KEY = "firm_id"


class UnscopedQuery(RuntimeError):
    """A statement without a firm. A fault of ours: the text says which statement, for the log and not for a page."""


class ScopedSession(Session):
    """A session that refuses to ask without a firm."""


def scope(session: Session, firm_id: UUID) -> None:
    """Bind the session to a firm, once: another firm in the same session is refused, for its rows would mix in the identity map."""
    bound = session.info.get(KEY)
    if bound is not None and bound != firm_id:
        raise UnscopedQuery("this session already belongs to another firm")
    session.info[KEY] = firm_id


def firm_of(session: Session) -> UUID:
    """The firm that the session is bound to; UnscopedQuery where there is none."""
    firm_id = session.info.get(KEY)
    if firm_id is None:
        raise UnscopedQuery("this session belongs to no firm")
    return UUID(str(firm_id))


def _touches_owned(state: ORMExecuteState) -> bool:
    """Whether any table of the statement, however deep, belongs to firms."""
    parts = iterate(cast("ExternallyTraversible", state.statement))
    return any("firm_id" in part.c for part in parts if isinstance(part, Table)) or any(
        issubclass(mapper.class_, FirmOwned) for mapper in state.all_mappers
    )


@event.listens_for(ScopedSession, "do_orm_execute")
def _filter_by_firm(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load:  # follow-ups of a row that was loaded through the filter
        return
    if state.execution_options.get("unscoped"):
        return
    firm_id = state.session.info.get(KEY)
    if firm_id is None and state.is_orm_statement and not _touches_owned(state):
        return
    if firm_id is None or not state.is_orm_statement:
        why = "no firm is set" if firm_id is None else "only ORM statements can be filtered"
        raise UnscopedQuery(f"{why}: {str(state.statement)[:200]}")
    if state.is_insert:  # nothing to filter; the composite foreign keys refuse a parent of another firm
        return
    state.statement = state.statement.options(with_loader_criteria(FirmOwned, lambda owned: owned.firm_id == firm_id, include_aliases=True))


@event.listens_for(ScopedSession, "before_flush")
def _own_new_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    firm_id = session.info.get(KEY)
    for row in session.new:
        if not isinstance(row, FirmOwned):
            continue
        if firm_id is None:
            raise UnscopedQuery(f"a {type(row).__name__} is added, but no firm is set")
        if row.firm_id is None:
            row.firm_id = firm_id
        elif row.firm_id != firm_id:
            raise UnscopedQuery(f"a {type(row).__name__} of another firm is added")
