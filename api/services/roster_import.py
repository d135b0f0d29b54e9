"""A pasted roster: rows as they were pasted, what is wrong in which row, and what storing them would change.

Whatever is pasted is read; nothing raises but storing a paste that has faults, and nothing is stored by half.
"""

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Engagement, Invitation, Respondent, Wave
from api.problems import RosterFault, RowFault
from api.services.addresses import AddressFault, read_address
from api.services.audit import record
from api.services.function_names import FunctionNames, read_functions
from api.services.pasted_tables import PastedRow, read_table
from survey_definitions.schema import Instrument

Status = Literal["new", "changed", "unchanged", "fault"]
MOST_ROWS = 10_000
LONGEST = 200
TIERS = {"": 1, "1": 1, "2": 2, "tier 1": 1, "tier 2": 2, "1.0": 1, "2.0": 2}


class RosterRow(Struct, frozen=True, kw_only=True):
    """One person as read; `number` is the line of the paste, from 1. `email` None: the link is handed over by other means."""

    number: int
    name: str
    email: str | None
    title: str
    function: str  # code, "" where it is not known
    seats: tuple[str, ...]
    tier: int
    status: Status = "new"
    faults: tuple[str, ...] = ()


class RosterPaste(Struct, frozen=True):
    """All rows, and whether they may be stored. `fault` is about the paste as a whole."""

    rows: tuple[RosterRow, ...]
    ok: bool
    fault: str = ""


def read_roster(text: str, instrument: Instrument) -> RosterPaste:
    """Read a paste: comma, semicolon or tab; with or without a header line, in English or German; with or without quotes."""
    table = read_table(text)
    if len(table) > MOST_ROWS:
        return RosterPaste((), ok=False, fault=f"There are {len(table)} rows; {MOST_ROWS} is the most.")
    names = FunctionNames(instrument)
    if not table:
        return RosterPaste((), ok=False, fault="There are no rows yet. Paste one person a line: name, address, title, function.")
    seen: dict[str, int] = {}
    rows = tuple(_read_row(row, names, seen) for row in table)
    return RosterPaste(rows, ok=not any(row.faults for row in rows))


def compare_roster(session: Session, engagement: Engagement, paste: RosterPaste) -> RosterPaste:
    """The paste with a status for each row: what storing it would do. A change that an open wave rules out becomes a fault."""
    present = _present(session, engagement)
    asked = _asked_now(session, engagement)
    rows = tuple(_compare(row, present.get(_key(row.email, row.name)), asked) for row in paste.rows)
    return msgspec.structs.replace(paste, rows=rows, ok=paste.ok and not any(row.faults for row in rows))


def apply_roster(
    session: Session, engagement: Engagement, paste: RosterPaste, now: datetime, *, actor: str = "system"
) -> tuple[Respondent, ...]:
    """Store the paste: add who is new, change who is known by address (by name where there is none). RosterFault stores nothing."""
    compared = compare_roster(session, engagement, paste)
    if not compared.ok:
        faults = [RowFault(row.number, message) for row in compared.rows for message in row.faults]
        raise RosterFault(faults or [RowFault(0, compared.fault)])
    present = _present(session, engagement)
    people: list[Respondent] = []
    for row in compared.rows:
        person = present.get(_key(row.email, row.name))
        if person is None:
            person = Respondent(engagement_id=engagement.id, email=row.email, added_at=now)
            session.add(person)
        person.left_at = None
        for field, value in _values(row).items():
            setattr(person, field, value)
        people.append(person)
    session.flush()
    counts = {status: sum(row.status == status for row in compared.rows) for status in ("new", "changed", "unchanged")}
    record(
        session, actor=actor, event="roster_changed", subject_kind="engagement", subject_id=engagement.id, detail=counts, now=now
    )  # fmt: skip
    return tuple(people)


def _read_row(row: PastedRow, names: FunctionNames, seen: dict[str, int]) -> RosterRow:
    faults: list[str] = []
    name, title = row.cell("name"), row.cell("title")
    if not name:
        faults.append("The name is empty.")
    elif name[0] in "=+-@":
        faults.append(f"A name cannot begin with {name[0]}")
    for label, value in (("name", name), ("title", title)):
        if len(value) > LONGEST:
            faults.append(f"The {label} has {len(value)} characters; {LONGEST} is the most.")
    email = _address(row.cell("email"), faults)
    function, seats, unknown = read_functions(names, row.cell("function"), row.cell("seats"))
    if unknown:
        faults.append(unknown)
    tier = TIERS.get(row.cell("tier").casefold(), 0)
    if not tier:
        faults.append("The tier is 1 (the team itself) or 2 (those who report to it).")
    key = _key(email, name)
    if (email or name) and key in seen:
        faults.append(f"The same {'address' if email else 'name'} as in row {seen[key]}.")
    seen.setdefault(key, row.number)
    if row.surplus:
        faults.append("This row has more cells than the others: is a separator missing its quotes?")
    return RosterRow(
        number=row.number,
        name=name[:LONGEST],
        email=email,
        title=title[:LONGEST],
        function=function,
        seats=seats,
        tier=tier or 1,
        status="fault" if faults else "new",
        faults=tuple(faults),
    )


def _address(written: str, faults: list[str]) -> str | None:
    try:
        return read_address(written) if written else None
    except AddressFault as fault:
        faults.append(str(fault))
        return None


def _compare(row: RosterRow, person: Respondent | None, asked: frozenset[Any]) -> RosterRow:
    if row.faults or person is None:
        return row
    changes = [field for field, value in _values(row).items() if getattr(person, field) != value]
    if person.id in asked and {"function", "seats", "tier"} & set(changes):
        # what each answer would be shown as was promised to this person when the wave opened
        message = "A wave is open: function, seats and tier of somebody who was invited can change when it has closed."
        return msgspec.structs.replace(row, status="fault", faults=(message,))
    return msgspec.structs.replace(row, status="changed" if changes or person.left_at is not None else "unchanged")


def _values(row: RosterRow) -> dict[str, Any]:
    return {"name": row.name, "title": row.title, "function": row.function, "seats": list(row.seats), "tier": row.tier}


def _key(email: str | None, name: str) -> str:
    return email or " ".join(name.casefold().split())


def _present(session: Session, engagement: Engagement) -> dict[str, Respondent]:
    people = session.scalars(select(Respondent).where(Respondent.engagement_id == engagement.id).order_by(Respondent.added_at))
    return {_key(person.email, person.name): person for person in people}


def _asked_now(session: Session, engagement: Engagement) -> frozenset[Any]:
    query = select(Invitation.respondent_id).join(Wave, Wave.id == Invitation.wave_id)
    return frozenset(session.scalars(query.where(Wave.engagement_id == engagement.id, Wave.status == "open")))
